"""liftRestriction."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.lift import Lifting
from resolvers.privacy.lift import lift_restriction as lift
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
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="A record whose restriction is to be lifted, by the person or who represents it, or by the "
    "controller or the data-protection officer once the person was told (GDPR art. 18(3))."
)
class LiftRestrictionInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment.")
    expected_version: int = strawberry.field(description="The version the record was read in.")
    notice_given_at: Instant | None = strawberry.field(
        default=None,
        description="When the person was told. Mandatory for the controller and the officer, who are refused "
        "without it; after the restriction, and not in the future.",
    )
    idempotency_key: str | None = idempotency_key()


LiftRestrictionError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | VersionConflict | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("LiftRestrictionError", description="Why a record stays restricted."),
]


@strawberry.type(description="The contact or appointment, or why it stays restricted.")
class LiftRestrictionPayload:
    record: Node | None
    errors: list[LiftRestrictionError]


async def lift_restriction(info: Info, input: LiftRestrictionInput) -> LiftRestrictionPayload:  # noqa: A002 - Relay's word
    """Lift the restriction of a record, once for each key."""
    asked = Lifting(input.record, input.expected_version, input.notice_given_at)
    outcome = await lift(info.context, write_of(info, "liftRestriction", input), asked)
    return LiftRestrictionPayload(
        record=await written_record(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
