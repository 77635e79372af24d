"""The wall clock over every change of 2026 and 2027, and what rules become on those days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from models.booking.slots import clock
from models.booking.slots.calendar import Calendar, Closure, WeeklyHours, closed, opened
from models.booking.slots.clock import DAY, date_of, day_of, stretches, wall_days, wall_second, weekday_of
from models.booking.slots.engine import slots
from models.booking.slots.intervals import measure, subtract
from tests.models.slots.days import HOUR, MINUTE, ask, at, shown
from tests.models.slots.worlds import CHANGES, ZONES, instant

PARIS, LORD_HOWE = "Europe/Paris", "Australia/Lord_Howe"
START, END = instant("2026-01-01T00:00"), instant("2028-01-01T00:00")
# zone, local date, real minutes in the day, the hours 01:00-05:00 in real minutes
MATRIX = [
    (PARIS, "2026-03-29", 23 * 60, 180),
    (PARIS, "2026-10-25", 25 * 60, 300),
    (PARIS, "2027-03-28", 23 * 60, 180),
    (PARIS, "2027-10-31", 25 * 60, 300),
    (LORD_HOWE, "2026-04-05", 24 * 60 + 30, 270),
    (LORD_HOWE, "2026-10-04", 24 * 60 - 30, 210),
    (LORD_HOWE, "2027-04-04", 24 * 60 + 30, 270),
    (LORD_HOWE, "2027-10-03", 24 * 60 - 30, 210),
]


def every_day(zone: str, start: int, end: int) -> Calendar:
    return Calendar(zone, weekly=tuple(WeeklyHours(f"day{n}", n, start, end) for n in range(7)))


def around(zone: str, day: str) -> tuple[int, int]:
    noon = at(f"{day} 12:00", zone)
    return noon - 20 * HOUR, noon + 20 * HOUR


@pytest.mark.parametrize("zone", ZONES)
def test_every_change_of_the_clock_is_found_to_the_second_and_no_other(zone: str) -> None:
    found = list(stretches(zone, START, END))
    changes = [b.start for a, b in pairwise(found) if a.offset != b.offset]
    assert changes == [instant(change) for change in CHANGES[zone]]
    assert (found[0].start, found[-1].end) == (START, END)
    assert all(a.end == b.start for a, b in pairwise(found))


@pytest.mark.parametrize("zone", ZONES)
def test_the_wall_shows_what_the_standard_library_shows(zone: str) -> None:
    for moment in range(START, END, 7 * HOUR + 11):
        expected = datetime.fromtimestamp(moment, ZoneInfo(zone)).replace(tzinfo=UTC)
        assert wall_second(zone, moment) == int(expected.timestamp())


@pytest.mark.parametrize(("zone", "day", "minutes", "_early"), MATRIX)
def test_a_whole_local_day_lasts_as_long_as_it_really_does(
    zone: str, day: str, minutes: int, _early: int
) -> None:
    closure = Closure("closure", date.fromisoformat(day), date.fromisoformat(day))
    spans = closed(Calendar(zone, closures=(closure,)), *around(zone, day))
    following = str(date.fromisoformat(day) + timedelta(days=1))
    assert spans == [(at(f"{day} 00:00", zone), at(f"{following} 00:00", zone))]
    assert measure(spans) == minutes * MINUTE


@pytest.mark.parametrize(("zone", "day", "_minutes", "early"), MATRIX)
def test_hours_over_a_change_are_one_span_shortened_or_lengthened(
    zone: str, day: str, _minutes: int, early: int
) -> None:
    start, end = at(f"{day} 01:00", zone), at(f"{day} 05:00", zone)
    assert opened(every_day(zone, 60, 300), start - HOUR, end + HOUR) == [(start, end)]
    assert end - start == early * MINUTE


@pytest.mark.parametrize(("zone", "day", "_minutes", "early"), MATRIX)
def test_slots_over_a_change_have_their_real_length_and_a_local_time_on_the_grid(
    zone: str, day: str, _minutes: int, early: int
) -> None:
    start, end = around(zone, day)
    question = ask(
        calendar=every_day(zone, 60, 300), now=start, loaded=(start - DAY, end + DAY), visit={"grid_step": 10}
    )
    found = [slot for slot in slots(question, start, end) if shown(slot.start, zone).startswith(day)]
    assert all(slot.end - slot.start == 30 * MINUTE for slot in found)
    assert all(shown(slot.start, zone)[-1] == "0" for slot in found)
    assert len(found) == early // 10 - 2


@pytest.mark.parametrize("zone", [zone for zone in ZONES if not CHANGES[zone]])
def test_where_the_clock_never_changes_every_day_has_1440_minutes(zone: str) -> None:
    spans = opened(every_day(zone, 480, 720), at("2026-01-01 00:00", zone), at("2028-01-01 00:00", zone))
    assert len(spans) == 730
    assert {end - start for start, end in spans} == {4 * HOUR}
    assert {shown(start, zone)[-5:] for start, _ in spans} == {"08:00"}


@pytest.mark.parametrize("day", ["2026-03-29", "2027-03-28"])
def test_hours_that_the_clock_skips_do_not_exist(day: str) -> None:
    assert opened(every_day(PARIS, 120, 180), at(f"{day} 00:00"), at(f"{day} 12:00")) == []
    cut = opened(every_day(PARIS, 120, 240), at(f"{day} 00:00"), at(f"{day} 12:00"))
    assert cut == [(at(f"{day} 03:00"), at(f"{day} 04:00"))]


@pytest.mark.parametrize("day", ["2026-10-25", "2027-10-31"])
def test_hours_that_the_clock_shows_twice_are_open_twice(day: str) -> None:
    spans = opened(every_day(PARIS, 120, 150), at(f"{day} 00:00"), at(f"{day} 12:00"))
    assert spans == [
        (at(f"{day} 02:00"), at(f"{day} 02:30")),
        (at(f"{day} 02:00", fold=1), at(f"{day} 02:30", fold=1)),
    ]


def test_rules_that_do_not_overlap_on_the_wall_never_overlap_in_time() -> None:
    start, end = around(PARIS, "2026-10-25")
    before, after = (
        opened(every_day(PARIS, 60, 150), start, end),
        opened(every_day(PARIS, 150, 240), start, end),
    )
    assert subtract(before, after) == before
    assert measure(before) + measure(after) == measure(opened(every_day(PARIS, 60, 240), start, end))


def test_days_are_counted_and_named_alike() -> None:
    day = date(2026, 11, 17)
    assert date_of(day_of(day)) == day
    assert weekday_of(day_of(day)) == day.weekday() == 1
    assert wall_days(PARIS, at("2026-11-17 23:59"), at("2026-11-18 00:01")) == range(
        day_of(day), day_of(day) + 2
    )
    assert wall_days(PARIS, at("2026-11-17 00:00"), at("2026-11-18 00:00")) == range(
        day_of(day), day_of(day) + 1
    )


def test_a_change_right_where_one_remembered_year_ends_is_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    change = instant("2026-03-28T00:00")  # Gaza goes forward at 02:00, midnight in UTC
    assert change % DAY == 0
    monkeypatch.setattr(clock, "_YEAR", change)
    clock._stretches_of.cache_clear()
    try:
        found = list(stretches("Asia/Gaza", change - HOUR, change + HOUR))
    finally:
        clock._stretches_of.cache_clear()
    assert [(s.start - change, s.end - change, s.offset) for s in found] == [
        (-3600, 0, 7200),
        (0, 3600, 10800),
    ]
