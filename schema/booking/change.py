"""The mutations that change one appointment by one step, and their common shape."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers.booking.lifecycle import Advance, Step, advance
from resolvers.booking.move import Move, reschedule
from resolvers.booking.reinstate import Reinstatement, reinstate
from resolvers.booking.wish import OverrideReason
from resolvers.writing.once import Outcome
from schema.booking.appointment import Appointment
from schema.booking.slot import asked_slot, beside_of
from schema.booking.written import written_appointment
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
    VersionConflict,
    WrongState,
)
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of

ChangeAppointmentError: TypeAlias = Annotated[
    SlotTaken
    | BookingRefused
    | WrongState
    | NotFound
    | NotAllowed
    | VersionConflict
    | InvalidInput
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("ChangeAppointmentError", description="Why an appointment stays as it was."),
]


@strawberry.type(description="The appointment as it is now, or why it stays as it was.")
class ChangeAppointmentPayload:
    appointment: Appointment | None
    errors: list[ChangeAppointmentError]


@strawberry.input(description="An appointment, in the version it was read in.")
class AppointmentInput:
    id: strawberry.ID
    expected_version: int
    idempotency_key: str | None = idempotency_key()


@strawberry.input(
    description="An appointment to move, and where to: a hold, a slot or its parts; what names it twice must "
    "agree."
)
class RescheduleAppointmentInput:
    id: strawberry.ID
    expected_version: int
    hold_id: strawberry.ID | None = None
    slot_id: strawberry.ID | None = None
    agenda_id: strawberry.ID | None = None
    visit_type_id: strawberry.ID | None = None
    starts_at: Instant | None = None
    override_reason: OverrideReason | None = None
    idempotency_key: str | None = idempotency_key()


async def reschedule_appointment(
    info: Info,
    input: RescheduleAppointmentInput,  # noqa: A002 - Relay's word
) -> ChangeAppointmentPayload:
    """Move an appointment; refused, it stays where it was."""
    slot = asked_slot(info.context, input)
    beside = beside_of(info.context, input)
    asked = Move(input.id, input.expected_version, slot, input.hold_id, input.override_reason, beside)
    write = write_of(info, "rescheduleAppointment", input)
    return await _payload(info, await reschedule(info.context, write, asked))


async def reinstate_appointment(info: Info, input: AppointmentInput) -> ChangeAppointmentPayload:  # noqa: A002 - Relay's word
    """Book a cancelled or missed appointment again at its own time."""
    asked = Reinstatement(input.id, input.expected_version)
    write = write_of(info, "reinstateAppointment", input)
    return await _payload(info, await reinstate(info.context, write, asked))


def step_mutation(step: Step, description: str) -> Any:
    """Return the mutation that takes one step."""

    async def resolve(info: Info, input: AppointmentInput) -> ChangeAppointmentPayload:  # noqa: A002 - Relay's word
        asked = Advance(step, input.id, input.expected_version)
        return await _payload(info, await advance(info.context, write_of(info, step.value, input), asked))

    return strawberry.mutation(resolver=_named(resolve, step.value), description=description)


def _named(resolve: Callable[..., Awaitable[Any]], name: str) -> Callable[..., Awaitable[Any]]:
    resolve.__name__ = name
    return resolve


async def _payload(info: Info, outcome: Outcome) -> ChangeAppointmentPayload:
    return ChangeAppointmentPayload(
        appointment=await written_appointment(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
