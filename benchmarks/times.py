"""Free times of a month and searches over many professionals, beside an application that asks for each."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time
from typing import Final, TypeVar

from benchmarks.contenders.naive import naive_search, naive_times
from benchmarks.directory import make_directory
from benchmarks.measures import Disagreement
from models.booking.slots.engine import slots
from models.storage.reading import fetch
from models.words import Channel, Function
from permissions.caller import ANONYMOUS
from resolvers.booking.asked import questions_about
from resolvers.booking.availability.candidates import Wish
from resolvers.booking.availability.search import search
from resolvers.booking.offers import offer_of
from resolvers.wanted import Wanted
from tests.factories import DAY, HOUR, NOW, World, change, contact
from tests.proof.crowd import PATIENT
from tests.support.client import Client

T = TypeVar("T")
DAYS: Final = 31
FIRST: Final = 20
_OFTEN: Final = 15
_SELDOM: Final = 3
_NOTHING: Final = Wanted(frozenset(), frozenset())
_LISTED: Final = """
query ($agendas: [ID!]!, $type: ID!, $from: DateTime!, $to: DateTime!) {
  availableSlots(agendaIds: $agendas, visitTypeId: $type, from: $from, to: $to, first: 100) {
    slots { slotId startsAt endsAt }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Median milliseconds of one answer: on the wall, and of the processor in this process."""

    wall: float
    processor: float


async def taking(doing: Callable[[], Awaitable[T]], times: int) -> tuple[Took, T]:
    """Return how long something takes each time it is done, and what came of it."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = perf_counter(), process_time()
        result = await doing()
        walls.append(perf_counter() - wall)
        processors.append(process_time() - processor)
    return Took(median(walls) * 1000, median(processors) * 1000), result


async def half_taken(world: World) -> None:
    """Take every second hour of an agenda for a month."""
    person = await contact(world.here)
    await change("agenda", world.agenda, closes_on_holidays=False)
    for day in range(DAYS):
        for half in range(0, 18, 2):
            await world.visit(person, starts_at=NOW + day * DAY + half * HOUR // 2)


async def month(world: World) -> list[str]:
    """Return the lines about a month of one agenda, half of it taken."""
    alone, free = await engine_alone(world)
    http, _ = await taking(lambda: over_http(world), _OFTEN)
    window = NOW, NOW + DAYS * DAY
    naive, starts = await taking(lambda: naive_times(world.agenda, world.visit_type, *window), _SELDOM)
    if starts != free:
        raise Disagreement("the naive listing finds other times")
    return list(_told_of_month(len(free), alone, http, naive))


def _told_of_month(free: int, alone: float, http: Took, naive: Took) -> Iterator[str]:
    yield f"  free times of one agenda in {DAYS} days, {free} found"
    yield f"    engine alone {alone:.2f} ms   target <= 5"
    yield f"    over HTTP, in this process, the first hundred {http.wall:.1f} ms ({http.processor:.1f} CPU)"
    yield f"    a query for each time there may be {naive.wall:.0f} ms ({naive.processor:.0f} CPU)"
    yield f"    that / ours over HTTP {_ratio(naive, http)}"


async def engine_alone(world: World) -> tuple[float, list[int]]:
    """Return the milliseconds to list a month from what was fetched, and the free times."""
    offer = await offer_of(fetch, world.agenda, world.visit_type, NOW)
    assert offer is not None
    span = NOW, NOW + DAYS * DAY
    [question] = await questions_about(fetch, [offer], Channel.ONLINE, NOW, *span)
    taken = []
    for _ in range(_OFTEN):
        calendar = replace(question.agenda.calendar)  # what was worked out before is worked out again
        fresh = replace(question, agenda=replace(question.agenda, calendar=calendar))
        start = perf_counter()
        found = slots(fresh, *span)
        taken.append(perf_counter() - start)
    return median(taken) * 1000, [each.start for each in found]


async def over_http(world: World) -> object:
    """Ask for a month through the endpoint."""
    client, desk = Client(world, settings=PATIENT), world.caller(Function.DESK_AGENT)
    asked = {
        "agendas": [world.agenda],
        "type": world.visit_type,
        "from": _instant(NOW),
        "to": _instant(NOW + DAYS * DAY),
    }
    return await client.data(desk, _LISTED, **asked)


async def searches(world: World, professionals: int) -> list[str]:
    """Return the lines about a search over so many professionals, earliest first."""
    await make_directory(professionals)

    async def ours() -> list[tuple[int, str]]:
        context = await world.request(ANONYMOUS)
        wish = Wish(profession="medecin")
        found = await search(context, wish, NOW, NOW + DAYS * DAY, FIRST, _NOTHING)
        return [(each.time.start, each.professional_id) for each in found.found]

    cold, _ = await taking(ours, 1)
    warm, found = await taking(ours, _OFTEN)
    naive, theirs = await taking(lambda: naive_search("medecin", NOW, NOW + DAYS * DAY, FIRST), _SELDOM)
    if sorted(found) != theirs:
        raise Disagreement("the naive search finds others")
    return list(_told_of_search(professionals, cold, warm, naive))


def _told_of_search(professionals: int, cold: Took, warm: Took, naive: Took) -> Iterator[str]:
    yield f"  the first {FIRST} of {professionals} professionals by their earliest free time"
    yield f"    cold {cold.wall:.0f} ms ({cold.processor:.0f} CPU)   target <= 200"
    yield f"    warm {warm.wall:.0f} ms ({warm.processor:.0f} CPU)   target <= 50"
    yield f"    day by day for each until one is free {naive.wall:.0f} ms ({naive.processor:.0f} CPU)"
    yield f"    that / ours warm {_ratio(naive, warm)}"


def _ratio(above: Took, below: Took) -> str:
    return f"{above.wall / below.wall:.1f} ({above.processor / below.processor:.1f} CPU)"


def _instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat()
