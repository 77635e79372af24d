"""Everybody reads own entries, and nobody those of others."""

import pytest

from models.storage.counting import counting_statements
from models.words import Channel, Function
from tests.factories import contact, relationship, small_world, visit_type
from tests.support.booking import partners_contact
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.waiting import joined, leave, listed, own_contact, own_minor

pytestmark = pytest.mark.usefixtures("databases")


async def test_everybody_reads_own_entries_and_nobody_those_of_others() -> None:
    client = Client(world := await small_world())
    person, partners = await own_contact(world), await partners_contact(world)
    me, partner = world.caller(Function.CONTACT, person), world.caller(Function.PARTNER_SITE)
    mine, theirs = await joined(client, me, person), await joined(client, partner, partners)
    stranger = world.caller(Function.CONTACT, await own_contact(world))
    lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)
    doctor, assistant = world.caller(Function.PROFESSIONAL), world.caller(Function.ASSISTANT)

    seen = {
        each: {found["id"] for found in await listed(client, each)}
        for each in (me, partner, stranger, lawyer, doctor, assistant)
    }

    assert seen == {
        me: {mine},
        partner: {theirs},
        stranger: set(),
        lawyer: set(),
        doctor: {mine, theirs},
        assistant: {mine, theirs},
    }
    assert await listed(client, stranger, agendaId=world.agenda) == []
    assert await listed(client, stranger, contactId=person) == []
    assert (await client.ask(world.caller(Function.ANONYMOUS), "{ waitlist { nodes { id } } }"))["data"] == {
        "waitlist": {"nodes": []}
    }
    node = "query ($id: ID!) { node(id: $id) { id } }"
    assert await client.data(me, node, id=mine) == {"node": {"id": mine}}
    assert await client.data(stranger, node, id=mine) == {"node": None}


async def test_staff_learn_who_waits_only_of_contacts_that_exist_for_them() -> None:
    client = Client(world := await small_world())
    stranger, known = await partners_contact(world), await contact(world.here, channel=Channel.ONLINE)
    await world.visit(known)
    await joined(client, world.caller(Function.PARTNER_SITE), stranger)
    await joined(client, world.caller(Function.CONTACT, known), known)

    found = await listed(client, world.caller(Function.PROFESSIONAL), agendaId=world.agenda)

    assert [each["contact"] for each in found] == [None, {"id": known}]


async def test_parents_know_what_their_child_waits_for_but_nothing_of_its_secret() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)
    mother, teenager = world.caller(Function.CONTACT, parent), world.caller(Function.CONTACT, child)
    secret = await joined(client, teenager, child, secret=True)
    known = await joined(client, teenager, child, visitTypeId=await visit_type(world.doctor))

    assert [each["id"] for each in await listed(client, mother)] == [known]
    assert [each["id"] for each in await listed(client, teenager)] == [secret, known]
    assert codes(await leave(client, mother, secret)) == ["NOT_FOUND"]


async def test_a_page_of_a_list_takes_as_many_statements_as_one_entry() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    counts = []
    for _ in range(2):
        for _ in range(3):
            await joined(client, desk, await contact(world.here))
        with counting_statements() as counter:
            await listed(client, desk)
        counts.append(len(counter))

    assert counts[0] == counts[1]


async def test_a_list_is_read_page_by_page_in_the_order_of_joining() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    ids = [await joined(client, desk, await contact(world.here)) for _ in range(5)]
    query = """
    query ($after: String) { waitlist(first: 2, after: $after) {
      nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } } }
    """
    found: list[str] = []
    after = None
    for _ in range(3):
        page = (await client.data(desk, query, after=after))["waitlist"]
        found += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]

    assert (found, page["pageInfo"]["hasNextPage"]) == (ids, False)


async def test_what_a_contact_waits_for_is_not_told_to_who_checks_or_runs_the_service() -> None:
    client = Client(world := await small_world())
    person = await own_contact(world)
    me = world.caller(Function.CONTACT, person)
    await joined(client, me, person)
    seen = {
        function: [each["visitType"] for each in await listed(client, world.caller(function))]
        for function in (Function.DESK_AGENT, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN)
    }

    assert [each["visitType"] for each in await listed(client, me)] == [{"id": world.visit_type}]
    assert seen == {
        Function.DESK_AGENT: [{"id": world.visit_type}],
        Function.PROTECTION_OFFICER: [None],
        Function.TECHNICAL_ADMIN: [None],
    }


async def test_what_the_professional_wrote_down_that_a_contact_waits_for_is_withheld_from_the_desk() -> None:
    client = Client(world := await small_world())
    his = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    doctor, desk = world.caller(Function.PROFESSIONAL), world.caller(Function.DESK_AGENT)
    await joined(client, doctor, his)

    assert [each["visitType"] for each in await listed(client, doctor)] == [{"id": world.visit_type}]
    assert [each["visitType"] for each in await listed(client, desk)] == [None]
