"""holdSlot, extendHold, releaseHold."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeAlias

import strawberry

from resolvers.booking.held import HoldRecord, hold_by_id
from resolvers.booking.hold import extend_hold as extend
from resolvers.booking.hold import hold_slot as hold
from resolvers.booking.hold import release_hold as release
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault
from resolvers.writing.once import Outcome, Write
from schema.booking.slot import slot_id_of, slot_of
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BookingRefused,
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    SlotTaken,
)
from schema.node import Node
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.type(description="A time kept for the caller until `heldUntil`; nobody else knows whose it is.")
class Hold(Node):
    slot_id: strawberry.ID
    starts_at: Instant
    ends_at: Instant
    held_until: Instant

    @classmethod
    def of(cls, record: HoldRecord, context: Context) -> "Hold":
        slot_id = slot_id_of(context, record.agenda_id, record.visit_type_id, record.starts_at)
        return cls(
            id=strawberry.ID(record.id),
            slot_id=strawberry.ID(slot_id),
            starts_at=Instant(record.starts_at),
            ends_at=Instant(record.ends_at),
            held_until=Instant(record.held_until),
        )


@strawberry.input(description="The slot to hold, as it was offered.")
class HoldSlotInput:
    slot_id: strawberry.ID
    contact_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Whom the time is held for: it is judged as that booking would be, and booked for nobody"
        " else.",
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="A hold of the caller's own.")
class HoldInput:
    hold_id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


HoldError: TypeAlias = Annotated[
    SlotTaken | BookingRefused | InvalidInput | NotFound | NotAllowed | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("HoldError", description="Why a time is not held."),
]


@strawberry.type(description="The hold, or why there is none.")
class HoldPayload:
    hold: Hold | None
    errors: list[HoldError]


async def hold_slot(info: Info, input: HoldSlotInput) -> HoldPayload:  # noqa: A002 - Relay's word
    """Hold a time for five minutes."""
    slot = slot_of(info.context, input.slot_id)
    if slot is None:
        return await _payload(info, Outcome(faults=(Fault(ErrorCode.NOT_FOUND, ("slotId",)),)))
    write = write_of(info, "holdSlot", input)
    return await _payload(info, await hold(info.context, write, slot, input.contact_id))


async def extend_hold(info: Info, input: HoldInput) -> HoldPayload:  # noqa: A002 - Relay's word
    """Hold a time for five more minutes, three times at most."""
    return await _with_hold(info, "extendHold", input, extend)


async def release_hold(info: Info, input: HoldInput) -> HoldPayload:  # noqa: A002 - Relay's word
    """Give a held time back."""
    return await _with_hold(info, "releaseHold", input, release)


async def _with_hold(
    info: Info, operation: str, asked: HoldInput, act: Callable[[Context, Write, str], Awaitable[Outcome]]
) -> HoldPayload:
    return await _payload(info, await act(info.context, write_of(info, operation, asked), asked.hold_id))


async def _payload(info: Info, outcome: Outcome) -> HoldPayload:
    record = await hold_by_id(info.context, outcome.record_id) if outcome.record_id else None
    return HoldPayload(
        hold=Hold.of(record, info.context) if record else None,
        errors=errors_of(outcome.faults, info.context.language),
    )
