"""Taking time, changing it, and giving it back."""

import strawberry

from resolvers.booking.lifecycle import Step
from schema.booking.book import BookAppointmentPayload, book_appointment
from schema.booking.cancel import CancelAppointmentPayload, cancel_appointment
from schema.booking.change import (
    ChangeAppointmentPayload,
    reinstate_appointment,
    reschedule_appointment,
    step_mutation,
)
from schema.booking.hold import HoldPayload, extend_hold, hold_slot, release_hold


@strawberry.type
class BookingMutation:
    hold_slot: HoldPayload = strawberry.mutation(
        resolver=hold_slot, description="Hold an offered time for five minutes, so that nobody else takes it."
    )
    extend_hold: HoldPayload = strawberry.mutation(
        resolver=extend_hold, description="Hold a time for five more minutes, three times at most."
    )
    release_hold: HoldPayload = strawberry.mutation(
        resolver=release_hold, description="Give a held time back."
    )
    book_appointment: BookAppointmentPayload = strawberry.mutation(
        resolver=book_appointment,
        description="Book a time for a contact. The same idempotencyKey books once and answers the same.",
    )
    reschedule_appointment: ChangeAppointmentPayload = strawberry.mutation(
        resolver=reschedule_appointment,
        description="Move an appointment to another time of the same professional; refused, it stays.",
    )
    cancel_appointment: CancelAppointmentPayload = strawberry.mutation(
        resolver=cancel_appointment, description="Cancel an appointment; its time is free again."
    )
    confirm_appointment: ChangeAppointmentPayload = step_mutation(
        Step.CONFIRM, "Say that the contact will come."
    )
    mark_arrived: ChangeAppointmentPayload = step_mutation(
        Step.ARRIVE, "Say that the contact is here; staff and desk."
    )
    mark_no_show: ChangeAppointmentPayload = step_mutation(
        Step.MISS, "Say that the contact did not come, once the visit has begun; staff."
    )
    complete_appointment: ChangeAppointmentPayload = step_mutation(
        Step.COMPLETE, "Say that the visit took place; staff."
    )
    approve_appointment: ChangeAppointmentPayload = step_mutation(
        Step.APPROVE, "Accept a booking that waits for approval; staff."
    )
    decline_appointment: ChangeAppointmentPayload = step_mutation(
        Step.DECLINE, "Refuse a booking that waits for approval; its time is free again; staff."
    )
    reinstate_appointment: ChangeAppointmentPayload = strawberry.mutation(
        resolver=reinstate_appointment,
        description="Book a cancelled or missed appointment again at its own time; staff, and it is kept.",
    )
