"""Hours, extra openings, closures and absences: what they open and close, and whom they hit."""

from typing import Any

import pytest

from models.words import Function
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    World,
    agenda,
    change,
    contact,
    place,
    professional,
    rows_of,
    small_world,
    visit_type,
)
from tests.schema.management.managing import codes, doctor, everything, kept, manage
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

NINE = {"startsAt": "09:00", "endsAt": "12:00"}


def monday(**given: Any) -> dict[str, Any]:
    return {"weekday": 1, **NINE, **given}


async def set_hours(client: Client, world: World, *hours: dict[str, Any], **given: Any) -> dict[str, Any]:
    asked = {"agendaId": world.agenda, "expectedVersion": 1, "hours": list(hours), **given}
    return await manage(client, doctor(world), "setWeeklyHours", **asked)


async def visits(world: World, *starts: int) -> list[str]:
    """Book half an hour at each of these hours from now on (Monday, nine in Paris)."""
    person = await contact(world.here)
    return [await world.visit(person, starts_at=NOW + hours * HOUR) for hours in starts]


BAD_WEEKS: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]] = {
    "an overlap": ([monday(), monday(startsAt="11:59", endsAt="13:00")], [("INVALID_HOURS", "hours.1")]),
    "the same twice": ([monday(), monday()], [("INVALID_HOURS", "hours.1")]),
    "an even week over every week": ([monday(weeks="EVEN"), monday()], [("INVALID_HOURS", "hours.1")]),
    "dates that meet on one day": (
        [monday(lastDay="2026-12-07"), monday(firstDay="2026-12-07")],
        [("INVALID_HOURS", "hours.1")],
    ),
    "an end before the start": (
        [monday(startsAt="12:00", endsAt="09:00")],
        [("INVALID_HOURS", "hours.0.endsAt")],
    ),
    "no length": ([monday(startsAt="09:00", endsAt="09:00")], [("INVALID_HOURS", "hours.0.endsAt")]),
    "from midnight to midnight": (
        [monday(startsAt="24:00", endsAt="24:00")],
        [("INVALID_HOURS", "hours.0.endsAt")],
    ),
    "an eighth day": ([monday(weekday=8)], [("INVALID_NUMBER", "hours.0.weekday")]),
    "days the wrong way round": (
        [monday(firstDay="2026-12-08", lastDay="2026-12-07")],
        [("INVALID_PERIOD", "hours.0.lastDay")],
    ),
    "every zero weeks": ([monday(every=0)], [("INVALID_NUMBER", "hours.0.every")]),
    "every two weeks from nowhere": ([monday(every=2)], [("MISSING_REQUIRED_DATA", "hours.0.firstDay")]),
    "too many": ([monday()] * 201, [("INVALID_NUMBER", "hours")]),
}


@pytest.mark.parametrize(("week", "refused"), BAD_WEEKS.values(), ids=BAD_WEEKS)
async def test_hours_that_make_no_sense_are_refused_and_the_old_ones_stay(
    week: list[dict[str, Any]], refused: list[tuple[str, str]]
) -> None:
    client = Client(world := await small_world())
    before = await everything()

    payload = await set_hours(client, world, *week)

    assert codes(payload) == refused
    assert await everything() == before


async def test_even_and_odd_weeks_and_touching_hours_stand_side_by_side() -> None:
    client = Client(world := await small_world())
    week = [
        monday(weeks="EVEN"),
        monday(weeks="ODD"),
        monday(startsAt="12:00", endsAt="24:00"),
        {"weekday": 2, **NINE, "lastDay": "2026-12-08"},
        {"weekday": 2, **NINE, "firstDay": "2026-12-09", "every": 2},
    ]

    payload = await set_hours(client, world, *week)

    assert payload["errors"] == []
    shown = [(each["weekday"], each["weeks"], each["every"]) for each in payload["agenda"]["weeklyHours"]]
    assert sorted(shown) == [(1, "ALL", 1), (1, "EVEN", 1), (1, "ODD", 1), (2, "ALL", 1), (2, "ALL", 2)]
    assert payload["agenda"]["version"] == 2
    assert {row["agenda_id"] for row in await rows_of("opening")} == {world.agenda, world.lawyer_agenda}


async def test_a_stale_version_and_the_same_key_with_other_hours_change_nothing() -> None:
    client = Client(world := await small_world())
    first = await set_hours(client, world, monday(), idempotencyKey="k")
    again = await set_hours(client, world, monday(), idempotencyKey="k")
    before = await everything()

    stale = await set_hours(client, world, monday(weekday=2))
    other = await set_hours(client, world, monday(weekday=3), idempotencyKey="k")

    assert again == first
    assert codes(stale) == [("VERSION_CONFLICT", "expectedVersion")]
    assert stale["errors"][0]["currentVersion"] == 2
    assert codes(other) == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert await everything() == before


async def test_new_hours_tell_the_appointments_they_leave_outside_in_order_and_cancel_none() -> None:
    client = Client(world := await small_world())
    late, early, stays = await visits(world, 8, 4, 1)
    [cancelled] = await visits(world, 5)
    await change("appointment", cancelled, status="CANCELLED")
    before = await rows_of("appointment")

    payload = await set_hours(client, world, monday())

    assert [each["id"] for each in payload["conflicts"]] == [early, late]
    assert await rows_of("appointment") == before
    assert stays not in {each["id"] for each in payload["conflicts"]}
    again = await set_hours(client, world, monday(), expectedVersion=2)
    assert again["conflicts"] == []


async def test_a_repeated_closure_names_the_appointments_it_hit_when_it_was_made() -> None:
    client = Client(world := await small_world())
    one, other = await visits(world, 24, 26)
    await visits(world, 48)
    day = {"agendaId": world.agenda, "firstDay": "2026-11-24", "lastDay": "2026-11-24", "idempotencyKey": "k"}

    first = await kept(client, doctor(world), "closeAgenda", **day)
    await visits(world, 27)
    again = await kept(client, doctor(world), "closeAgenda", **day)

    assert [each["id"] for each in first["conflicts"]] == [one, other]
    assert again["conflicts"] == first["conflicts"]
    assert len(await rows_of("closure")) == 1


async def test_a_closed_day_is_not_booked_and_is_again_once_it_is_taken_back() -> None:
    client = Client(world := await small_world())
    asked = booking(world, await contact(world.here))
    desk = world.caller(Function.DESK_AGENT)
    shut = await kept(
        client,
        doctor(world),
        "closeAgenda",
        agendaId=world.agenda,
        firstDay="2026-11-24",
        lastDay="2026-11-24",
    )

    closed = await book(client, desk, **asked)
    await kept(client, doctor(world), "removeClosure", id=shut["recordId"])
    opened = await book(client, desk, **asked)

    assert [error["code"] for error in closed["errors"]] == ["CLOSED"]
    assert opened["errors"] == []


async def test_an_absence_closes_each_agenda_on_the_clock_of_its_place() -> None:
    client = Client(world := await small_world())
    island = await agenda(world.doctor, place_id=await place(time_zone="America/Martinique"))
    person = await contact(world.here)
    midnight = int(NOW - 9 * HOUR + DAY)  # Tuesday 00:00 in Paris, Monday 19:00 in Martinique
    in_paris = await world.visit(person, starts_at=midnight)
    in_martinique = await world.visit(person, starts_at=midnight + 5 * HOUR, agenda_id=island)
    await world.visit(person, starts_at=midnight + 2 * HOUR, agenda_id=island)

    payload = await kept(
        client,
        doctor(world),
        "addAbsence",
        professionalId=world.doctor,
        firstDay="2026-11-24",
        lastDay="2026-11-24",
        endsAt="01:00",
        reason="LEAVE",
    )

    assert [each["id"] for each in payload["conflicts"]] == [in_paris, in_martinique]


@pytest.mark.parametrize(
    ("day", "starts_at", "hit"),
    [
        ("2027-03-28", 1806195600, True),  # 01:00Z, when the clock jumps from 02:00 to 03:00: it shows 03:00
        ("2027-03-28", 1806199200, False),  # 02:00Z shows 04:00
        ("2026-10-25", 1792890000, True),  # 01:00Z, 02:00 for the second time
        ("2026-10-25", 1792893600, True),  # 02:00Z shows 03:00
        ("2026-10-25", 1792886399, False),  # 23:59:59Z, one second before 02:00
    ],
)
async def test_a_closure_on_a_day_of_clock_change_counts_what_the_wall_shows(
    day: str, starts_at: int, hit: bool
) -> None:
    now = starts_at - 10 * DAY
    client = Client(world := await small_world(), now=now)
    person = await contact(world.here)
    visit = await world.visit(person, starts_at=starts_at, ends_at=starts_at + 1)

    payload = await kept(
        client,
        doctor(world),
        "closeAgenda",
        agendaId=world.agenda,
        firstDay=day,
        lastDay=day,
        startsAt="02:00",
        endsAt="04:00",
    )

    assert [each["id"] for each in payload["conflicts"]] == ([visit] if hit else [])


BAD_DAYS = {
    "over": ({"firstDay": "2026-11-20", "lastDay": "2026-11-21"}, "INVALID_PERIOD", "lastDay"),
    "reversed": ({"firstDay": "2026-12-02", "lastDay": "2026-12-01"}, "INVALID_PERIOD", "lastDay"),
    "too far": ({"firstDay": "2029-01-01", "lastDay": "2029-01-02"}, "INVALID_PERIOD", "lastDay"),
    "too long": ({"firstDay": "2000-01-01", "lastDay": "2026-12-01"}, "INVALID_PERIOD", "firstDay"),
    "empty": (
        {"firstDay": "2026-12-01", "lastDay": "2026-12-01", "startsAt": "09:00", "endsAt": "09:00"},
        "INVALID_PERIOD",
        "lastDay",
    ),
    "from the end of the day": (
        {"firstDay": "2026-12-01", "lastDay": "2026-12-02", "startsAt": "24:00"},
        "INVALID_HOURS",
        "startsAt",
    ),
    "until its beginning": (
        {"firstDay": "2026-12-01", "lastDay": "2026-12-02", "endsAt": "00:00"},
        "INVALID_HOURS",
        "endsAt",
    ),
}


@pytest.mark.parametrize(("span", "code", "path"), BAD_DAYS.values(), ids=BAD_DAYS)
async def test_a_closure_that_makes_no_sense_is_refused(span: dict[str, str], code: str, path: str) -> None:
    client = Client(world := await small_world())
    before = await everything()

    payload = await manage(client, doctor(world), "closeAgenda", agendaId=world.agenda, **span)

    assert codes(payload) == [(code, path)]
    assert await everything() == before


async def test_extra_hours_open_a_sunday_and_taking_them_back_tells_who_came_in_them() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    asked = booking(world, person, startsAt="2026-11-29T10:00:00+01:00")
    desk = world.caller(Function.DESK_AGENT)
    outside = await book(client, desk, **asked)
    extra = await kept(
        client,
        doctor(world),
        "addExtraOpening",
        agendaId=world.agenda,
        day="2026-11-29",
        startsAt="10:00",
        endsAt="11:00",
    )

    booked = await book(client, desk, **asked)
    removed = await kept(client, doctor(world), "removeExtraOpening", id=extra["recordId"])

    assert [error["code"] for error in outside["errors"]] == ["OUTSIDE_HOURS"]
    assert [each["id"] for each in removed["conflicts"]] == [booked["appointment"]["id"]]
    assert removed["agenda"]["extraOpenings"] == []


async def test_the_conflicts_of_one_agenda_are_never_those_of_another() -> None:
    client = Client(world := await small_world())
    second = await agenda(world.doctor)
    stranger = await professional()
    theirs = await agenda(stranger)
    person = await contact(world.here)
    await world.visit(person, agenda_id=second)
    await world.visit(
        person, professional_id=stranger, agenda_id=theirs, visit_type_id=await visit_type(stranger)
    )

    payload = await set_hours(client, world)
    assert (payload["errors"], payload["conflicts"], payload["agenda"]["weeklyHours"]) == ([], [], [])
