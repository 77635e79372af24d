"""restrictProcessing."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.restrict import Restriction
from resolvers.privacy.restrict import restrict_processing as restrict
from resolvers.privacy.restriction import RestrictionGround
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    VersionConflict,
    WrongState,
)
from schema.node import Node
from schema.privacy.written import written_record
from schema.writing import idempotency_key, write_of

strawberry.enum(
    RestrictionGround, description="Why processing is restricted, in the order of art. 18(1)(a) to (d)."
)


@strawberry.input(
    description="A record whose processing is to be restricted (GDPR art. 18): it is kept, and read by the "
    "person alone. The person may ask, who represents it, the controller and the data-protection officer."
)
class RestrictProcessingInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment.")
    ground: RestrictionGround
    expected_version: int = strawberry.field(description="The version the record was read in.")
    idempotency_key: str | None = idempotency_key()


RestrictProcessingError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | VersionConflict | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("RestrictProcessingError", description="Why processing was not restricted."),
]


@strawberry.type(description="The restricted contact or appointment, or why it is not restricted.")
class RestrictProcessingPayload:
    record: Node | None
    errors: list[RestrictProcessingError]


async def restrict_processing(
    info: Info,
    input: RestrictProcessingInput,  # noqa: A002 - Relay's word
) -> RestrictProcessingPayload:
    """Restrict the processing of a record, once for each key."""
    asked = Restriction(input.record, input.ground, input.expected_version)
    outcome = await restrict(info.context, write_of(info, "restrictProcessing", input), asked)
    return RestrictProcessingPayload(
        record=await written_record(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
