"""`python -m benchmarks.booking`: free times, searches, holds and bookings, on each kind of store."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final

import structlog
import uvicorn

from benchmarks.commits import bare_commits
from benchmarks.contenders.naive import naive_booking
from benchmarks.stores import migrated, opened, stores
from benchmarks.times import half_taken, month, searches
from models.storage.database import DatabaseSettings
from models.storage.transaction import Transaction, in_transaction
from models.words import Function
from resolvers.booking.book import book
from resolvers.booking.hold import hold_slot
from resolvers.booking.slot_id import Slot
from resolvers.booking.wish import Wish
from resolvers.writing.once import Outcome, Write
from schema.garbage import collect_seldom
from tests.factories import DAY, HOUR, NOW, World, contact, small_world

HANDS: Final = 8
PEOPLE: Final = 50
_NAIVE_FROM: Final = 20_000
_HELD_FROM: Final = 40_000
BARE: Final = "one-row commits, by the driver alone"
SHARED: Final = "one-row commits, by the product's transactions"
NAIVE: Final = "bookings of the usual app: look, then insert"
BOOKED: Final = "bookings"
HELD: Final = "holds"
_LOOP: Final = uvicorn.Config("app:create").get_loop_factory()  # the loop of the product's server
Doing = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is written at once and how often in turns, and how many professionals are searched."""

    writes: int = 200
    rounds: int = 5
    professionals: int = 500


@dataclass(frozen=True, slots=True)
class Rate:
    """Writes a second, milliseconds of the processor for each, and what all but one in a hundred waited."""

    per_second: float
    processor_ms: float
    p99_ms: float


async def rate(doing: Doing, numbers: range) -> Rate:
    """Return how fast eight hands do these writes."""
    left, waited = iter(numbers), list[float]()

    async def hand() -> None:
        for number in left:
            start = perf_counter()
            await doing(number)
            waited.append(perf_counter() - start)

    start, processor = perf_counter(), process_time()
    await asyncio.gather(*(hand() for _ in range(HANDS)))
    wall, processor = perf_counter() - start, process_time() - processor
    slowest = sorted(waited)[int(len(waited) * 0.99) - 1]
    return Rate(len(numbers) / wall, processor / len(numbers) * 1000, slowest * 1000)


async def shared(number: int) -> None:
    """Commit one row as the product commits."""

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
        _done(await hold_slot(context, Write("holdSlot", f"h{number}", b""), slot(number + _HELD_FROM)))

    async def naive(number: int) -> None:
        at = slot(number + _NAIVE_FROM).starts_at
        await naive_booking(world.agenda, world.visit_type, people[number % len(people)], at, NOW)

    return {SHARED: shared, NAIVE: naive, BOOKED: booked, HELD: held}


async def rates(settings: DatabaseSettings, world: World, extent: Extent) -> dict[str, Rate]:
    """Return each kind's rate, measured in turns, so that whatever else the machine does hits all."""
    await in_transaction(lambda transaction: transaction.execute("CREATE TABLE bare (number BIGINT)"))
    people = [await contact(world.here) for _ in range(PEOPLE)]
    async with bare_commits(settings.data_url, HANDS) as bare:
        kinds = {BARE: bare, **writers(world, people)}
        found: dict[str, list[Rate]] = {name: [] for name in kinds}
        for turn in range(extent.rounds):
            numbers = range(turn * extent.writes, (turn + 1) * extent.writes)
            for name, doing in kinds.items():
                found[name].append(await rate(doing, numbers))
    return {name: _middle(each) for name, each in found.items()}


def _middle(each: Sequence[Rate]) -> Rate:
    return Rate(
        median(one.per_second for one in each),
        median(one.processor_ms for one in each),
        median(one.p99_ms for one in each),
    )


async def lines(store: str, settings: DatabaseSettings, extent: Extent) -> list[str]:
    """Return the lines to print for a new world in migrated, empty databases of one kind of store."""
    async with opened(settings):
        world = await small_world()
        await half_taken(world)
        return [
            f"booking on {store}",
            *await month(world),
            *await searches(world, extent.professionals),
            *told(await rates(settings, world, extent)),
        ]


def told(found: Mapping[str, Rate]) -> Iterator[str]:
    """Yield the lines about writes, each beside the bare commits."""
    yield f"  {'writes by eight hands':52}{'a second':>9}{'CPU ms':>8}{'p99 ms':>8}{'of bare':>9}"
    for name, each in found.items():
        part = each.per_second / found[BARE].per_second
        target = "   target >= 0.5" if name in {BOOKED, HELD} else ""
        figures = f"{each.per_second:9.0f}{each.processor_ms:8.2f}{each.p99_ms:8.1f}{part:9.2f}"
        yield f"    {name:50}{figures}{target}"
    yield f"    ours / the usual app's bookings {found[BOOKED].per_second / found[NAIVE].per_second:.2f}"


def every_line(folder: Path, extent: Extent) -> Iterator[str]:
    """Yield the lines of each kind of store there is, in databases made in an empty folder."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    collect_seldom()
    with stores(folder) as found:
        for store, settings in found.items():
            with asyncio.Runner(loop_factory=_LOOP) as runner:
                runner.run(migrated(settings))
                yield from runner.run(lines(store, settings, extent))


def _done(outcome: Outcome) -> None:
    assert outcome.faults == (), outcome.faults


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for line in every_line(Path(folder), Extent()):
            print(line)


if __name__ == "__main__":
    main()
