"""The appointment a write leaves, as its answer shows it."""

from resolvers.booking.by_id import appointments_by_id
from resolvers.related import around_appointments
from resolvers.writing.once import Outcome
from schema.booking.appointment import Appointment
from schema.context import Info
from schema.selection import wanted


async def written_appointment(info: Info, outcome: Outcome) -> Appointment | None:
    """Return the appointment a write names, if it still exists for the caller."""
    if outcome.record_id is None:
        return None
    context = info.context
    records = await appointments_by_id(context, [outcome.record_id])
    related = await around_appointments(context, records.values(), wanted(info))
    record = records.get(outcome.record_id)
    return Appointment.of(record, context, related) if record else None
