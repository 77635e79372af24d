"""Taking and giving back time."""

import strawberry

from schema.booking.book import BookAppointmentPayload, book_appointment
from schema.booking.cancel import CancelAppointmentPayload, cancel_appointment


@strawberry.type
class BookingMutation:
    book_appointment: BookAppointmentPayload = strawberry.mutation(
        resolver=book_appointment,
        description="Book a time for a contact. The same idempotencyKey books once and answers the same.",
    )
    cancel_appointment: CancelAppointmentPayload = strawberry.mutation(
        resolver=cancel_appointment, description="Cancel an appointment; its time is free again."
    )
