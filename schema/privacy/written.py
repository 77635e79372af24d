"""What a write leaves of instructions and restricted records, as its answer shows it."""

from models.booking.record import AppointmentRecord
from resolvers.directory.entries import entries_by_id
from resolvers.privacy.explain import record_by_id
from resolvers.privacy.instructions import instructions_by_id
from resolvers.related import around_appointments, around_contacts
from resolvers.writing.once import Outcome
from resolvers.writing.prepared import afresh
from schema.booking.appointment import Appointment
from schema.contacts.contact import Contact
from schema.context import Info
from schema.node import Node
from schema.privacy.instruction import Instruction
from schema.selection import wanted


async def written_instruction(info: Info, outcome: Outcome) -> Instruction | None:
    """Return the instruction a write names."""
    if outcome.record_id is None:
        return None
    records = await instructions_by_id(info.context, [outcome.record_id])
    entries = await entries_by_id({each.professional_id for each in records}, wanted(info))
    return Instruction.of(records[0], entries) if records else None


async def written_record(info: Info, outcome: Outcome) -> Node | None:
    """Return the contact or appointment a write names as the caller sees it now, if it still may."""
    if outcome.record_id is None:
        return None
    context = await afresh(info.context)
    record = await record_by_id(context, outcome.record_id)
    if record is None:
        return None
    if isinstance(record, AppointmentRecord):
        related = await around_appointments(context, [record], wanted(info))
        return Appointment.of(record, context, related)
    return Contact.of(record, context, await around_contacts(context, [record], wanted(info)))


async def written_person(info: Info, outcome: Outcome) -> Contact | None:
    """Return the contact a write names as the caller sees it now, if it still exists for it."""
    found = await written_record(info, outcome)
    return found if isinstance(found, Contact) else None
