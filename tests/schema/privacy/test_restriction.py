"""restrictProcessing and liftRestriction: only the person reads on, and lifting tells the person first."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import DAY, NOW, contact, small_world
from tests.support.client import Client
from tests.support.errors import mutation, refusals
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

SHOWN = """
  record {
    __typename id
    ... on Contact { version lastName { state value display why { code articles } } }
    ... on Appointment { version visitReason { state value } contact { lastName { state } } }
  }
"""
RESTRICT = mutation("restrictProcessing", SHOWN)
LIFT = mutation("liftRestriction", SHOWN)


async def restricted(
    client: Client, function: Function, record: str, party: str | None = None, version: int = 1
) -> dict[str, Any]:
    asked = {"record": record, "ground": "ACCURACY_CONTESTED", "expectedVersion": version}
    data = await client.data(client.world.caller(function, party), RESTRICT, input=asked)
    payload: dict[str, Any] = data["restrictProcessing"]
    return payload


async def lifted(client: Client, function: Function, record: str, **given: Any) -> dict[str, Any]:
    asked = {"record": record, "expectedVersion": 1, **given}
    data = await client.data(client.world.caller(function), LIFT, input=asked)
    payload: dict[str, Any] = data["liftRestriction"]
    return payload


async def test_the_person_reads_on_what_it_restricted() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here)
    payload = await restricted(client, Function.CONTACT, person, person)
    name = {"state": "CLEAR", "value": "Lefèvre", "display": "Lefèvre", "why": None}
    assert payload == {
        "record": {"__typename": "Contact", "id": person, "version": 2, "lastName": name},
        "errors": [],
    }


@pytest.mark.policy("S21e")
async def test_the_desk_that_restricts_reads_no_more_from_its_own_answer_on() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here)
    payload = await restricted(client, Function.DESK_AGENT, person)
    assert payload["record"]["lastName"] == {
        "state": "RESTRICTED",
        "value": None,
        "display": "Processing restricted",
        "why": {"code": "PROCESSING_RESTRICTED", "articles": ["18"]},
    }
    assert client.last is not None
    assert "Lefèvre" not in client.last.text


async def test_one_appointment_is_restricted_and_its_person_is_not() -> None:
    client = Client(await small_world())
    entry = await client.world.visit(await contact(client.world.here), channel=Channel.PHONE)
    payload = await restricted(client, Function.DESK_AGENT, entry)
    assert payload["record"] == {
        "__typename": "Appointment",
        "id": entry,
        "version": 2,
        "visitReason": {"state": "RESTRICTED", "value": None},
        "contact": {"lastName": {"state": "CLEAR"}},
    }


@pytest.mark.policy("S21e")
async def test_the_controller_lifts_once_the_person_was_told() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here, restricted_at=NOW - DAY)
    async with nothing_written():
        untold = await lifted(client, Function.DESK_AGENT, person)
        early = await lifted(client, Function.DESK_AGENT, person, noticeGivenAt="2026-11-22T07:59:59Z")
        late = await lifted(client, Function.DESK_AGENT, person, noticeGivenAt="2026-11-23T08:00:01Z")
    assert refusals(untold) == [("InvalidInput", "MISSING_REQUIRED_DATA", "noticeGivenAt")]
    assert refusals(early) == refusals(late) == [("InvalidInput", "INVALID_PERIOD", "noticeGivenAt")]
    told = await lifted(client, Function.DESK_AGENT, person, noticeGivenAt="2026-11-22T10:00:00+01:00")
    assert (told["errors"], told["record"]["lastName"]["value"]) == ([], "Lefèvre")


async def test_each_mutation_of_a_request_answers_with_what_it_left() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here)
    given = "record: $id, expectedVersion: 1, ground: OBJECTION_PENDING"
    one = f"one: restrictProcessing(input: {{{given}}}) {{ {SHOWN} }}"
    given = 'record: $id, expectedVersion: 2, noticeGivenAt: "2026-11-23T09:00:00+01:00"'
    two = f"two: liftRestriction(input: {{{given}}}) {{ {SHOWN} }}"
    desk = client.world.caller(Function.DESK_AGENT)
    data = await client.data(desk, f"mutation ($id: ID!) {{ {one} {two} }}", id=person)
    states = [data[alias]["record"]["lastName"]["state"] for alias in ("one", "two")]
    assert states == ["RESTRICTED", "CLEAR"]


async def test_a_processor_restricts_nothing_and_is_told_the_articles() -> None:
    client = Client(await small_world())
    mine = {"channel": Channel.AGENDA, "professional_id": client.world.doctor}
    person = await contact(client.world.here, **mine)
    async with nothing_written():
        payload = await restricted(client, Function.DESK_AGENT, person)
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "record")]
    assert payload["errors"][0]["articles"] == ["28(3)(a)", "29", "25(2)"]


async def test_what_is_no_record_of_the_caller_is_not_found() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here)
    async with nothing_written():
        for record in (person, client.world.doctor, "nothing"):
            payload = await restricted(client, Function.PROFESSIONAL, record, client.world.lawyer)
            assert refusals(payload) == [("NotFound", "NOT_FOUND", "record")]


async def test_stale_versions_and_records_already_restricted_are_refused() -> None:
    client = Client(await small_world())
    stale = await contact(client.world.here, version=2)
    twice = await contact(client.world.here, restricted_at=NOW)
    async with nothing_written():
        conflict = await restricted(client, Function.DESK_AGENT, stale)
        wrong = await restricted(client, Function.DESK_AGENT, twice)
    assert refusals(conflict) == [("VersionConflict", "VERSION_CONFLICT", "expectedVersion")]
    assert refusals(wrong) == [("WrongState", "WRONG_STATE", "record")]
