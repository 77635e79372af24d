"""breakGlass."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.break_glass import Glass, GlassGround
from resolvers.privacy.break_glass import break_glass as break_it
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
from schema.node import Node
from schema.privacy.written import written_record
from schema.writing import idempotency_key, write_of

strawberry.enum(GlassGround, description="Why the glass is broken (GDPR art. 6(1)(d), 9(2)(c)).")


@strawberry.input(
    description="One record that a professional must read although it is closed, because a life may depend "
    "on it. It opens to his account alone and for minutes, an alert is left, and the person reads that it "
    "happened. What was erased stays erased."
)
class BreakGlassInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment; nothing else opens.")
    ground: GlassGround
    reason: str | None = strawberry.field(
        default=None,
        description="Mandatory: why, in 10 letters to 500 characters. Name no person; numbers of telephones "
        "or registers and e-mail addresses are refused. The person and the data-protection officer read it.",
    )
    minutes: int = strawberry.field(default=30, description="For how long: 30 to 60.")
    idempotency_key: str | None = idempotency_key()


BreakGlassError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("BreakGlassError", description="Why the glass is whole."),
]


@strawberry.type(description="The contact or appointment as it reads now, or why the glass is whole.")
class BreakGlassPayload:
    record: Node | None
    errors: list[BreakGlassError]


async def break_glass(info: Info, input: BreakGlassInput) -> BreakGlassPayload:  # noqa: A002 - Relay's word
    """Break the glass before one record, once for each key."""
    asked = Glass(input.record, input.ground, input.reason, input.minutes)
    outcome = await break_it(info.context, write_of(info, "breakGlass", input), asked)
    return BreakGlassPayload(
        record=await written_record(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
