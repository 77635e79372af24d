"""The times of a series keep to the clock of the place."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from resolvers.booking.series.times import Repetition, SeriesTime, SeriesUnit, times_of
from resolvers.writing.fault import Refused

ZONES = ["Europe/Paris", "America/Martinique", "Indian/Reunion", "Pacific/Noumea", "Australia/Lord_Howe"]


def clock(zone: str, instant: int) -> str:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).strftime("%H:%M")


def instant(zone: str, year: int, month: int, day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_weeks_stays_at_nine_whatever_the_clock_does(zone: str) -> None:
    first = instant(zone, 2026, 1, 6, 9)

    times = times_of(None, Repetition(first, 1, SeriesUnit.WEEK, 52), zone)

    assert len(times) == 52
    assert {clock(zone, each.start) for each in times} == {"09:00"}
    days = [datetime.fromtimestamp(each.start, ZoneInfo(zone)).date().toordinal() for each in times]
    assert days == list(range(days[0], days[0] + 52 * 7, 7))
    assert not any(each.skipped for each in times)


def test_a_time_the_clock_skips_is_told_and_the_days_around_it_stay() -> None:
    first = instant("Europe/Paris", 2026, 3, 28, 2, 30)

    times = times_of(None, Repetition(first, 1, SeriesUnit.DAY, 3), "Europe/Paris")

    assert times == [
        SeriesTime(first),
        SeriesTime(instant("Europe/Paris", 2026, 3, 29, 3, 30), skipped=True),
        SeriesTime(instant("Europe/Paris", 2026, 3, 30, 2, 30)),
    ]


def test_a_time_the_clock_shows_twice_is_the_first_of_both() -> None:
    first = instant("Europe/Paris", 2026, 10, 24, 2, 30)

    _, doubled = times_of(None, Repetition(first, 1, SeriesUnit.DAY, 2), "Europe/Paris")

    assert doubled == SeriesTime(first + 24 * 3600)
    assert clock("Europe/Paris", doubled.start + 3600) == "02:30"


def test_times_named_one_by_one_are_put_in_order() -> None:
    assert times_of((300, 100, 200), None, "Europe/Paris") == [SeriesTime(each) for each in (100, 200, 300)]


@pytest.mark.parametrize(
    ("starts_at", "repeats", "code"),
    [
        (None, None, "MISSING_REQUIRED_DATA"),
        ((1,), Repetition(1, 1, SeriesUnit.DAY, 1), "CONTRADICTORY_INPUT"),
        ((), None, "INVALID_NUMBER"),
        (tuple(range(53)), None, "INVALID_NUMBER"),
        ((1, 1), None, "INVALID_PERIOD"),
        (None, Repetition(1, 1, SeriesUnit.DAY, 0), "INVALID_NUMBER"),
        (None, Repetition(1, 1, SeriesUnit.DAY, 53), "INVALID_NUMBER"),
        (None, Repetition(1, 0, SeriesUnit.DAY, 2), "INVALID_NUMBER"),
        (None, Repetition(1, -1, SeriesUnit.WEEK, 2), "INVALID_NUMBER"),
        (None, Repetition(1, 53, SeriesUnit.WEEK, 2), "INVALID_NUMBER"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(
    starts_at: tuple[int, ...] | None, repeats: Repetition | None, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        times_of(starts_at, repeats, "Europe/Paris")
    assert [each.code for each in refused.value.faults] == [code]
