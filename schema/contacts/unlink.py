"""unlinkRelative."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.contacts.unlink import unlink_relative as unlink
from schema.contacts.contact import Relationship
from schema.contacts.written import written_relationship
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongState,
)
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="A relationship to end. Either contact may, but a minor may not end parental authority."
)
class UnlinkRelativeInput:
    id: strawberry.ID = strawberry.field(description="The relationship.")
    idempotency_key: str | None = idempotency_key()


UnlinkRelativeError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("UnlinkRelativeError", description="Why a relationship goes on."),
]


@strawberry.type(description="The relationship that has ended, or why it goes on.")
class UnlinkRelativePayload:
    relationship: Relationship | None
    errors: list[UnlinkRelativeError]


async def unlink_relative(info: Info, input: UnlinkRelativeInput) -> UnlinkRelativePayload:  # noqa: A002 - Relay's word
    """End a relationship, once for each key."""
    outcome = await unlink(info.context, write_of(info, "unlinkRelative", input), input.id)
    return UnlinkRelativePayload(
        relationship=await written_relationship(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
