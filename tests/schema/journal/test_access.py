"""Who may know who read what: the officer of everybody, a contact of itself and of whom it acts for."""

from itertools import starmap
from typing import Any, Final

import pytest

from models.storage.reading import counting_statements
from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import (
    DAY,
    HOUR,
    IDENTITY,
    NOW,
    OF_A_MINOR,
    REACH,
    REASON,
    World,
    contact,
    relationship,
    small_world,
)
from tests.schema.journal.seeing import AGENDA, JOURNAL, MINE
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

EMPTY: Final = {
    "edges": [],
    "nodes": [],
    "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "endCursor": None},
}
ONE: Final = "query ($id: ID!) { node(id: $id) { ... on Contact { lastName { state } } } }"
VISIT: Final = """query ($id: ID!) { node(id: $id) { ... on Appointment {
  visitReason { state } contact { lastName { state } } } } }"""

REASON_ONLY: Final = """query ($id: ID!) { node(id: $id) { ... on Appointment {
  visitReason { state } } } }"""


async def journal(client: Client, caller: Caller, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await client.data(caller, JOURNAL, **asked))["accessJournal"]
    assert len(found["edges"]) == len(found["nodes"])
    return found


async def nodes(client: Client, caller: Caller, **asked: Any) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = (await journal(client, caller, **asked))["nodes"]
    return entries


ASKED = {
    "IDENTITY": ["Contact.lastName"],
    "REACH": ["Contact.phone"],
    "BIRTH": ["Contact.birthDate"],
    "REASON": ["Appointment.visitReason"],
}


def as_processor(category: str, state: str) -> dict[str, Any]:
    articles = ["28(3)(a)", "29", "25(2)"]
    return {
        "category": category,
        "state": state,
        "rule": f"processor/{category.lower()}",
        "articles": articles,
        "fields": ASKED[category],
    }


def officer(world: World) -> Caller:
    return world.caller(Function.PROTECTION_OFFICER)


def person(world: World, contact_id: str) -> Caller:
    return world.caller(Function.CONTACT, contact_id)


async def test_the_officer_learns_which_function_saw_what_under_which_rule() -> None:
    client = Client(world := await small_world())
    who = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    visit = await world.visit(who, REASON, channel=Channel.AGENDA)
    desk = world.caller(Function.DESK_AGENT)
    await client.data(desk, AGENDA, doctor=world.doctor)
    [entry] = await nodes(client, officer(world), contact=who, category="REASON")
    sights = entry.pop("sights")
    del entry["id"]
    assert entry == {
        "at": "2026-11-23T08:00:00Z",
        "verb": "READ",
        "function": "DESK_AGENT",
        "purposes": ["APPOINTMENT", "MATCHING", "RELATIVE_APPOINTMENT", "REMINDER"],
        "reason": None,
        "record": None,
        "party": world.here.operator_id,
        "account": desk.account_id,
        "search": None,
    }
    shown = {"IDENTITY": "PARTIAL", "REACH": "PARTIAL", "BIRTH": "WITHHELD"}
    assert sights == [
        {"role": "PROCESSOR", "records": [visit], "decisions": [as_processor("REASON", "WITHHELD")]},
        {"role": "PROCESSOR", "records": [who], "decisions": list(starmap(as_processor, shown.items()))},
    ]


async def test_a_person_learns_functions_and_nobody_elses_records() -> None:
    client = Client(world := await small_world())
    mine, others = await contact(world.here), await contact(world.here)
    visit = await world.visit(mine, REASON)
    await world.visit(others, REASON, starts_at=NOW + 3 * HOUR)
    await client.data(world.caller(Function.PROFESSIONAL), AGENDA, doctor=world.doctor)
    [entry] = await nodes(client, person(world, mine))
    assert (entry["function"], entry["party"], entry["account"]) == ("PROFESSIONAL", None, None)
    assert [sight["records"] for sight in entry["sights"]] == [[visit], [mine]]
    fields = {each["category"]: each["fields"] for sight in entry["sights"] for each in sight["decisions"]}
    assert fields == ASKED
    assert client.last is not None
    assert world.doctor not in client.last.text
    whole = await nodes(client, officer(world))
    assert sorted(len(sight["records"]) for sight in whole[0]["sights"]) == [2, 2]
    [narrowed] = await nodes(client, officer(world), contact=others)
    assert [len(sight["records"]) for sight in narrowed["sights"]] == [1, 1]


async def test_acts_are_told_with_their_record_and_reason() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    written = await book(client, world.caller(Function.DESK_AGENT), **booking(world, mine))
    visit = written["appointment"]["id"]
    done = [each for each in await nodes(client, person(world, mine)) if each["verb"] != "READ"]
    assert [(each["verb"], each["record"], each["sights"]) for each in done] == [
        ("bookAppointment", visit, [])
    ]
    of_visit = await nodes(client, officer(world), record=visit)
    assert sorted(each["verb"] for each in of_visit) == ["READ", "bookAppointment"]


@pytest.mark.parametrize(
    "function",
    [
        Function.ANONYMOUS,
        Function.ASSISTANT,
        Function.DESK_AGENT,
        Function.PARTNER_SITE,
        Function.PROFESSIONAL,
        Function.TECHNICAL_ADMIN,
    ],
)
async def test_everybody_else_finds_nothing(function: Function) -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    visit = await world.visit(mine, REASON)
    await client.data(world.caller(Function.PROFESSIONAL), AGENDA, doctor=world.doctor)
    for asked in ({}, {"contact": mine}, {"record": visit}, {"record": mine}, {"category": "REASON"}):
        assert await journal(client, world.caller(function), **asked) == EMPTY


async def test_a_person_finds_nothing_of_others_by_any_filter() -> None:
    client = Client(world := await small_world())
    mine, other = await contact(world.here), await contact(world.here)
    await relationship(mine, other, power="NONE", kind="SPOUSE")
    visit = await world.visit(other, REASON)
    await client.data(world.caller(Function.PROFESSIONAL), AGENDA, doctor=world.doctor)
    for asked in ({}, {"contact": other}, {"record": visit}, {"record": other}, {"record": "apt_nowhere"}):
        assert await journal(client, person(world, mine), **asked) == EMPTY
    assert await journal(client, person(world, mine), contact=mine, record=visit) == EMPTY
    assert await journal(client, person(world, mine), contact=other, record=mine) == EMPTY


async def test_who_acts_for_somebody_finds_that_persons_entries_while_the_power_lasts() -> None:
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child, valid_until=NOW + DAY)
    await client.data(world.caller(Function.DESK_AGENT), ONE, id=child)
    [entry] = await nodes(client, person(world, parent))
    assert entry["sights"][0]["records"] == [child]
    assert [entry] == await nodes(client, person(world, parent), contact=child)
    assert await nodes(client, person(world, parent), contact=parent) == []
    client.now += 2 * DAY
    assert await journal(client, person(world, parent)) == EMPTY


async def test_a_minors_secret_leaves_no_trace_for_who_acts_for_it() -> None:
    """Neither the visit, nor the read of the child that only the visit explains, nor the act itself."""
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here, IDENTITY, REACH, OF_A_MINOR)
    await relationship(parent, child)
    secret = await world.visit(child, REASON, secret=True)
    doctor, desk = world.caller(Function.PROFESSIONAL), world.caller(Function.DESK_AGENT)
    await client.data(doctor, AGENDA, doctor=world.doctor)
    await client.data(doctor, VISIT, id=secret)
    await book(client, person(world, child), **booking(world, child, secret=True))
    for asked in ({}, {"contact": child}, {"record": secret}, {"record": child}, {"category": "REASON"}):
        assert await journal(client, person(world, parent), **asked) == EMPTY
    assert len(await nodes(client, person(world, child))) == 4
    await client.data(desk, ONE, id=child)
    page = await journal(client, person(world, parent), first=1)
    assert [each["function"] for each in page["nodes"]] == ["DESK_AGENT"]
    assert page["pageInfo"]["hasNextPage"] is False


async def test_to_ask_of_a_secret_visit_takes_the_statements_of_one_that_is_not_there() -> None:
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child)
    secret = await world.visit(child, REASON, secret=True)
    taken = []
    for record in (secret, "apt_" + "a" * 20):
        with counting_statements() as statements:
            assert await journal(client, person(world, parent), record=record) == EMPTY
        taken.append(list(statements.texts))

    assert taken[0] == taken[1]


async def test_pages_hold_everything_once_the_latest_first() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    for number in range(7):
        client.now = NOW + number // 2
        await client.data(world.caller(Function.DESK_AGENT), ONE, id=mine)
    for caller in (person(world, mine), officer(world)):
        found: list[dict[str, Any]] = []
        page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
        while page["hasNextPage"]:
            answer = await journal(client, caller, first=2, after=page["endCursor"])
            found += answer["nodes"]
            page = answer["pageInfo"]
        assert len({each["id"] for each in found}) == len(found) == 7
        assert [each["at"] for each in found] == sorted((each["at"] for each in found), reverse=True)


async def test_a_cursor_serves_its_own_caller_and_question() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    for _ in range(3):
        await client.data(world.caller(Function.DESK_AGENT), ONE, id=mine)
    cursor = (await journal(client, person(world, mine), first=1))["pageInfo"]["endCursor"]
    questions: list[tuple[Caller, dict[str, Any]]] = [
        (officer(world), {}),
        (person(world, mine), {"contact": mine}),
    ]
    for caller, asked in questions:
        answer = await client.ask(caller, JOURNAL, first=1, after=cursor, **asked)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


async def test_times_and_categories_narrow() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    visit = await world.visit(mine, REASON)
    doctor = world.caller(Function.PROFESSIONAL)
    await client.data(doctor, ONE, id=mine)
    client.now += HOUR
    await client.data(doctor, REASON_ONLY, id=visit)
    for caller in (person(world, mine), officer(world)):
        assert len(await nodes(client, caller)) == 2
        for asked, records in (
            ({"category": "REASON"}, [visit]),
            ({"category": "IDENTITY"}, [mine]),
            ({"record": visit}, [visit]),
            ({"record": mine}, [mine]),
            ({"since": "2026-11-23T08:30:00Z"}, [visit]),
            ({"until": "2026-11-23T08:30:00Z"}, [mine]),
        ):
            [entry] = await nodes(client, caller, **asked)
            assert [each["records"] for each in entry["sights"]] == [records], asked
        assert await nodes(client, caller, category="NOTE") == []
        assert await nodes(client, caller, record=visit, category="IDENTITY") == []


async def test_a_page_takes_as_many_statements_whatever_it_holds() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    counts: dict[Function, set[int]] = {Function.CONTACT: set(), Function.PROTECTION_OFFICER: set()}
    for more in (1, 20):
        for _ in range(more):
            await client.data(world.caller(Function.DESK_AGENT), ONE, id=mine)
        for caller in (person(world, mine), officer(world)):
            with counting_statements() as count:
                await journal(client, caller, first=100)
            counts[caller.function].add(len(count))
    assert [len(each) for each in counts.values()] == [1, 1]
    assert max(*counts[Function.CONTACT], *counts[Function.PROTECTION_OFFICER]) <= 5


async def test_reading_ones_own_journal_is_no_reading_of_data() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    await client.data(person(world, mine), MINE)
    before = await journal(client, person(world, mine))
    assert [each["function"] for each in before["nodes"]] == ["CONTACT"]
    assert await journal(client, person(world, mine)) == before
