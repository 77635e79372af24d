"""A thousand requests dropped at random points leave no lock, no lost connection and no torn booking."""

import asyncio
from random import Random
from time import perf_counter
from typing import Any

import pytest

from models.storage.engines import OPENED, engine_of
from models.words import Function
from tests.factories import NOW, contact, small_world
from tests.proof.audit import audit
from tests.proof.crowd import PATIENT
from tests.support.booking import book, booking
from tests.support.changing import codes, hold
from tests.support.client import Client
from tests.support.slots import at, slot_id

pytestmark = pytest.mark.usefixtures("databases")

REQUESTS = [1000, pytest.param(10_000, marks=pytest.mark.prove)]
AT_ONCE = 50


@pytest.mark.parametrize("requests", REQUESTS, ids=["short", "long"])
async def test_a_storm_of_dropped_requests_leaves_everything_free(requests: int) -> None:
    client = Client(world := await small_world(), settings=PATIENT)
    person, draw = await contact(world.here), Random(requests)  # noqa: S311 - a repeatable draw
    for _ in range(requests // AT_ONCE):
        await asyncio.gather(*(_dropped(client, person, draw) for _ in range(AT_ONCE)))

    start = perf_counter()
    payload = await _booked(client, person, at("17:00", 27))
    assert perf_counter() - start < 1
    assert codes(payload) == []
    await asyncio.gather(*OPENED.running, return_exceptions=True)
    assert await _at_rest()
    assert await audit(NOW) == {}


async def _dropped(client: Client, person: str, draw: Random) -> None:
    """Ask for a time among a few, and leave after a while that lets some finish and most not."""
    day, clock = draw.randrange(24, 27), f"{draw.randrange(9, 17):02}:{draw.choice(['00', '30'])}"
    desk = client.world.caller(Function.DESK_AGENT, account_id=f"acc_{draw.random()}")
    asked = (
        hold(client, desk, slotId=slot_id(client.world, at(clock, day)))
        if draw.random() < 0.3
        else _booked(client, person, at(clock, day))
    )
    request = asyncio.create_task(asked)
    if draw.random() < 0.5:
        await asyncio.sleep(draw.random() ** 2 * 0.3)
    else:
        for _ in range(draw.randrange(120)):
            await asyncio.sleep(0)
    request.cancel()
    await asyncio.gather(request, return_exceptions=True)


async def _booked(client: Client, person: str, starts_at: str) -> dict[str, Any]:
    desk = client.world.caller(Function.DESK_AGENT)
    return await book(client, desk, **booking(client.world, person, startsAt=starts_at))


async def _at_rest() -> bool:
    """Whether no connection is lent out and no transaction is open."""
    engine: Any = engine_of("data")
    if hasattr(engine, "writing"):
        return not (engine.writing.locked() or bool(engine.writer.in_transaction))
    pool = engine._pool
    lent: int = pool.get_size() - pool.get_idle_size()
    waiting = (  # here: the other tests have databases of their own on the same server
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return lent == 0 and not await engine.rows(waiting, ())
