"""One time wanted by all of them, and five seats wanted by forty at shifted times."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from models.words import Function
from tests.factories import NOW, World, contact, small_world
from tests.proof.audit import audit
from tests.proof.crowd import PATIENT, all_at_once, elsewhere
from tests.support.booking import book, booking
from tests.support.changing import cancel
from tests.support.client import Client
from tests.support.slots import at

pytestmark = pytest.mark.usefixtures("databases")

SEEDS = [range(5), pytest.param(range(5, 200), marks=pytest.mark.prove)]


async def test_two_hundred_on_one_time_have_one_winner_and_the_others_learn_where_else(
    record_property: Callable[[str, object], None],
) -> None:
    client = Client(world := await small_world(), settings=PATIENT)
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)

    crowd = await all_at_once(book(client, desk, **booking(world, person)) for _ in range(200))

    record_property("p99_seconds", round(crowd.slowest(0.01), 3))
    assert crowd.codes == {"ok": 1, "SLOT_TAKEN": 199}
    errors = [error for payload in crowd.payloads for error in payload["errors"]]
    assert all(len(error["alternatives"]) == 3 for error in errors)
    assert await audit(NOW) == {}


@pytest.mark.parametrize("seeds", SEEDS, ids=["short", "long"])
async def test_five_seats_at_shifted_times_are_never_six_and_nobody_waits_in_a_circle(seeds: range) -> None:
    world = await small_world()
    person = await contact(world.here)
    for seed in seeds:
        codes = await _shifted(await elsewhere(world, capacity=5), person, Random(seed))  # noqa: S311 - a repeatable draw
        assert set(codes) <= {"ok", "SLOT_TAKEN"}, seed
        assert codes["ok"] >= 5, seed
        assert await audit(NOW) == {}, seed


async def _shifted(world: World, person: str, draw: Random) -> Counter[str]:
    """Let forty ask for times that overlap each other, and some leave again meanwhile."""
    client, desk = Client(world, settings=PATIENT), world.caller(Function.DESK_AGENT)

    async def one(clock: str, *, leaves: bool) -> dict[str, object]:
        payload = await book(client, desk, **booking(world, person, startsAt=at(clock)))
        if leaves and payload["appointment"]:
            left = await cancel(client, desk, id=payload["appointment"]["id"], expectedVersion=1)
            assert left["errors"] == []
        return payload

    clocks = [draw.choice(["09:45", "10:00", "10:15"]) for _ in range(40)]
    crowd = await all_at_once(one(clock, leaves=draw.random() < 0.2) for clock in clocks)
    return crowd.codes
