"""A time that is named twice is one time, or nothing is written."""

from typing import Any

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import agenda, contact, rows_of, small_world, visit_type
from tests.support.booking import book
from tests.support.changing import codes, move
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, held, slot_id, taken_spans, traces

pytestmark = pytest.mark.usefixtures("databases")

TEN = at("10:00")
ROADS = ("book", "move")
NAMES = ("slot", "hold")


class Stage:
    """A desk with a contact who has an appointment in the afternoon, and a time named at ten."""

    def __init__(self, client: Client, person: str, visit: str, named: dict[str, Any]) -> None:
        self.client, self.person, self.visit, self.named = client, person, visit, named

    @property
    def desk(self) -> Caller:
        return self.client.world.caller(Function.DESK_AGENT)

    async def ask(self, road: str, **beside: Any) -> dict[str, Any]:
        asked = {**self.named, **beside}
        if road == "book":
            return await book(self.client, self.desk, contactId=self.person, **asked)
        return await move(self.client, self.desk, id=self.visit, expectedVersion=1, **asked)


async def stage(name: str) -> Stage:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = (await booked(client, person, at("16:00")))["id"]
    desk = world.caller(Function.DESK_AGENT)
    named = {"holdId": await held(client, desk, TEN)} if name == "hold" else {"slotId": slot_id(world, TEN)}
    return Stage(client, person, visit, named)


async def others(on: Stage) -> dict[str, str]:
    """Return by field what contradicts ten o'clock; each alone could be booked."""
    world = on.client.world
    return {
        "startsAt": at("11:00"),
        "agendaId": await agenda(world.doctor),
        "visitTypeId": await visit_type(world.doctor),
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("road", ROADS)
async def test_what_contradicts_the_time_that_is_named_is_refused_by_its_field(road: str, name: str) -> None:
    on = await stage(name)
    contradicting = await others(on)
    before = await traces()

    for field, value in [*contradicting.items(), ("agendaId", ""), ("startsAt", "1970-01-01T00:00:00Z")]:
        payload = await on.ask(road, **{field: value})
        assert [(each["code"], each["path"]) for each in payload["errors"]] == [
            ("CONTRADICTORY_INPUT", [field])
        ]
    everything = await on.ask(road, **contradicting)

    assert sorted(each["path"] for each in everything["errors"]) == [
        ["agendaId"], ["startsAt"], ["visitTypeId"],
    ]  # fmt: skip
    assert await traces() == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("road", ROADS)
async def test_what_agrees_with_the_time_that_is_named_is_welcome(road: str, name: str) -> None:
    on = await stage(name)
    world = on.client.world

    payload = await on.ask(
        road,
        startsAt="2026-11-24T09:00:00Z",
        agendaId=world.agenda,
        visitTypeId=world.visit_type,
        slotId=slot_id(world, TEN),
    )

    assert codes(payload) == []
    assert payload["appointment"]["startsAt"] == "2026-11-24T09:00:00Z"
    assert (epoch(TEN), epoch(TEN) + 30 * 60) in await taken_spans(world.doctor)


@pytest.mark.parametrize("road", ROADS)
async def test_a_slot_beside_a_hold_is_the_time_that_is_held(road: str) -> None:
    on = await stage("hold")
    before = await traces()

    for slot in (slot_id(on.client.world, at("11:00")), "slo_nothing", ""):
        payload = await on.ask(road, slotId=slot)
        assert [(each["code"], each["path"]) for each in payload["errors"]] == [
            ("CONTRADICTORY_INPUT", ["slotId"])
        ]
    assert await traces() == before
    assert [row["state"] for row in await rows_of("hold")] == ["HELD"]


@pytest.mark.parametrize("road", ROADS)
async def test_of_a_hold_of_somebody_else_nothing_is_told_by_what_stands_beside_it(road: str) -> None:
    on = await stage("slot")
    world = on.client.world
    foreign = await held(on.client, world.caller(Function.PARTNER_SITE), at("11:00"))
    on.named = {"holdId": foreign}

    told = [await on.ask(road, startsAt=at(clock)) for clock in ("11:00", "12:00")]
    told.append(await on.ask(road, holdId="hol_" + "z" * 20, startsAt=at("11:00")))

    assert [codes(each) for each in told] == [["HOLD_NOT_YOURS"]] * 3
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("road", ROADS)
async def test_an_empty_id_names_nothing_and_is_not_passed_over(road: str) -> None:
    on = await stage("slot")
    before = await traces()

    assert codes(await on.ask(road, holdId="")) == ["HOLD_NOT_YOURS"]
    assert codes(await on.ask(road, slotId="", startsAt=TEN)) == ["NOT_FOUND"]
    assert await traces() == before


async def test_the_refusal_says_the_next_step_and_is_kept_for_its_key() -> None:
    on = await stage("slot")
    asked = {"startsAt": at("11:00"), "idempotencyKey": "k"}

    first, again = await on.ask("book", **asked), await on.ask("book", **asked)

    assert first == again
    assert first["errors"][0]["__typename"] == "InvalidInput"
    assert first["errors"][0]["message"] == (
        "That input contradicts another of the request; leave one of the two out."
    )
