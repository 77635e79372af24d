"""bookAppointment."""

from typing import Annotated, TypeAlias

import strawberry

from permissions import fields
from resolvers.booking.book import Booking, book
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
    SlotTaken,
)
from schema.privacy.personal import directive_of
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="A time to book. The channel is that of the caller's party: AGENDA, PHONE or ONLINE."
)
class BookAppointmentInput:
    agenda_id: strawberry.ID
    visit_type_id: strawberry.ID
    contact_id: strawberry.ID = strawberry.field(
        description="Who comes: a contact, or the relative it acts for."
    )
    starts_at: Instant
    reason: str | None = strawberry.field(
        default=None,
        directives=[directive_of(fields.VISIT_REASON)],
        description="Optional unless the visit type requires it; then the booking is refused without it.",
    )
    note: str | None = strawberry.field(
        default=None,
        directives=[directive_of(fields.NOTE)],
        description="Optional; staff only. What its author should remember.",
    )
    note_about_third_party: bool = strawberry.field(
        default=False, description="Keeps the note from the person (art. 15(4))."
    )
    secret: bool = strawberry.field(
        default=False, description="A minor's secret: representatives know nothing of it (CSP L1111-5)."
    )
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
    booking = Booking(
        agenda_id=input.agenda_id,
        visit_type_id=input.visit_type_id,
        contact_id=input.contact_id,
        starts_at=input.starts_at,
        reason=input.reason,
        note=input.note,
        note_about_third_party=input.note_about_third_party,
        secret=input.secret,
    )
    outcome = await book(info.context, write_of(info, "bookAppointment", input), booking)
    if outcome.record_id:
        info.context.lens.wrote(outcome.record_id)
    return BookAppointmentPayload(
        appointment=await written_appointment(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
