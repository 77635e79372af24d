"""Who is free first: exact, in one request, by a number of statements that does not grow."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from models.storage.dialect import Value
from models.storage.reading import counting_statements
from models.words import Function, Sector
from permissions.caller import ANONYMOUS
from schema.http.settings import EndpointSettings
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    agenda,
    change,
    claim,
    contact,
    insert,
    place,
    professional,
    small_world,
    visit_type,
)
from tests.schema.availability.asking import SLOTS
from tests.schema.availability.random_world import dice
from tests.support.booking import book
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

ARGUMENTS = """$sector: Sector, $profession: String, $specialty: String, $near: Position, $radiusKm: Float,
  $city: String, $language: String, $mode: Mode, $newContact: Boolean! = false, $visitTypeName: String,
  $from: DateTime, $before: DateTime, $first: Int! = 50"""
SEARCH = f"""
query ({ARGUMENTS}) {{
  searchAvailability(sector: $sector, profession: $profession, specialty: $specialty, near: $near,
    radiusKm: $radiusKm, city: $city, language: $language, mode: $mode, newContact: $newContact,
    visitTypeName: $visitTypeName, from: $from, before: $before, first: $first) {{
    professional {{ id }} agenda {{ id place {{ city }} }} visitType {{ id name }}
    slot {{ slotId startsAt endsAt remaining agenda {{ id }} }} distanceKm
  }}
}}
"""
DIJON: dict[str, Value] = {"latitude": 47.322, "longitude": 5.041}
BEAUNE: dict[str, Value] = {"latitude": 47.024, "longitude": 4.839}
ROOMY = EndpointSettings(usual_rate=100_000, page=500)


async def search(client: Client, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.data(ANONYMOUS, SEARCH, **given))["searchAvailability"]
    return found


async def ids(client: Client, **given: Any) -> list[str]:
    return [each["professional"]["id"] for each in await search(client, **given)]


async def practising(
    visit: dict[str, Value] | None = None, where: dict[str, Value] | None = None, **given: Value
) -> str:
    """A professional with an agenda and a visit type, in Dijon unless said otherwise."""
    found = await professional(**given)
    await agenda(found, place_id=await place(**{"city": "Dijon", **DIJON, **(where or {})}))
    await visit_type(found, **(visit or {}))
    return found


async def take(professional_id: str, hours: int) -> None:
    """Leave no time free before some hours from now."""
    await claim(professional_id, starts_at=NOW, ends_at=NOW + hours * HOUR)


async def test_the_earliest_comes_first_with_all_that_booking_it_takes() -> None:
    client = Client(world := await small_world())
    late, soon = await practising(), await practising()
    for each, hours in ((late, 3), (soon, 1), (world.doctor, 2), (world.lawyer, 100)):
        await take(each, hours)

    found = await search(client, sector="HEALTH")

    assert [each["professional"]["id"] for each in found] == [soon, world.doctor, late]
    assert [each["slot"]["startsAt"][11:16] for each in found] == ["09:00", "10:00", "11:00"]
    assert found[1]["agenda"]["id"] == found[1]["slot"]["agenda"]["id"] == world.agenda
    assert found[1]["visitType"] == {"id": world.visit_type, "name": "Consultation"}
    assert {each["distanceKm"] for each in found} == {None}
    person, desk = await contact(world.here), world.caller(Function.DESK_AGENT)
    payload = await book(client, desk, slotId=found[1]["slot"]["slotId"], contactId=person)
    assert payload["errors"] == []


async def test_equal_times_come_by_distance() -> None:
    client = Client(await small_world())
    far = await practising(where=BEAUNE)
    near = await practising()
    nowhere = await practising(where={"latitude": None, "longitude": None})

    found = await search(client, near=DIJON, radiusKm=50)

    assert [(each["professional"]["id"], each["distanceKm"]) for each in found] == [(near, 0.0), (far, 36.5)]
    assert await ids(client, near=DIJON) == [near]
    assert await ids(client, near=DIJON, radiusKm=36.4) == [near]
    assert await ids(client, near=DIJON, radiusKm=36.6, first=1) == [near]
    assert nowhere in await ids(client)


@pytest.mark.parametrize("first", [1, 2, 5])
async def test_the_first_are_first_even_when_a_nearer_one_is_looked_at_before(first: int) -> None:
    client = Client(await small_world())
    nearer = [await practising(where={"latitude": 47.322 + 0.001 * n}) for n in range(4)]
    farther = [await practising(where={"latitude": 47.372 + 0.001 * n}) for n in range(4)]
    for hours, each in enumerate(nearer, 2):
        await take(each, hours)

    assert await ids(client, near=DIJON, first=first) == [*farther, *nearer][:first]


async def test_each_filter_leaves_out_whom_it_names() -> None:
    client = Client(await small_world())
    video = await practising(visit={"modes": "PHONE VIDEO", "name": "Téléconsultation"}, languages="fr sv")
    known = await practising(accepts_new_contacts=False)
    shut = await practising(visit={"accepts_new": False}, specialty="dermatologie")
    far = await practising(where={"city": "Saint-Étienne"}, sector=Sector.LEGAL)
    everyone = {video, known, shut, far}
    world_ids = set(await ids(client)) - everyone
    cases: list[tuple[dict[str, Any], set[str]]] = [
        ({"mode": "VIDEO"}, {video}),
        ({"mode": "HOME"}, set()),
        ({"language": "sv"}, {video}),
        ({"specialty": "Dermatologie"}, {shut}),
        ({"city": "SAINT ETIENNE"}, {far}),
        ({"sector": "LEGAL", "city": "saint-étienne"}, {far}),
        ({"visitTypeName": "teleconsult"}, {video}),
        ({"visitTypeName": "%"}, set(everyone)),
        ({"newContact": True}, {video, far}),
        ({"profession": "astrologue"}, set()),
        ({"city": "Dijon"}, {video, known, shut}),
        ({"language": "%"}, set()),
    ]
    for given, expected in cases:
        found = set(await ids(client, **given)) - world_ids
        assert found == expected, given


async def test_an_agendas_own_rules_decide_for_that_agenda() -> None:
    client = Client(await small_world())
    found = await professional()
    here, there = [await agenda(found, place_id=await place(city=city)) for city in ("Dijon", "Beaune")]
    kind = await visit_type(found)
    await insert("visit_type_override", agenda_id=there, visit_type_id=kind, modes="HOME", channels="ONLINE")
    await insert("visit_type_override", agenda_id=here, visit_type_id=kind, notice=24 * 60)

    assert [each["agenda"]["id"] for each in await search(client, mode="HOME")] == [there]
    assert [each["agenda"]["id"] for each in await search(client, city="Dijon")] == [here]
    [own] = [each for each in await search(client) if each["professional"]["id"] == found]
    assert (own["agenda"]["id"], own["slot"]["startsAt"]) == (there, "2026-11-23T08:00:00Z")


async def test_what_is_inactive_or_not_booked_by_this_channel_is_left_out() -> None:
    client = Client(world := await small_world())
    await practising(active=False)
    await practising(visit={"active": False})
    by_phone = await practising(visit={"channels": "PHONE"})
    closed = await practising()
    rows = await client.data(ANONYMOUS, "{ professionals(first: 100) { nodes { id agendas { id } } } }")
    [own] = [each for each in rows["professionals"]["nodes"] if each["id"] == closed]
    await change("agenda", own["agendas"][0]["id"], active=False)

    assert set(await ids(client)) == {world.doctor, world.lawyer}
    desk = await client.data(world.caller(Function.DESK_AGENT), SEARCH)
    assert by_phone in {each["professional"]["id"] for each in desk["searchAvailability"]}


async def test_a_search_ends_before_its_end_and_begins_at_its_beginning() -> None:
    client = Client(world := await small_world())
    window = {"from": "2026-11-24T10:00:00+01:00", "before": "2026-11-24T10:15:00+01:00"}
    await claim(world.lawyer, starts_at=NOW + DAY + HOUR, ends_at=NOW + DAY + 2 * HOUR)

    found = await search(client, **window)

    assert [(each["professional"]["id"], each["slot"]["startsAt"]) for each in found] == [
        (world.doctor, "2026-11-24T09:00:00Z")
    ]
    over = {"from": "2026-11-01T10:00:00Z", "before": "2026-11-02T10:15:00Z"}
    assert await search(client, **over) == []
    assert await search(client, **{"from": "2999-01-01T00:00:00Z"}) == []


BAD = {
    "a reversed window": {"from": "2026-11-25T00:00:00Z", "before": "2026-11-24T00:00:00Z"},
    "a window of 32 days": {"from": "2026-11-25T00:00:00Z", "before": "2026-12-27T00:00:00Z"},
    "before the present": {"before": "2026-11-22T00:00:00Z"},
    "no results": {"first": 0},
    "too many results": {"first": 51},
    "north of the pole": {"near": {"latitude": 90.1, "longitude": 0}},
    "round the world": {"near": {"latitude": 0, "longitude": 180.5}},
    "no radius": {"near": DIJON, "radiusKm": 0},
    "a negative radius": {"near": DIJON, "radiusKm": -5},
    "a huge radius": {"near": DIJON, "radiusKm": 1e300},
}


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
async def test_bad_input_is_refused_with_a_code(given: dict[str, Any]) -> None:
    client = Client(await small_world())

    answer = await client.ask(ANONYMOUS, SEARCH, None, **given)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


async def test_more_professionals_than_can_be_compared_are_refused_not_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("resolvers.booking.availability.candidates.MOST_PROFESSIONALS", 1)
    client = Client(await small_world())

    answer = await client.ask(ANONYMOUS, SEARCH)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert len(await ids(client, sector="LEGAL")) == 1


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
