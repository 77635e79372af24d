"""Free days and free times through the API."""

from typing import Any

import pytest

from models.booking.slots.question import LAST_INSTANT
from models.ids import Kind
from models.words import Function
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
    opening,
    place,
    small_world,
    visit_type,
)
from tests.schema.availability.asking import SLOTS, TUESDAY, days, every_slot, slots, starts
from tests.schema.privacy.hindsight import written
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.rows import made

pytestmark = pytest.mark.usefixtures("databases")

TUESDAY_NINE = NOW + DAY
BAD_WINDOWS = {
    "reversed": ("2026-11-25T00:00:00Z", "2026-11-24T00:00:00Z"),
    "empty": ("2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z"),
    "longer than a month": ("2026-11-24T00:00:00Z", "2026-12-25T01:00:01Z"),
}


async def test_anybody_sees_the_free_times_of_a_day_in_order() -> None:
    client = Client(world := await small_world())
    await claim(world.doctor, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + 8 * HOUR)

    found = await slots(client, ANONYMOUS, world)

    assert [each["startsAt"] for each in found["slots"]] == [
        f"2026-11-24T16:{minute}:00Z" for minute in ("00", "15", "30")
    ]
    assert [each["endsAt"][11:16] for each in found["slots"]] == ["16:30", "16:45", "17:00"]
    assert {each["remaining"] for each in found["slots"]} == {1}
    assert found["slots"][0]["agenda"] == {"id": world.agenda, "place": {"timeZone": "Europe/Paris"}}
    assert found["complete"] is True


async def test_more_times_than_asked_for_are_announced() -> None:
    client = Client(world := await small_world())

    two, all_of_them = await slots(client, ANONYMOUS, world, first=2), await slots(client, ANONYMOUS, world)

    assert [each["startsAt"][11:16] for each in two["slots"]] == ["08:00", "08:15"]
    assert (two["complete"], all_of_them["complete"], len(all_of_them["slots"])) == (False, True, 35)


async def test_a_month_of_many_agendas_has_its_price_however_few_times_are_asked_for() -> None:
    client = Client(world := await small_world())
    window = "agendaIds: $agendas, visitTypeId: $type, from: $from, to: $to, first: 1"
    many = " ".join(f"a{n}: availableSlots({window}) {{ complete }}" for n in range(6))
    document = f"query ($agendas: [ID!]!, $type: ID!, $from: DateTime!, $to: DateTime!) {{ {many} }}"
    asked: dict[str, Any] = {"type": world.visit_type, **TUESDAY}

    fair = await client.ask(ANONYMOUS, document, agendas=[world.agenda] * 40, **asked)
    dear = await client.ask(ANONYMOUS, document, agendas=[world.agenda] * 45, **asked)

    assert fair["extensions"]["cost"]["requested"] == 6 * (40 * 20 + 1)
    assert [each["extensions"]["code"] for each in dear["errors"]] == ["COST_LIMIT_EXCEEDED"]


@pytest.mark.parametrize("first", [0, -1, 101, 500])
async def test_a_list_without_a_cursor_names_its_one_bound_and_how_to_go_on(first: int) -> None:
    client = Client(world := await small_world())
    asked: dict[str, Any] = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY, "first": first}

    answer = await client.ask(ANONYMOUS, SLOTS, **asked)

    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "1 to 100 items" in error["message"]
    assert "move its window" in error["message"]
    assert "after" not in error["message"]


async def test_what_one_answer_does_not_hold_comes_by_moving_the_window() -> None:
    client = Client(world := await small_world())
    fortnight = {"from": TUESDAY["from"], "to": "2026-12-08T00:00:00+01:00"}

    told = await every_slot(client, ANONYMOUS, world, **fortnight)

    starts = [each["startsAt"] for each in told]
    assert starts == sorted(set(starts))
    assert len(starts) == 10 * 35


@pytest.mark.parametrize(("start", "end"), BAD_WINDOWS.values(), ids=BAD_WINDOWS)
async def test_a_window_that_is_none_is_refused(start: str, end: str) -> None:
    client = Client(world := await small_world())
    asked: dict[str, Any] = {"agendas": [world.agenda], "type": world.visit_type, "from": start, "to": end}

    answer = await client.ask(ANONYMOUS, SLOTS, **asked)

    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "31" in error["message"]


@pytest.mark.parametrize("first", [0, 101, 501])
async def test_a_number_of_times_out_of_bounds_is_refused_where_other_pages_may_be_longer(first: int) -> None:
    client = Client(world := await small_world(), settings=EndpointSettings(page=1000))
    asked: dict[str, Any] = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY, "first": first}

    answer = await client.ask(ANONYMOUS, SLOTS, **asked)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert "1 to 100 items" in answer["errors"][0]["message"]


async def test_too_many_agendas_are_refused() -> None:
    client = Client(world := await small_world())
    asked: dict[str, Any] = {"agendas": [world.agenda] * 51, "type": world.visit_type, **TUESDAY}

    answer = await client.ask(ANONYMOUS, SLOTS, **asked)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert "50" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-16T00:00:00Z", "2026-11-23T08:00:00Z"),
        ("1971-01-01T00:00:00Z", "1971-01-02T00:00:00Z"),
        ("2999-01-01T00:00:00Z", "2999-01-02T00:00:00Z"),
    ],
    ids=["over", "before all calendars", "beyond all calendars"],
)
async def test_nothing_is_free_where_nothing_can_be_booked(start: str, end: str) -> None:
    client = Client(world := await small_world())

    found = await slots(client, ANONYMOUS, world, **{"from": start, "to": end})

    assert found == {"slots": [], "complete": True}


async def test_what_is_not_offered_is_empty_whatever_the_reason() -> None:
    client = Client(world := await small_world())
    closed = await visit_type(world.doctor, active=False)
    await insert(
        "visit_type_override",
        agenda_id=world.lawyer_agenda,
        visit_type_id=world.lawyer_visit_type,
        offered=False,
    )
    asked: list[dict[str, Any]] = [
        {"agendas": []},
        {"agendas": ["", "age_" + "a" * 20, "nonsense\x01"]},
        {"agendas": [world.lawyer_agenda]},
        {"type": world.lawyer_visit_type},
        {"type": "vis_" + "a" * 20},
        {"type": closed},
        {"agendas": [world.lawyer_agenda], "type": world.lawyer_visit_type},
    ]
    for given in asked:
        assert await slots(client, ANONYMOUS, world, **given) == {"slots": [], "complete": True}
        assert await days(client, ANONYMOUS, world, **given) == []


async def test_the_last_day_that_a_calendar_reaches_offers_nothing_and_asking_for_it_is_no_error() -> None:
    """A visit of that day would end beyond it."""
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, horizon=200 * 366 * 24 * 60)
    last = {"from": written(LAST_INSTANT - DAY), "to": written(LAST_INSTANT)}
    assert await slots(client, ANONYMOUS, world, **last) == {"slots": [], "complete": True}
    assert await days(client, ANONYMOUS, world, **last) == []


async def test_several_agendas_are_told_together_by_time_then_agenda() -> None:
    client = Client(world := await small_world())
    island = await place(time_zone="Indian/Reunion")
    second = await agenda(world.doctor, place_id=island)
    both = [second, world.agenda, second]

    found = await slots(client, ANONYMOUS, world, agendas=both)

    told = [(each["startsAt"], each["agenda"]["id"]) for each in found["slots"]]
    assert told == sorted(told)
    assert told[0] == ("2026-11-24T05:00:00Z", second)  # nine in the morning on the island
    assert {agenda_id for start, agenda_id in told if start == "2026-11-24T09:00:00Z"} == {
        world.agenda,
        second,
    }
    assert len(told) == len(set(told)) == 70


async def test_days_are_those_of_the_place() -> None:
    client = Client(world := await small_world())
    far = await agenda(world.doctor, place_id=await place(time_zone="Pacific/Noumea"))
    window = {"from": "2026-11-24T22:00:00Z", "to": "2026-11-24T23:00:00Z"}

    found = await days(client, ANONYMOUS, world, agendas=[world.agenda, far], **window)

    assert found == [{"date": "2026-11-25", "agendas": [{"id": far}]}]


async def test_a_month_of_days_leaves_out_weekends_holidays_and_full_days() -> None:
    client = Client(world := await small_world())
    await claim(world.doctor, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + 9 * HOUR)
    window = {"from": "2026-12-20T00:00:00+01:00", "to": "2027-01-03T00:00:00+01:00"}

    found = await days(client, ANONYMOUS, world, **window)

    assert await days(client, ANONYMOUS, world) == []
    assert [each["date"][5:] for each in found] == [
        "12-21", "12-22", "12-23", "12-24", "12-28", "12-29", "12-30", "12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-03-28", ["01:00", "01:30", "02:00"]),
        ("2027-10-31", ["00:00", "00:30", "01:00", "01:30", "02:00", "02:30", "03:00"]),
    ],
    ids=["the clock skips 2 to 3", "the clock shows 2 to 3 twice"],
)
async def test_hours_over_a_change_of_the_clock_are_those_the_clock_shows(
    day: str, expected: list[str]
) -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, grid_step=30)
    await opening(world.agenda, weekday=7, starts_minute=2 * 60, ends_minute=4 * 60 + 30)

    found = await starts(client, ANONYMOUS, world, **{"from": f"{day}T00:00:00Z", "to": f"{day}T12:00:00Z"})

    assert found == expected


async def test_a_hold_that_is_over_is_free_and_one_that_lasts_is_not() -> None:
    client = Client(world := await small_world())
    for start, until in ((TUESDAY_NINE, NOW), (TUESDAY_NINE + HOUR // 2, NOW + 1)):
        await claim(
            world.doctor, starts_at=start, ends_at=start + HOUR // 2, holder_id="hol_x", held_until=until
        )

    assert (await starts(client, ANONYMOUS, world))[:2] == ["08:00", "09:00"]


async def test_a_pool_without_a_free_room_bars_the_visit() -> None:
    client = Client(world := await small_world())
    pool = await made(
        Kind.RESOURCE_POOL, "resource_pool", {"name": "Rooms"}, {"professional_id": world.doctor}
    )
    room = await made(Kind.RESOURCE, "resource", {"name": "Room 1"}, {"pool_id": pool})
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    await claim(room, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR)

    assert (await starts(client, ANONYMOUS, world))[0] == "09:00"


async def test_a_listed_time_can_be_booked_and_is_gone_then() -> None:
    client = Client(world := await small_world())
    person, desk = await contact(world.here), world.caller(Function.DESK_AGENT)
    first = (await slots(client, desk, world, contact=person, first=1))["slots"][0]

    payload = await book(client, desk, **booking(world, person, startsAt=first["startsAt"]))

    assert payload["errors"] == []
    assert first["startsAt"] not in {
        each["startsAt"] for each in (await slots(client, desk, world, contact=person))["slots"]
    }
