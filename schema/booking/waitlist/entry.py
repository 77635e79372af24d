"""Entries of waiting lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import strawberry

from models.contacts.record import ContactRecord
from models.directory.record import AgendaRecord, VisitTypeRecord
from resolvers.booking.held import HoldRecord, holds_by_id
from resolvers.booking.waitlist.entry import EntryRecord, WaitlistState
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.directory.parties import agendas_by_id, visit_types_by_id
from resolvers.related import Related, around_contacts
from resolvers.wanted import Wanted
from schema.booking.hold import Hold
from schema.contacts.contact import Contact
from schema.context import Info
from schema.directory.place import Agenda
from schema.directory.visit_type import VisitType
from schema.node import Node
from schema.scalars import Instant
from schema.selection import wanted

strawberry.enum(
    WaitlistState,
    description="Where an entry stands: it waits, has an offer in hand, was booked, left, or has ended.",
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page of entries; what was not asked for is empty."""

    contacts: Mapping[str, ContactRecord] = field(default_factory=dict)
    related: Related = field(default_factory=Related)
    agendas: Mapping[str, AgendaRecord] = field(default_factory=dict)
    visit_types: Mapping[str, VisitTypeRecord] = field(default_factory=dict)
    holds: Mapping[str, HoldRecord] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


@strawberry.type(description="Somebody waits for a visit; how many others wait is told to nobody.")
class WaitlistEntry(Node):
    context: strawberry.Private[Context]
    record: strawberry.Private[EntryRecord]
    around: strawberry.Private[Around]

    @strawberry.field
    def state(self) -> WaitlistState:
        return self.record.state_at(self.context.now)

    @strawberry.field(description="The visit starts at this instant at the earliest.")
    def not_before(self) -> Instant:
        return Instant(self.record.not_before)

    @strawberry.field(description="The visit starts before this instant; then the entry ends.")
    def not_after(self) -> Instant:
        return Instant(self.record.not_after)

    @strawberry.field(description="How many times were offered; after three the entry ends.")
    def offers(self) -> int:
        return self.record.offers

    @strawberry.field
    def joined_at(self) -> Instant:
        return Instant(self.record.created_at)

    @strawberry.field(description="Grows with each change, offers included; give it as expectedVersion.")
    def version(self) -> int:
        return self.record.version

    @strawberry.field(
        description="The time on offer, to be booked by its id; for who joined, while it holds."
    )
    def hold(self) -> Hold | None:
        held = self.around.holds.get(self.record.hold_id or "")
        offered = self.record.state_at(self.context.now) is WaitlistState.OFFERED
        return Hold.of(held, self.context) if held and offered else None

    @strawberry.field(description="Who waits; null where the contact does not exist for the caller.")
    def contact(self) -> Contact | None:
        found = self.around.contacts.get(self.record.contact_id)
        return Contact.of(found, self.context, self.around.related) if found else None

    @strawberry.field
    def agenda(self) -> Agenda:
        return Agenda.of(self.around.agendas[self.record.agenda_id])

    @strawberry.field(
        description="What is waited for. It is a visit reason in part: null for whom that is withheld."
    )
    def visit_type(self) -> VisitType | None:
        if self.record.id not in self.around.told:
            return None
        return VisitType.of(self.around.visit_types[self.record.visit_type_id])


async def shown_entries(info: Info, records: Collection[EntryRecord]) -> list[WaitlistEntry]:
    """Return entries with what is asked for around them, in a constant number of statements."""
    context, asked = info.context, wanted(info)
    around = await _around(context, records, asked)
    return [
        WaitlistEntry(id=strawberry.ID(each.id), context=context, record=each, around=around)
        for each in records
    ]


async def _around(context: Context, records: Collection[EntryRecord], asked: Wanted) -> Around:
    if not records:
        return Around()
    contacts: dict[str, ContactRecord] = {}
    if "contact" in asked:
        contacts = await contacts_by_id(context, {each.contact_id for each in records})
    held = {each.hold_id for each in records if each.hold_id} if "hold" in asked else set()
    agendas = {each.agenda_id for each in records} if "agenda" in asked else set()
    visit_types = {each.visit_type_id for each in records} if "visitType" in asked else set()
    return Around(
        contacts=contacts,
        related=await around_contacts(context, contacts.values(), asked, _by_secret(records)),
        agendas=await agendas_by_id(agendas) if agendas else {},
        visit_types=await visit_types_by_id(visit_types) if visit_types else {},
        holds=await holds_by_id(context, held) if held else {},
        told=await _told(context, records) if visit_types else frozenset(),
    )


def _by_secret(records: Collection[EntryRecord]) -> frozenset[str]:
    """Return the contacts of whom nothing but secret entries is here."""
    secret, other = (
        {each.contact_id for each in records if bool(each.secret) is kept} for kept in (True, False)
    )
    return frozenset(secret - other)


async def _told(context: Context, records: Collection[EntryRecord]) -> frozenset[str]:
    """Return the entries whose wish the caller may know."""
    tells = context.lens.tells_wish
    return frozenset(
        [each.id for each in records if await tells(each.channel, each.created_at, each.professional_id)]
    )
