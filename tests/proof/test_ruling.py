"""What professionals change, raced against every road: what a change says it hits is what it hits."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from models.storage.dialect import Row
from models.words import Function
from resolvers.booking import book as booking_road
from resolvers.booking import hold as holding_road
from resolvers.booking import move as moving_road
from tests.factories import NOW, World, contact, rows_of, small_world
from tests.proof.audit import audit
from tests.proof.crowd import all_at_once, clients_of, elsewhere
from tests.proof.roads import imported
from tests.schema.management.managing import doctor, manage
from tests.support.booking import book, booking
from tests.support.changing import cancel, hold, move, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id
from tests.support.waiting import series

pytestmark = pytest.mark.usefixtures("databases")

SEEDS = [range(3), pytest.param(range(3, 60), marks=pytest.mark.prove)]
CLOCKS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
DAY = (epoch(at("00:00")), epoch(at("00:00", 25)))
LIVE = {"BOOKED", "CONFIRMED", "PENDING"}
EXPECTED = {
    "ok", "SLOT_TAKEN", "CLOSED", "OUTSIDE_HOURS", "VERSION_CONFLICT", "WRONG_STATE", "HOLD_EXPIRED",
}  # fmt: skip
Told = dict[str, set[str]]


@dataclass
class Office:
    """An agenda in use while its rules change; `told` keeps the appointments each change said it hits."""

    client: Client
    person: str
    there: list[str]
    draw: Random
    told: Told = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.client.world

    async def manages(self, verb: str, **given: Any) -> dict[str, Any]:
        payload = await manage(self.client, doctor(self.world), verb, **given)
        if payload["recordId"]:
            self.told[verb] = {each["id"] for each in payload["conflicts"]}
        return payload

    async def books_what_it_holds(self, clock: str) -> dict[str, Any]:
        desk = self.world.caller(Function.DESK_AGENT)
        kept = await hold(self.client, desk, slotId=slot_id(self.world, at(clock)))
        if not kept["hold"]:
            return kept
        given = await book(self.client, desk, contactId=self.person, holdId=kept["hold"]["id"])
        if given["errors"]:  # what nobody needs is given back, or the desk could soon hold nothing more
            await with_hold(self.client, desk, "releaseHold", kept["hold"]["id"])
        return given

    def using(self) -> Iterator[Awaitable[dict[str, Any]]]:
        """Yield bookings on every road, and what gives time up."""
        client, desk, person = self.client, self.world.caller(Function.DESK_AGENT), self.person
        for clock in CLOCKS:
            yield book(client, desk, **booking(self.world, person, startsAt=at(clock)))
            yield self.books_what_it_holds(clock)
        for visit, clock in zip(self.there, CLOCKS, strict=False):
            to = slot_id(self.world, at(clock))
            yield move(client, desk, id=visit, expectedVersion=1, slotId=to)
        yield cancel(client, desk, id=self.there[-1], expectedVersion=1)
        yield series(client, desk, person, startsAt=[at("10:30"), at("11:30")], allOrNothing=False)

    async def at_once(self, *changes: Awaitable[dict[str, Any]]) -> Counter[str]:
        """Let everybody ask within a twentieth of a second, in any order."""
        asked = [*self.using(), *changes]
        self.draw.shuffle(asked)
        return (await all_at_once(_in_a_while(self.draw.random() / 20, each) for each in asked)).codes

    async def live(self) -> list[Row]:
        """Return what is booked of the day."""
        rows = [row for row in await rows_of("appointment") if row["professional_id"] == self.world.doctor]
        return [row for row in rows if row["status"] in LIVE and DAY[0] <= row["starts_at"] < DAY[1]]


async def _in_a_while(pause: float, asked: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    await asyncio.sleep(pause)
    return await asked


async def _office(world: World, seed: int, *, lanes: int = 1, **rules: Any) -> Office:
    own = await elsewhere(world, **rules)
    [client] = clients_of(own, NOW)
    if lanes > 1:
        await manage(client, doctor(own), "updateAgenda", id=own.agenda, expectedVersion=1, lanes=lanes)
    person = await contact(world.here)
    there = [
        (await booked(client, person, at(clock)))["id"] for clock in ("14:00", "14:30", "15:00", "09:00")
    ]
    return Office(client, person, there, Random(seed))  # noqa: S311 - a repeatable draw


async def _closes(office: Office) -> None:
    """Close the day and end the hours while it is booked: who is there was told, or never got in."""
    day = {"firstDay": "2026-11-24", "lastDay": "2026-11-24"}
    kind = office.draw.choice(["closeAgenda", "addAbsence"])
    where = (
        {"agendaId": office.world.agenda}
        if kind == "closeAgenda"
        else {"professionalId": office.world.doctor}
    )
    codes = await office.at_once(
        office.manages(kind, **where, **day),
        office.manages("setWeeklyHours", agendaId=office.world.agenda, expectedVersion=1, hours=[]),
    )
    assert set(codes) <= EXPECTED, codes
    assert office.told.keys() == {kind, "setWeeklyHours"}
    there = {row["id"] for row in await office.live()}
    for change, told in office.told.items():
        assert there <= told, (change, codes)


async def _loses_a_lane(office: Office) -> None:
    """Take a lane away and block the morning: a block stands in every lane there is."""
    world = office.world
    codes = await office.at_once(
        office.manages("updateAgenda", id=world.agenda, expectedVersion=2, lanes=1),
        office.manages("blockTime", professionalId=world.doctor, startsAt=at("10:00"), endsAt=at("11:00")),
        imported(office.client, office.person, at("11:00")),
    )
    assert set(codes) <= EXPECTED, codes
    blocked = [
        row
        for row in await rows_of("claim")
        if row["owner_id"] == world.doctor and row["visit_type_id"] is None
    ]
    for row in await office.live():
        clear = all(
            row["ends_at"] <= each["starts_at"] or each["ends_at"] <= row["starts_at"] for each in blocked
        )
        assert clear, codes
    starts = Counter(row["starts_at"] for row in await office.live())
    assert max(starts.values()) <= 2, codes


async def _shrinks(office: Office) -> None:
    """Make a group smaller and larger under held seats."""
    of_type = {"id": office.world.visit_type, "expectedVersion": 1}
    codes = await office.at_once(
        office.manages("updateVisitType", **of_type, capacity=1),
        office.manages("updateVisitType", **of_type, capacity=5),
    )
    assert set(codes) <= EXPECTED, codes
    assert codes["VERSION_CONFLICT"] >= 1, "both changes cannot have been based on one version"
    assert max(Counter(row["starts_at"] for row in await office.live()).values()) <= 5


SCENES: dict[str, tuple[Callable[[Office], Awaitable[None]], dict[str, Any]]] = {
    "closed": (_closes, {}),
    "a lane less and a block": (_loses_a_lane, {"lanes": 2}),
    "a smaller group": (_shrinks, {"capacity": 3}),
}


async def _played(scene: str, seed: int, world: World) -> None:
    play, rules = SCENES[scene]
    office = await _office(world, seed, **rules)
    await play(office)
    breaches = await audit(NOW)
    if "lanes" in rules:
        breaches.pop("two appointments at one time", None)  # side by side, as lanes allow
    assert breaches == {}, seed


@pytest.mark.parametrize("seeds", SEEDS, ids=["short", "long"])
@pytest.mark.parametrize("scene", SCENES)
async def test_what_is_changed_while_it_is_booked_tells_the_truth(scene: str, seeds: range) -> None:
    world = await small_world()
    for seed in seeds:
        await _played(scene, seed, world)


async def test_bookings_by_rules_read_before_the_lock_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = vars(booking_road)["lock_offer"]

    async def as_read(transaction: Any, offer: Any, now: int) -> Any:
        await real(transaction, offer, now)
        return offer

    for module in (booking_road, holding_road, moving_road):
        monkeypatch.setattr(module, "lock_offer", as_read)
    world = await small_world()
    with pytest.raises(AssertionError):
        await _closed_often(world)


async def _closed_often(world: World) -> None:
    for seed in range(30):
        await _played("closed", seed, world)
