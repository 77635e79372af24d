"""The rows that stand around a page of records, fetched once for the whole page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.directory.record import AgendaRecord, VisitTypeRecord
from resolvers.contacts.by_id import contacts_by_id
from resolvers.contacts.relationships import RelationshipRecord, relationships_of
from resolvers.context import Context
from resolvers.directory.entries import Entries, entries_by_id
from resolvers.directory.parties import agendas_by_id, visit_types_by_id
from resolvers.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Related:
    """Rows by id; what a request did not ask for is empty."""

    contacts: Mapping[str, ContactRecord] = field(default_factory=dict)
    entries: Entries = field(default_factory=Entries)
    agendas: Mapping[str, AgendaRecord] = field(default_factory=dict)
    visit_types: Mapping[str, VisitTypeRecord] = field(default_factory=dict)
    relationships: Mapping[str, Sequence[RelationshipRecord]] = field(default_factory=dict)


async def around_appointments(
    context: Context, records: Collection[AppointmentRecord], wanted: Wanted
) -> Related:
    """Fetch what is asked for around appointments, and focus the lens on all of it."""
    if not records:
        return Related()
    for record in records:
        context.seen.bring(record.contact_id, secret=record.secret)
    contacts: dict[str, ContactRecord] = {}
    if wanted.names & {"contact", "relative"}:
        contacts = await contacts_by_id(context, {record.contact_id for record in records})
    relationships = await _relatives(context, contacts, wanted)
    await context.lens.focus([*records, *contacts.values()], wanted.categories)
    professionals, agendas, visit_types = _asked(records, contacts, wanted)
    return Related(
        contacts=contacts,
        entries=await entries_by_id(professionals, wanted) if professionals else Entries(),
        agendas=await agendas_by_id(agendas) if agendas else {},
        visit_types=await visit_types_by_id(visit_types) if visit_types else {},
        relationships=relationships,
    )


async def around_contacts(
    context: Context, records: Collection[ContactRecord], wanted: Wanted, by_secret: Collection[str] = ()
) -> Related:
    """Fetch what is asked for around contacts, and focus the lens on all of it.

    `by_secret` are the contacts that nothing but a minor's secret brought here.
    """
    if not records:
        return Related()
    contacts = {record.id: record for record in records}
    for contact_id in contacts:
        context.seen.bring(contact_id, secret=contact_id in by_secret)
    relationships = await _relatives(context, contacts, wanted)
    await context.lens.focus(contacts.values(), wanted.categories)
    professionals = {each.professional_id for each in contacts.values() if each.professional_id}
    asked = professionals and wanted.names & {"professional", "privacy"}
    return Related(
        contacts=contacts,
        entries=await entries_by_id(professionals, wanted) if asked else Entries(),
        relationships=relationships,
    )


async def _relatives(
    context: Context, contacts: dict[str, ContactRecord], wanted: Wanted
) -> Mapping[str, Sequence[RelationshipRecord]]:
    """Return for whom each contact acts, and add the relatives to the contacts."""
    if "relatives" not in wanted:
        return {}
    found = await relationships_of(context, contacts)
    relatives = {each.relative_id for of_contact in found.values() for each in of_contact}
    asked: dict[str, Sequence[RelationshipRecord]] = dict.fromkeys(contacts, ())
    contacts |= await contacts_by_id(context, relatives - contacts.keys())
    return asked | found


def _asked(
    records: Collection[AppointmentRecord], contacts: Mapping[str, ContactRecord], wanted: Wanted
) -> tuple[set[str], set[str], set[str]]:
    professionals, agendas, visit_types = set[str](), set[str](), set[str]()
    if wanted.names & {"professional", "privacy"}:
        professionals = {record.professional_id for record in records}
        professionals |= {each.professional_id for each in contacts.values() if each.professional_id}
    if wanted.names & {"agenda", "place"}:
        agendas = {record.agenda_id for record in records}
    if wanted.names & {"visitType", "visitReason"}:
        visit_types = {record.visit_type_id for record in records}
    return professionals, agendas, visit_types
