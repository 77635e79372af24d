"""Anything again, by its id."""

from collections.abc import Iterable

import strawberry

from models.ids import Kind, kind_of
from permissions.refusal import Refusal
from resolvers.booking.by_id import appointments_by_id
from resolvers.booking.waitlist.entry import entries_by_id as waiting_by_id
from resolvers.contacts.by_id import contacts_by_id
from resolvers.contacts.care_team import members_by_id
from resolvers.contacts.relationships import relationships_by_id
from resolvers.directory.entries import around_professionals, entries_by_id
from resolvers.directory.parties import agendas_at, agendas_by_id, professionals_by_id, visit_types_by_id
from resolvers.privacy.instructions import instructions_by_id
from resolvers.related import around_appointments, around_contacts
from resolvers.wanted import Wanted
from schema.booking.appointment import Appointment
from schema.booking.waitlist.entry import shown_entries
from schema.contacts.care_team import shown_members
from schema.contacts.contact import Contact, Relationship
from schema.context import Info
from schema.directory.party import Operator
from schema.directory.place import Agenda, place_of
from schema.directory.professional import professional_of
from schema.directory.visit_type import VisitType
from schema.node import Node
from schema.privacy.instruction import Instruction
from schema.selection import wanted

MOST_IDS = 100


@strawberry.type
class RefetchQuery:
    @strawberry.field(description="Anything by its id; null if it does not exist for the caller.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002 - Relay's word
        return (await _nodes(info, [id])).get(id)

    @strawberry.field(description="Up to 100 things by id, in the order asked; null where there is none.")
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        if len(ids) > MOST_IDS:
            raise Refusal("list_size", code="BAD_USER_INPUT", most=MOST_IDS)
        found = await _nodes(info, ids)
        return [found.get(each) for each in ids]


async def _nodes(info: Info, ids: Iterable[str]) -> dict[str, Node]:
    """Return what exists of these ids; each kind takes a constant number of statements."""
    by_kind: dict[Kind, list[str]] = {}
    for each in ids:
        kind = kind_of(each)
        if kind:
            by_kind.setdefault(kind, []).append(each)
    asked = wanted(info)
    found: dict[str, Node] = {}
    for kind, of_kind in by_kind.items():
        found.update(await _of_kind(info, kind, of_kind, asked))
    return found


async def _of_kind(info: Info, kind: Kind, ids: list[str], asked: Wanted) -> dict[str, Node]:
    context = info.context
    match kind:
        case Kind.APPOINTMENT:
            appointments = await appointments_by_id(context, ids)
            around = await around_appointments(context, appointments.values(), asked)
            return {each.id: Appointment.of(each, context, around) for each in appointments.values()}
        case Kind.CONTACT:
            contacts = await contacts_by_id(context, ids)
            around = await around_contacts(context, contacts.values(), asked)
            return {each.id: Contact.of(each, context, around) for each in contacts.values()}
        case Kind.PROFESSIONAL:
            professionals = await professionals_by_id(ids)
            entries = await around_professionals(professionals.values(), asked)
            return {each.id: professional_of(each, entries) for each in professionals.values()}
        case Kind.RELATIONSHIP:
            return await _relationships(info, ids, asked)
        case Kind.TEAM:
            members = await members_by_id(context, ids)
            return {each.id: each for each in await shown_members(info, members.values())}
        case Kind.WAITLIST:
            waiting = await waiting_by_id(context, ids)
            return {each.id: each for each in await shown_entries(info, waiting.values())}
        case Kind.INSTRUCTION:
            instructions = await instructions_by_id(context, ids)
            entries = await entries_by_id({each.professional_id for each in instructions}, asked)
            return {each.id: Instruction.of(each, entries) for each in instructions}
        case _:
            return await _of_directory(info, kind, ids)


async def _relationships(info: Info, ids: list[str], asked: Wanted) -> dict[str, Node]:
    context = info.context
    found = await relationships_by_id(context, ids)
    sides = {side for each in found.values() for side in (each.contact_id, each.relative_id)}
    around = await around_contacts(context, (await contacts_by_id(context, sides)).values(), asked)
    return {each.id: Relationship.of(each, context, around) for each in found.values()}


async def _of_directory(info: Info, kind: Kind, ids: list[str]) -> dict[str, Node]:
    match kind:
        case Kind.AGENDA:
            return {each.id: Agenda.of(each) for each in (await agendas_by_id(ids)).values()}
        case Kind.PLACE:
            return {each.place_id: place_of(each) for each in await agendas_at(ids)}
        case Kind.VISIT_TYPE:
            return {each.id: VisitType.of(each) for each in (await visit_types_by_id(ids)).values()}
        case Kind.OPERATOR:
            operator = Operator.of(info.context)
            return {operator.id: operator} if operator.id in ids else {}
        case _:
            return {}
