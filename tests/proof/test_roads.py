"""Every road that takes time raced against every other, at the instant when what was kept expires."""

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from models.ids import Kind, new_id
from models.words import Function
from tests.factories import DAY, NOW, World, contact, insert, small_world, visit_type
from tests.proof.audit import audit
from tests.proof.crowd import all_at_once, clients_of, elsewhere
from tests.support.booking import book, booking
from tests.support.changing import cancel, hold, move, step
from tests.support.client import Client
from tests.support.slots import at, booked, held, slot_id

pytestmark = pytest.mark.usefixtures("databases")

SEEDS = [range(4), pytest.param(range(4, 100), marks=pytest.mark.prove)]
EXPIRY = NOW + 300
EXPECTED = {
    "ok", "SLOT_TAKEN", "HOLD_EXPIRED", "WRONG_STATE", "VERSION_CONFLICT", "LIMIT_REACHED",
}  # fmt: skip
TEN = at("10:00")
Race = Iterator[Awaitable[dict[str, Any]]]


@dataclass
class Stage:
    """A professional whose ten o'clock many want, what was kept of it, and two clocks a second apart."""

    world: World
    person: str
    before: Client
    after: Client
    kept: str
    cancelled: str
    far: list[str]
    colleague: World

    def taking(self) -> Race:
        """Yield one request on each road that takes time."""
        desk, doctor = self.world.caller(Function.DESK_AGENT), self.world.caller(Function.PROFESSIONAL)
        if self.kept.startswith("hol_"):
            for client in (self.before, self.after):
                yield book(client, desk, contactId=self.person, holdId=self.kept)
            yield move(self.before, desk, id=self.far[0], expectedVersion=1, holdId=self.kept)
        else:
            for client in (self.before, self.after):
                yield step(client, doctor, "approveAppointment", id=self.kept, expectedVersion=1)
        yield step(self.after, doctor, "reinstateAppointment", id=self.cancelled, expectedVersion=2)
        for visit, clock in zip(self.far, ("10:15", "09:45"), strict=True):
            to = slot_id(self.world, at(clock))
            yield move(self.after, desk, id=visit, expectedVersion=1, slotId=to)
        yield from self._fresh()

    def _fresh(self) -> Race:
        desk = self.world.caller(Function.DESK_AGENT)
        for clock in ("09:45", "10:00", "10:15"):
            asked = booking(self.world, self.person, startsAt=at(clock))
            yield book(self.after, desk, **asked)
            yield book(self.before, desk, **asked)
            yield hold(self.after, desk, slotId=slot_id(self.world, at(clock)))
            yield book(self.after, desk, **booking(self.colleague, self.person, startsAt=at(clock)))


async def _stage(world: World, draw: Random) -> Stage:
    """Keep ten o'clock by a hold or a waiting booking, with a room that another professional shares."""
    own = await elsewhere(world, approval_minutes=5)
    colleague = await elsewhere(world)
    pool = new_id(Kind.RESOURCE_POOL)
    await insert("resource_pool", id=pool, practice_id=world.practice, name="Salle")
    await insert("resource", id=new_id(Kind.RESOURCE), pool_id=pool, name="Salle 1")
    for each in (own, colleague):
        await insert("visit_type_pool", visit_type_id=each.visit_type, pool_id=pool)
    before, after = clients_of(own, EXPIRY - 1, EXPIRY)
    client, person = replace(before, now=NOW), await contact(world.here)
    desk = own.caller(Function.DESK_AGENT, account_id=new_id(Kind.ACCOUNT))
    cancelled = (await booked(client, person, TEN))["id"]
    await cancel(client, desk, id=cancelled, expectedVersion=1)
    far = [(await booked(client, person, at(clock)))["id"] for clock in ("14:00", "15:00")]
    kept = (
        await held(client, own.caller(Function.DESK_AGENT), TEN)
        if draw.random() < 0.5
        else await _waiting(client, person)
    )
    return Stage(own, person, before, after, kept, str(cancelled), far, colleague)


async def _waiting(client: Client, person: str) -> str:
    strict = await visit_type(client.world.doctor, needs_approval=True, approval_minutes=5)
    return str((await booked(client, person, TEN, visitTypeId=strict))["id"])


@pytest.mark.parametrize("seeds", SEEDS, ids=["short", "long"])
async def test_whatever_road_wins_no_time_is_taken_twice(seeds: range) -> None:
    world = await small_world()
    for seed in seeds:
        draw = Random(seed)  # noqa: S311 - a repeatable draw
        stage = await _stage(world, draw)
        race = list(stage.taking())
        draw.shuffle(race)

        crowd = await all_at_once(race)

        assert set(crowd.codes) <= EXPECTED, (seed, crowd.codes)
        assert crowd.codes["ok"] >= 1, seed
        for now in (EXPIRY - 1, EXPIRY, EXPIRY + DAY):
            assert await audit(now) == {}, (seed, crowd.codes)
