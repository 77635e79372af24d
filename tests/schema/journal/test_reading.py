"""Whoever reads leaves one entry for the whole request, before the answer leaves; or there is no answer."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest

from models.journal import journal as module
from models.journal.verify import verify
from models.storage.errors import StorageBusy
from models.storage.reading import counting_statements
from models.words import Channel, Function
from permissions.caller import Caller
from resolvers.journal.entries import fingerprint
from tests.factories import HOUR, NOTE, NOW, REASON, contact, rows_of, small_world
from tests.schema.journal.seeing import AGENDA, MINE, PERSON, readings, told
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.rows import acts

pytestmark = pytest.mark.usefixtures("databases")


async def test_one_entry_for_a_request_whatever_it_shows() -> None:
    client = Client(world := await small_world())
    people = [await contact(world.here) for _ in range(3)]
    visits = [
        await world.visit(each, REASON, NOTE, channel=Channel.PHONE, starts_at=NOW + number * HOUR)
        for number, each in enumerate(people)
    ]
    doctor = world.caller(Function.PROFESSIONAL)
    data = await client.data(doctor, AGENDA, doctor=world.doctor)
    assert len(data["agenda"]) == 3

    [row] = await readings()
    assert (row["function"], row["party_id"], row["account_id"]) == (
        "PROFESSIONAL",
        world.doctor,
        doctor.account_id,
    )
    assert (row["at"], row["record_id"], row["contact_id"], row["reason"]) == (client.now, None, None, None)
    assert row["purposes"] == "APPOINTMENT CARE RELATIVE_APPOINTMENT REMINDER"
    of_visits, of_people = told(row)
    assert of_visits[:2] == ("RECIPIENT", {"REASON": "CLEAR"})
    assert of_people[:2] == ("RECIPIENT", {"IDENTITY": "CLEAR", "REACH": "CLEAR", "BIRTH": "CLEAR"})
    assert (sorted(of_visits[2]), sorted(of_people[2])) == (sorted(visits), sorted(people))
    about = {
        (each["contact_id"], each["record_id"], each["categories"]) for each in await rows_of("journal_about")
    }
    assert about == {
        *((person, visit, "REASON") for person, visit in zip(people, visits, strict=True)),
        *((person, person, "IDENTITY REACH BIRTH") for person in people),
    }
    assert client.last is not None
    assert row["request_id"] == fingerprint(client.last.headers["x-request-id"])


async def test_what_is_masked_is_told_as_masked() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    visit = await world.visit(person, REASON, channel=Channel.AGENDA)
    await client.data(world.caller(Function.DESK_AGENT), AGENDA, doctor=world.doctor)
    [row] = await readings()
    assert told(row) == [
        ("PROCESSOR", {"REASON": "WITHHELD"}, [visit]),
        ("PROCESSOR", {"IDENTITY": "PARTIAL", "REACH": "PARTIAL", "BIRTH": "WITHHELD"}, [person]),
    ]
    assert "processor/reason" in row["shown"]
    assert "28(3)(a)" in row["shown"]


@pytest.mark.parametrize(
    "operation",
    [
        "{ viewer { function } }",
        "{ professionals(first: 5) { nodes { displayName } } }",
        "query ($id: ID!) { node(id: $id) { id } }",
        "query ($id: ID!) { explainAccess(record: $id) { category state } }",
        "query ($id: ID!) { node(id: $id) { ... on Contact { privacy { callerRole states { state } } } } }",
        "{ accessJournal { nodes { id } } }",
    ],
)
async def test_who_is_shown_nothing_personal_leaves_nothing(operation: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    asked: dict[str, Any] = {"id": person} if "$id" in operation else {}
    for function in (Function.DESK_AGENT, Function.PROTECTION_OFFICER, Function.ANONYMOUS):
        await client.ask(world.caller(function), operation, **asked)
    assert await rows_of("journal") == []


async def test_the_same_value_asked_for_often_is_one_entry() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    both = (
        "query ($id: ID!) { a: node(id: $id) { ...P } b: node(id: $id) { ...P } nodes(ids: [$id]) { ...P } }"
    )
    fragment = f" fragment P on Contact {{ {PERSON} c: lastName {{ value }} }}"
    await client.data(world.caller(Function.DESK_AGENT), both + fragment, id=person)
    [row] = await readings()
    assert [ids for _, _, ids in told(row)] == [[person]]
    assert len(await rows_of("journal_about")) == 1


async def test_a_mutation_leaves_its_act_and_what_its_answer_showed() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    written = await book(client, world.caller(Function.DESK_AGENT), **booking(world, person, reason="Toux"))
    visit = written["appointment"]["id"]
    [act], [row] = await acts(), await readings()
    assert (act["verb"], act["record_id"], act["contact_id"]) == ("bookAppointment", visit, person)
    assert {each for _, _, ids in told(row) for each in ids} == {visit, person}
    assert act["request_id"] == row["request_id"]


async def test_every_lens_of_a_request_writes_to_its_one_entry() -> None:
    client = Client(world := await small_world())
    people = [await contact(world.here) for _ in range(2)]
    update = """updateContact(input: {id: $%s, expectedVersion: 1, phone: "+3361234567%d"}) {
      contact { id phone { value } } }"""
    fields = " ".join(f"{name}: {update % (name, number)}" for number, name in enumerate("ab"))
    await client.data(
        world.caller(Function.DESK_AGENT),
        f"mutation ($a: ID!, $b: ID!) {{ {fields} }}",
        a=people[0],
        b=people[1],
    )
    [row] = await readings()
    assert sorted(each for _, _, ids in told(row) for each in ids) == sorted(people)
    assert sorted(each["verb"] for each in await acts()) == ["updateContact"] * 2


async def test_a_write_alone_leaves_its_act_alone() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    mutation = """mutation ($id: ID!) {
      restrictProcessing(input: {record: $id, ground: ACCURACY_CONTESTED, expectedVersion: 1}) {
        record { id } errors { ... on UserError { code } } } }"""
    await client.data(world.caller(Function.CONTACT, person), mutation, id=person)
    assert [(row["verb"], row["contact_id"]) for row in await rows_of("journal")] == [
        ("restrictProcessing", person)
    ]


@pytest.mark.parametrize(
    "accept", ["application/graphql-response+json", "application/json", "text/event-stream"]
)
async def test_nothing_leaves_that_the_journal_could_not_take(
    accept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)

    async def full(*_: object) -> None:
        raise StorageBusy("disk full near Lefèvre")

    monkeypatch.setattr(module, "append", full)
    text = await _text(client, world.caller(Function.CONTACT, person), accept)
    assert "INTERNAL_SERVER_ERROR" in text
    assert all(word not in text for word in ("Lefèvre", 'data":', "+33612345678", "disk"))
    assert await rows_of("journal") == []
    monkeypatch.undo()
    assert "Lefèvre" in await _text(client, world.caller(Function.CONTACT, person), accept)


async def _text(client: Client, caller: Caller, accept: str) -> str:
    with suppress(json.JSONDecodeError):  # a stream is no JSON
        await client.ask(caller, MINE, {"accept": accept})
    assert client.last is not None
    return client.last.text


async def test_fifty_readers_at_once_share_a_few_transactions() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    reader = world.caller(Function.CONTACT, person)
    await client.data(reader, MINE)
    with counting_statements() as count:
        await asyncio.gather(*(client.data(reader, MINE) for _ in range(50)))
    flushes = sum("UPDATE journal_head" in text for text in count.texts)
    assert 1 <= flushes <= 25
    assert len(await readings()) == 51
    assert (await verify([], 2**40)).broken is None
