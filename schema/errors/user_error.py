"""Expected refusals as clients read them: one interface, a type where there is data to carry."""

import strawberry

from resolvers.writing.fault import ErrorCode
from schema.scalars import Instant
from schema.words import DataCategory

strawberry.enum(ErrorCode, description="What a write may be refused for.")


@strawberry.interface(description="An expected refusal. The message names the next step.")
class UserError:
    code: ErrorCode
    message: str
    path: list[str] = strawberry.field(description="The input it is about; empty for the whole.")


@strawberry.type(description="An input that is missing, malformed, or not to be collected.")
class InvalidInput(UserError):
    category: DataCategory | None = strawberry.field(  # type: ignore[valid-type]
        description="The category that is not collected, or the mask that was written back."
    )
    articles: list[str] = strawberry.field(description="The articles that ask for it, where law does.")


@strawberry.type(description="Nothing of that id exists for this caller.")
class NotFound(UserError):
    pass


@strawberry.type(description="The caller may not do this here.")
class NotAllowed(UserError):
    articles: list[str]


@strawberry.type(description="The state of the record does not allow it.")
class WrongState(UserError):
    pass


@strawberry.type(description="The record changed since it was read.")
class VersionConflict(UserError):
    current_version: int


@strawberry.type(description="The words of the consent are no longer those that are asked.")
class ConsentTextChanged(UserError):
    current_text_version: str = strawberry.field(description="The version in force, to be read and given.")


@strawberry.type(description="The same idempotency key came with other content before.")
class IdempotencyMismatch(UserError):
    pass


@strawberry.type(description="A free time.")
class FreeTime:
    starts_at: Instant
    ends_at: Instant


@strawberry.type(description="Somebody else has that time.")
class SlotTaken(UserError):
    alternatives: list[FreeTime] = strawberry.field(
        description="The nearest free times, at most three.", metadata={"size": 3}
    )


@strawberry.type(description="The rules of the agenda do not allow it.")
class BookingRefused(UserError):
    pass


@strawberry.type(description="The server was too busy; the same request may be sent again.")
class BusyTryAgain(UserError):
    pass
