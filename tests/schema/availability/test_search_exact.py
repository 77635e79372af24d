"""A search finds what listing everything finds, by a number of statements that does not grow."""

from collections.abc import Iterator
from random import Random

import pytest

from models.storage.dialect import Value
from models.storage.reading import counting_statements
from permissions.caller import ANONYMOUS
from tests.factories import (
    HOUR,
    NOW,
    agenda,
    claim,
    place,
    professional,
    small_world,
    visit_type,
)
from tests.schema.availability.asking import SLOTS
from tests.schema.availability.random_world import dice
from tests.schema.availability.searching import ROOMY, practising, search, take
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


def random_visits(random: Random) -> Iterator[dict[str, Value]]:
    for position in range(random.choice((1, 2, 3))):
        yield {
            "position": position,
            "duration": random.choice((10, 20, 30)),
            "buffer_before": random.choice((0, 0, 5)),
            "buffer_after": random.choice((0, 0, 10)),
            "grid_step": random.choice((10, 15, 20)),
            "notice": random.choice((0, 0, 300, 3000)),
            "horizon": random.choice((None, None, 200, 20_000)),
            "capacity": random.choice((1, 1, 3)),
        }


async def random_professional(random: Random) -> str:
    found = await professional()
    for _ in range(random.choice((1, 1, 2))):
        where = await place(latitude=47.3 + random.random() / 10, longitude=5.0 + random.random() / 10)
        await agenda(found, place_id=where, lanes=random.choice((1, 1, 2)))
    kinds = [await visit_type(found, **each) for each in random_visits(random)]
    start = NOW - HOUR
    while start < NOW + random.choice((1, 8, 30, 100, 400)) * HOUR:
        length = random.choice((10, 20, 30, 60)) * 60
        seats: dict[str, Value] = {"visit_type_id": random.choice(kinds), "capacity": 3, "holder_id": "apt_x"}
        await claim(
            found, starts_at=start, ends_at=start + length, **(seats if random.random() < 0.3 else {})
        )
        start += length + random.choice((0, 0, 0, 900))
    return found


async def brute_force(client: Client) -> dict[str, str]:
    """Return each professional's earliest time, from the listing of each of his agendas and visit types."""
    listing = "{ professionals(first: 100) { nodes { id agendas { id } visitTypes { id } } } }"
    earliest: dict[str, str] = {}
    window = {"from": "2026-11-23T08:00:00Z", "to": "2026-12-24T08:00:00Z", "first": 1}
    for each in (await client.data(ANONYMOUS, listing))["professionals"]["nodes"]:
        for kind in each["visitTypes"]:
            agendas = [own["id"] for own in each["agendas"]]
            found = await client.data(ANONYMOUS, SLOTS, agendas=agendas, type=kind["id"], **window)
            starts = [slot["startsAt"] for slot in found["availableSlots"]["slots"]]
            earliest[each["id"]] = min([*starts, earliest.get(each["id"], "never")])
    return {key: value for key, value in earliest.items() if value != "never"}


@pytest.mark.parametrize("seed", range(3))
async def test_a_search_finds_what_listing_every_agenda_finds(seed: int) -> None:
    client, random = Client(await small_world(), settings=ROOMY), dice(seed)
    for _ in range(10):
        await random_professional(random)
    expected = await brute_force(client)

    for first in (1, 4, 50):
        found = await search(client, first=first, near=None)
        told = [(each["slot"]["startsAt"], each["professional"]["id"]) for each in found]
        assert [start for start, _ in told] == sorted(expected.values())[:first]
        assert {key: start for start, key in told}.items() <= expected.items()


async def test_statements_do_not_grow_with_the_professionals() -> None:
    client = Client(await small_world())
    counts = set()
    for more in (1, 4, 25):
        for _ in range(more):
            await take(await practising(), 1)
        with counting_statements() as count:
            found = await search(client)
        assert len(found) > more
        counts.add(len(count))
    assert len(counts) == 1
    assert max(counts) <= 16


async def test_whoever_is_taken_for_weeks_is_found_in_a_few_statements_more() -> None:
    client = Client(world := await small_world())
    await take(world.doctor, 20 * 24)
    await take(world.lawyer, 40 * 24)

    with counting_statements() as count:
        found = await search(client)

    assert [(each["professional"]["id"], each["slot"]["startsAt"]) for each in found] == [
        (world.doctor, "2026-12-14T08:00:00Z")
    ]
    assert len(count) <= 16
