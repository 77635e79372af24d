"""The record of an id, whatever kind of record it is."""

from models.ids import Kind, kind_of
from permissions.standing import Record
from resolvers.booking.by_id import appointments_by_id
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context


async def record_by_id(context: Context, record_id: str) -> Record | None:
    """Return the contact or appointment of that id, if it exists for this caller."""
    found: dict[str, Record] = {}
    match kind_of(record_id):
        case Kind.CONTACT:
            found.update(await contacts_by_id(context, [record_id]))
        case Kind.APPOINTMENT:
            found.update(await appointments_by_id(context, [record_id]))
    return found.get(record_id)
