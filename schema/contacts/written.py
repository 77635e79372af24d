"""What a write leaves of contacts and relationships, as its answer shows it."""

from resolvers.contacts.by_id import contacts_by_id
from resolvers.contacts.relationships import relationships_by_id
from resolvers.related import around_contacts
from resolvers.writing.once import Outcome
from resolvers.writing.prepared import afresh
from schema.contacts.contact import Contact, Relationship
from schema.context import Info
from schema.selection import wanted


async def written_contact(info: Info, outcome: Outcome) -> Contact | None:
    """Return the contact a write names as the caller sees it now, if it still exists for it."""
    if outcome.record_id is None:
        return None
    context = await afresh(info.context)
    context.lens.wrote(outcome.record_id)
    records = await contacts_by_id(context, [outcome.record_id])
    related = await around_contacts(context, records.values(), wanted(info))
    record = records.get(outcome.record_id)
    return Contact.of(record, context, related) if record else None


async def written_relationship(info: Info, outcome: Outcome) -> Relationship | None:
    """Return the relationship a write names, with those of its two contacts that the caller knows."""
    if outcome.record_id is None:
        return None
    context = await afresh(info.context)
    record = (await relationships_by_id(context, [outcome.record_id])).get(outcome.record_id)
    if record is None:
        return None
    contacts = await contacts_by_id(context, [record.contact_id, record.relative_id])
    related = await around_contacts(context, contacts.values(), wanted(info))
    return Relationship.of(record, context, related)
