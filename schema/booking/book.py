"""bookAppointment."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.booking.book import book
from schema.booking.appointment import Appointment
from schema.booking.slot import asked_slot, beside_of
from schema.booking.visit import VisitInput
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
)
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="A time to book, by a hold, a slot or its three parts; what names it twice must agree. The "
    "channel is that of the caller's party: AGENDA, PHONE or ONLINE."
)
class BookAppointmentInput(VisitInput):
    hold_id: strawberry.ID | None = strawberry.field(
        default=None, description="A hold of the caller's own; else a slot, or its three parts."
    )
    slot_id: strawberry.ID | None = strawberry.field(default=None, description="A slot as it was offered.")
    agenda_id: strawberry.ID | None = strawberry.field(default=None, description="Where, without a slot.")
    visit_type_id: strawberry.ID | None = strawberry.field(default=None, description="What, without a slot.")
    starts_at: Instant | None = strawberry.field(default=None, description="When, without a slot.")
    idempotency_key: str | None = idempotency_key()


BookAppointmentError: TypeAlias = Annotated[
    SlotTaken | BookingRefused | InvalidInput | NotFound | NotAllowed | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("BookAppointmentError", description="Why a time is not booked."),
]


@strawberry.type(description="The appointment, or why there is none.")
class BookAppointmentPayload:
    appointment: Appointment | None
    errors: list[BookAppointmentError]


async def book_appointment(info: Info, input: BookAppointmentInput) -> BookAppointmentPayload:  # noqa: A002 - Relay's word
    """Book a time, once for each key."""
    wish = input.wish(asked_slot(info.context, input), input.hold_id, beside_of(info.context, input))
    outcome = await book(info.context, write_of(info, "bookAppointment", input), wish)
    if outcome.record_id:
        info.context.lens.wrote(outcome.record_id)
    return BookAppointmentPayload(
        appointment=await written_appointment(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
