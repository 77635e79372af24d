"""`python -m benchmarks.booking`: free times of a month, and bookings against bare commits of one row."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import structlog

from models.booking.slots.engine import slots
from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage.migrate import migrate
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Channel, Function
from resolvers.booking.asked import questions_about
from resolvers.booking.book import book
from resolvers.booking.hold import hold_slot
from resolvers.booking.offers import offer_of
from resolvers.booking.slot_id import Slot
from resolvers.booking.wish import Wish
from resolvers.writing.once import Outcome, Write
from tests.factories import DAY, HOUR, NOW, World, change, contact, small_world
from tests.proof.crowd import PATIENT
from tests.support.client import Client

WRITES: Final = 200
HANDS: Final = 8
ROUNDS: Final = 5
PEOPLE: Final = 50
DAYS: Final = 31
LISTED: Final = """
query ($agendas: [ID!]!, $type: ID!, $from: DateTime!, $to: DateTime!) {
  availableSlots(agendaIds: $agendas, visitTypeId: $type, from: $from, to: $to, first: 100) {
    slots { slotId startsAt endsAt }
  }
}
"""
Doing = Callable[[int], Awaitable[object]]


async def engine_alone(world: World) -> tuple[float, int]:
    """Return the milliseconds to list a month of one agenda, half of it taken, and the free times."""
    offer = await offer_of(fetch, world.agenda, world.visit_type, NOW)
    assert offer is not None
    span = NOW, NOW + DAYS * DAY
    [question] = await questions_about(fetch, [offer], Channel.ONLINE, NOW, *span)
    taken = []
    for _ in range(ROUNDS * 4):
        fresh = replace(question)  # what a question works out once is worked out again
        start = perf_counter()
        found = slots(fresh, *span)
        taken.append(perf_counter() - start)
    return median(taken) * 1000, len(found)


async def over_http(world: World) -> float:
    """Return the milliseconds of the same question through the endpoint, its first hundred answers."""
    client, desk = Client(world, settings=PATIENT), world.caller(Function.DESK_AGENT)
    asked = {
        "agendas": [world.agenda],
        "type": world.visit_type,
        "from": _instant(NOW),
        "to": _instant(NOW + DAYS * DAY),
    }
    taken = []
    for _ in range(ROUNDS * 4):
        start = perf_counter()
        await client.data(desk, LISTED, **asked)
        taken.append(perf_counter() - start)
    return median(taken) * 1000


async def per_second(doing: Doing, first: int) -> float:
    """Return how many of these writes are done in a second by eight hands."""
    numbers = iter(range(first, first + WRITES))

    async def hand() -> None:
        for number in numbers:
            await doing(number)

    start = perf_counter()
    await asyncio.gather(*(hand() for _ in range(HANDS)))
    return WRITES / (perf_counter() - start)


async def bare(number: int) -> None:
    """Commit one row."""

    async def work(transaction: Transaction) -> None:
        await transaction.execute("INSERT INTO bare (number) VALUES (?)", number)

    await in_transaction(work)


def writers(world: World, people: Sequence[str]) -> dict[str, Doing]:
    """Return each kind of write, by a number that no other of its kind has."""
    caller = world.caller(Function.DESK_AGENT)

    def slot(number: int) -> Slot:
        day, place = divmod(number, 16)
        return Slot(world.agenda, world.visit_type, NOW + (day + 35 + day // 5 * 2) * DAY + place * HOUR // 2)

    async def booked(number: int) -> None:
        context = await world.request(caller)
        wish = Wish(slot(number), None, people[number % len(people)])
        _done(await book(context, Write("bookAppointment", f"b{number}", b""), wish))

    async def held(number: int) -> None:
        context = await world.request(replace(caller, account_id=f"acc_{number}"))
        _done(await hold_slot(context, Write("holdSlot", f"h{number}", b""), slot(number + 10 * WRITES)))

    return {"bare one-row commits": bare, "bookings": booked, "holds": held}


async def rates(world: World) -> dict[str, float]:
    """Return each kind's rate, measured in turns, so that whatever else the machine does hits all."""
    await in_transaction(lambda transaction: transaction.execute("CREATE TABLE bare (number BIGINT)"))
    kinds = writers(world, [await contact(world.here) for _ in range(PEOPLE)])
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for turn in range(ROUNDS):
        for name, doing in kinds.items():
            found[name].append(await per_second(doing, turn * WRITES))
    return {name: median(each) for name, each in found.items()}


async def lines(folder: Path) -> list[str]:
    """Return the lines to print for a world made in an empty folder, on SQLite."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    await open_databases(DatabaseSettings(f"sqlite://{folder}/data.db", f"sqlite://{folder}/keys.db"))
    try:
        await migrate("data")
        await migrate("keys")
        return list(_report(*await _figures(await small_world())))
    finally:
        await close_databases()


async def _figures(world: World) -> tuple[float, int, float, dict[str, float]]:
    person = await contact(world.here)
    await change("agenda", world.agenda, closes_on_holidays=False)
    for day in range(DAYS):
        for half in range(0, 18, 2):
            await world.visit(person, starts_at=NOW + day * DAY + half * HOUR // 2)
    alone, free = await engine_alone(world)
    return alone, free, await over_http(world), await rates(world)


def _report(alone: float, free: int, http: float, rate: dict[str, float]) -> Iterator[str]:
    yield f"free times of one agenda in 31 days ({free} found): engine alone {alone:.2f} ms   target <= 5"
    yield f"the same over HTTP, in this process, the first hundred: {http:.1f} ms"
    commits = rate["bare one-row commits"]
    for name, each in rate.items():
        yield f"{name} per second: {each:.0f}, {each / commits:.2f} of bare commits   target >= 0.5"


def _done(outcome: Outcome) -> None:
    assert outcome.faults == (), outcome.faults


def _instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for line in asyncio.run(lines(Path(folder))):
            print(line)


if __name__ == "__main__":
    main()
