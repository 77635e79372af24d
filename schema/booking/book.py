"""bookAppointment."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import Mode
from permissions import fields
from resolvers.booking.book import book
from resolvers.booking.wish import OverrideReason, Wish
from schema.booking.appointment import Appointment
from schema.booking.slot import asked_slot
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

strawberry.enum(OverrideReason, description="Why a soft rule is overridden: a code, never a text.")


@strawberry.input(
    description="A time to book. The channel is that of the caller's party: AGENDA, PHONE or ONLINE."
)
class BookAppointmentInput:
    contact_id: strawberry.ID = strawberry.field(
        description="Who comes: a contact, or the relative it acts for."
    )
    hold_id: strawberry.ID | None = strawberry.field(
        default=None, description="A hold of the caller's own; else a slot, or its three parts."
    )
    slot_id: strawberry.ID | None = strawberry.field(default=None, description="A slot as it was offered.")
    agenda_id: strawberry.ID | None = strawberry.field(default=None, description="Where, without a slot.")
    visit_type_id: strawberry.ID | None = strawberry.field(default=None, description="What, without a slot.")
    starts_at: Instant | None = strawberry.field(default=None, description="When, without a slot.")
    mode: Mode | None = strawberry.field(default=None, description="In person where offered, unless given.")
    override_reason: OverrideReason | None = strawberry.field(
        default=None, description="Staff and desk book against a soft rule by giving a reason; it is kept."
    )
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
    wish = Wish(
        slot=asked_slot(info.context, input),
        hold_id=input.hold_id,
        contact_id=input.contact_id,
        mode=input.mode,
        reason=input.reason,
        note=input.note,
        note_about_third_party=input.note_about_third_party,
        secret=input.secret,
        override=input.override_reason,
    )
    outcome = await book(info.context, write_of(info, "bookAppointment", input), wish)
    if outcome.record_id:
        info.context.lens.wrote(outcome.record_id)
    return BookAppointmentPayload(
        appointment=await written_appointment(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
