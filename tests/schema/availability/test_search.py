"""Who is free first, in one request."""

from typing import Any

import pytest

from models.booking.slots.question import LAST_INSTANT
from models.words import Function, Sector
from permissions.caller import ANONYMOUS
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
from tests.schema.availability.searching import BEAUNE, DIJON, SEARCH, ids, practising, search, take
from tests.schema.privacy.hindsight import written
from tests.support.booking import book
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


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
        ({"newContact": True}, {video, far}),
        ({"profession": "astrologue"}, set()),
        ({"city": "Dijon"}, {video, known, shut}),
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


@pytest.mark.parametrize("text", ["%", "_", "_______", "", "  ", "-'.", "\u0301", "🚑"])
@pytest.mark.parametrize("field", ["profession", "specialty", "city", "language", "visitTypeName"])
async def test_a_text_without_letters_finds_nobody_rather_than_everybody(field: str, text: str) -> None:
    client = Client(await small_world())

    for window in ({}, {"from": "2999-01-01T00:00:00Z"}):
        [error] = (await client.ask(ANONYMOUS, SEARCH, None, **{field: text, **window}))["errors"]

        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["message"] == f"{field} holds no letter or digit; write at least one, or leave it out."


async def test_a_wildcard_beside_letters_is_a_space_and_no_wildcard() -> None:
    client = Client(await small_world())
    named = await practising(visit={"name": "Bilan du soir"})

    assert await ids(client, visitTypeName="bilan%du") == [named]
    for text in ("b%n", "b_lan", "so_r", "bilan%soir", "[b]ilan"):
        assert await ids(client, visitTypeName=text) == []
    assert await ids(client, language="f_") == []


@pytest.mark.parametrize("radius", [10, 0, -1, 1e300])
async def test_a_radius_around_nothing_is_refused_by_its_name(radius: float) -> None:
    client = Client(await small_world())

    [error] = (await client.ask(ANONYMOUS, SEARCH, None, radiusKm=radius))["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == "radiusKm is the distance from near; give near as well, or leave radiusKm out."


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
async def test_bad_input_is_refused_with_a_code(given: dict[str, Any]) -> None:
    client = Client(await small_world())

    answer = await client.ask(ANONYMOUS, SEARCH, None, **given)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("first", [0, 51, 101])
async def test_a_number_of_results_out_of_bounds_is_told_the_one_bound(first: int) -> None:
    client = Client(await small_world())

    [error] = (await client.ask(ANONYMOUS, SEARCH, None, first=first))["errors"]

    assert "1 to 50 items" in error["message"]
    assert "after" not in error["message"]


async def test_more_professionals_than_can_be_compared_are_refused_not_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("resolvers.booking.availability.candidates.MOST_PROFESSIONALS", 1)
    client = Client(await small_world())

    answer = await client.ask(ANONYMOUS, SEARCH)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert len(await ids(client, sector="LEGAL")) == 1


async def test_who_opens_days_later_is_found_and_who_never_opens_is_not() -> None:
    client = Client(world := await small_world())
    asleep = await professional()
    await insert("agenda", id="age_asleep", professional_id=asleep, place_id=await place())
    await visit_type(asleep)

    found = await search(client, **{"from": "2026-11-27T18:00:00+01:00"})

    assert {each["slot"]["startsAt"] for each in found} == {"2026-11-30T08:00:00Z"}
    assert {each["professional"]["id"] for each in found} == {world.doctor, world.lawyer}


async def test_years_that_no_calendar_reaches_have_nobody_free() -> None:
    client = Client(await small_world())

    assert await search(client, **{"from": "9999-12-01T00:00:00Z"}) == []
    for days in (31, 33):  # the month before ends too late for a visit to end in it, or just not
        found = await search(client, **{"from": written(LAST_INSTANT - days * DAY)})
        assert bool(found) is (days == 33)
