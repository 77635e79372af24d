"""cancelAppointment."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.booking.cancel import Cancellation, CancelReason, cancel
from schema.booking.appointment import Appointment
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
    VersionConflict,
    WrongState,
)
from schema.writing import idempotency_key, write_of

strawberry.enum(CancelReason, description="Why an appointment is cancelled: a code, never a text.")


@strawberry.input(description="The appointment to cancel, in the version it was read in.")
class CancelAppointmentInput:
    id: strawberry.ID
    reason: CancelReason
    expected_version: int
    idempotency_key: str | None = idempotency_key()


CancelAppointmentError: TypeAlias = Annotated[
    BookingRefused
    | WrongState
    | NotFound
    | NotAllowed
    | VersionConflict
    | InvalidInput
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("CancelAppointmentError", description="Why an appointment is not cancelled."),
]


@strawberry.type(description="The cancelled appointment, or why it stays.")
class CancelAppointmentPayload:
    appointment: Appointment | None
    errors: list[CancelAppointmentError]


async def cancel_appointment(info: Info, input: CancelAppointmentInput) -> CancelAppointmentPayload:  # noqa: A002 - Relay's word
    """Cancel an appointment; its time is free again."""
    asked = Cancellation(input.id, input.reason, input.expected_version)
    outcome = await cancel(info.context, write_of(info, "cancelAppointment", input), asked)
    return CancelAppointmentPayload(
        appointment=await written_appointment(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
