"""Local rules, and the instants they open and close."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfoNotFoundError

import pytest

from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours, Weeks, closed, opened
from models.booking.slots.intervals import Spans
from tests.models.slots.days import PARIS, at, shown

MORNING = WeeklyHours("mornings", 1, 540, 720)


def said(spans: Spans) -> list[str]:
    return [f"{shown(start)}-{shown(end)[-5:]}" for start, end in spans]


def november(calendar: Calendar) -> list[str]:
    return said(opened(calendar, at("2026-11-01 00:00"), at("2026-12-01 00:00")))


def weekly(**more: object) -> Calendar:
    return Calendar(PARIS, weekly=(WeeklyHours("mornings", 1, 540, 720, **more),))  # type: ignore[arg-type]


def tuesdays(*days: int) -> list[str]:
    return [f"2026-11-{day:02} 09:00-12:00" for day in days]


def test_weekly_hours_come_back_each_week() -> None:
    assert november(weekly()) == tuesdays(3, 10, 17, 24)


def test_the_first_and_the_last_day_are_included() -> None:
    assert november(weekly(first_day=date(2026, 11, 10), last_day=date(2026, 11, 17))) == tuesdays(10, 17)
    assert november(weekly(first_day=date(2026, 11, 11), last_day=date(2026, 11, 16))) == []


def test_even_and_odd_weeks_are_iso_weeks() -> None:
    assert november(weekly(weeks=Weeks.EVEN)) == tuesdays(10, 24)
    assert november(weekly(weeks=Weeks.ODD)) == tuesdays(3, 17)


def test_after_week_53_comes_another_odd_week() -> None:
    spans = opened(weekly(weeks=Weeks.ODD), at("2026-12-28 00:00"), at("2027-01-18 00:00"))
    assert said(spans) == ["2026-12-29 09:00-12:00", "2027-01-05 09:00-12:00"]


def test_every_third_week_is_counted_from_the_week_of_the_first_day() -> None:
    assert november(weekly(every=3, first_day=date(2026, 11, 1))) == tuesdays(17)
    assert november(weekly(every=3, first_day=date(2026, 11, 3))) == tuesdays(3, 24)


def test_hours_may_run_past_midnight() -> None:
    calendar = Calendar(PARIS, weekly=(WeeklyHours("nights", 0, 1320, 1800),))
    assert said(opened(calendar, at("2026-11-17 00:00"), at("2026-11-18 00:00"))) == [
        "2026-11-17 00:00-06:00"
    ]


def test_an_extra_opening_adds_to_weekly_hours() -> None:
    extra = ExtraOpening("extra", date(2026, 11, 17), 700, 800)
    assert november(Calendar(PARIS, weekly=(MORNING,), extra=(extra,)))[2] == "2026-11-17 09:00-13:20"


def test_closures_absences_and_holidays_close() -> None:
    calendar = Calendar(
        PARIS,
        closures=(Closure("closure", date(2026, 11, 3), date(2026, 11, 4), 600, 660),),
        absences=(Closure("absence", date(2026, 11, 17), date(2026, 11, 18)),),
        holidays=(date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25)),
    )
    assert closed(calendar, at("2026-11-01 00:00"), at("2026-12-01 00:00")) == [
        (at("2026-11-01 00:00"), at("2026-11-02 00:00")),
        (at("2026-11-03 10:00"), at("2026-11-04 11:00")),
        (at("2026-11-11 00:00"), at("2026-11-12 00:00")),
        (at("2026-11-17 00:00"), at("2026-11-19 00:00")),
    ]


DAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "make",
    [
        lambda: WeeklyHours("hours", 7, 0, 60),
        lambda: WeeklyHours("hours", -1, 0, 60),
        lambda: WeeklyHours("hours", 0, 60, 60),
        lambda: WeeklyHours("hours", 0, -1, 60),
        lambda: WeeklyHours("hours", 0, 1440, 1500),
        lambda: WeeklyHours("hours", 0, 60, 1501),
        lambda: WeeklyHours("hours", 0, 0, 60, every=2),
        lambda: WeeklyHours("hours", 0, 0, 60, every=0, first_day=DAY),
        lambda: ExtraOpening("extra", DAY, 60, 60),
        lambda: Closure("closure", DAY, DAY, 60, 60),
        lambda: Closure("closure", DAY, date(2026, 11, 16)),
        lambda: Closure("closure", DAY, DAY, -1, 60),
        lambda: Closure("closure", DAY, DAY, 0, 1441),
        lambda: Calendar(PARIS, holidays=(DAY, DAY)),
        lambda: Calendar(PARIS, holidays=(DAY, date(2026, 11, 16))),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        make()


def test_an_unknown_zone_is_refused_at_once() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        Calendar("Europe/Atlantis")
