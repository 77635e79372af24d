"""When an agenda is open: rules written on the wall clock, turned into instants.

Order, which is also precedence: weekly hours, plus extra openings, minus closures, public holidays and
absences. Nothing opens a closed time again: to work on a public holiday, leave it out of `holidays`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.booking.slots.clock import DAY, MINUTE, date_of, day_of, to_instants, wall_days, weekday_of
from models.booking.slots.intervals import Span, clip, join

_DAY_MINUTES = 1440
_LAST_WEEKDAY = 6
_WEEK = 7 * DAY
_MOST_KNOWN = 40  # weeks kept of one calendar, opened and closed
_LONGEST = 1  # whole days an opening may run past midnight


class Weeks(StrEnum):
    """The weeks in which weekly hours apply, by ISO week number (week 53 and week 1 are both odd)."""

    ALL = "ALL"
    EVEN = "EVEN"
    ODD = "ODD"


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours that come back each week; minutes since midnight, past 1440 for the small hours after.

    `first_day` and `last_day` are included. `every` n weeks is counted from the week of `first_day`.
    """

    id: str
    weekday: int
    start_minute: int
    end_minute: int
    first_day: date | None = None
    last_day: date | None = None
    weeks: Weeks = Weeks.ALL
    every: int = 1

    def __post_init__(self) -> None:
        _check_minutes(self.start_minute, self.end_minute)
        if not 0 <= self.weekday <= _LAST_WEEKDAY:
            raise ValueError("A weekday goes from 0, Monday, to 6, Sunday.")
        if self.every < 1 or (self.every > 1 and self.first_day is None):
            raise ValueError("Hours that come back every few weeks need the day they are counted from.")


@dataclass(frozen=True, slots=True)
class ExtraOpening:
    """Hours on one day beside the weekly ones, in minutes as for those."""

    id: str
    day: date
    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        _check_minutes(self.start_minute, self.end_minute)


@dataclass(frozen=True, slots=True)
class Closure:
    """A closure or an absence, from a local day and minute to another; by default whole days."""

    id: str
    first_day: date
    last_day: date
    start_minute: int = 0
    end_minute: int = _DAY_MINUTES

    def __post_init__(self) -> None:
        if not 0 <= self.start_minute < _DAY_MINUTES or not 0 < self.end_minute <= _DAY_MINUTES:
            raise ValueError("A closure starts and ends at a minute of its days.")
        if (self.first_day, self.start_minute) >= (self.last_day, self.end_minute):
            raise ValueError("A closure ends after it starts.")


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that opens and closes one agenda, in its IANA zone; `holidays` are sorted dates."""

    zone: str
    weekly: tuple[WeeklyHours, ...] = ()
    extra: tuple[ExtraOpening, ...] = ()
    closures: tuple[Closure, ...] = ()
    holidays: tuple[date, ...] = ()
    absences: tuple[Closure, ...] = ()
    known: "dict[tuple[Laid, int], list[Span]]" = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What was worked out of it before, by week; each copy begins with nothing."""

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)
        if any(later <= day for day, later in zip(self.holidays, self.holidays[1:], strict=False)):
            raise ValueError("Public holidays come sorted, each once.")


class Named(NamedTuple):
    """A span of wall seconds and the id of the rule it comes from (a holiday's is its ISO date)."""

    start: int
    end: int
    id: str


Laid = Callable[[Calendar, range], Iterator[Named]]
"""What opens or closes on some wall days."""


def opened(calendar: Calendar, start: int, end: int) -> list[Span]:
    """Return the instants from `start` to `end` that weekly hours or extra openings open."""
    return _between(calendar, openings, start, end)


def closed(calendar: Calendar, start: int, end: int) -> list[Span]:
    """Return the instants from `start` to `end` that a closure, a public holiday or an absence closes."""
    return _between(calendar, closings, start, end)


def openings(calendar: Calendar, days: range) -> Iterator[Named]:
    """Yield what opens on these wall days, and on the evening before them, in no order."""
    by_weekday: list[list[WeeklyHours]] = [[] for _ in range(7)]
    for hours in calendar.weekly:
        by_weekday[hours.weekday].append(hours)
    for day in range(days.start - _LONGEST, days.stop):
        for hours in by_weekday[weekday_of(day)]:
            if _applies(hours, day):
                yield _named(day, hours)
    for extra in calendar.extra:
        yield _named(day_of(extra.day), extra)


def closings(calendar: Calendar, days: range) -> Iterator[Named]:
    """Yield what closes on these wall days, in no order."""
    for closure in (*calendar.closures, *calendar.absences):
        start = _wall(day_of(closure.first_day), closure.start_minute)
        yield Named(start, _wall(day_of(closure.last_day), closure.end_minute), closure.id)
    first = bisect_left(calendar.holidays, date_of(days.start))
    last = bisect_right(calendar.holidays, date_of(days.stop - 1))
    for holiday in calendar.holidays[first:last]:
        day = day_of(holiday)
        yield Named(day * DAY, (day + 1) * DAY, holiday.isoformat())


def _between(calendar: Calendar, laid: Laid, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    for week in range(start // _WEEK, (end - 1) // _WEEK + 1):
        more = _week(calendar, laid, week)
        if spans and more and spans[-1][1] == more[0][0]:
            spans[-1] = (spans[-1][0], more[0][1])
            more = more[1:]
        spans += more
    return clip(spans, start, end)


def _week(calendar: Calendar, laid: Laid, week: int) -> list[Span]:
    """Return the instants of one week, counted from 1970-01-01, that are open or closed."""
    known = calendar.known.get((laid, week))
    if known is None:
        start, end = week * _WEEK, (week + 1) * _WEEK
        named = laid(calendar, wall_days(calendar.zone, start, end))
        known = to_instants(calendar.zone, join((low, high) for low, high, _ in named), start, end)
        if len(calendar.known) >= _MOST_KNOWN:
            calendar.known.clear()
        calendar.known[laid, week] = known
    return known


def _applies(hours: WeeklyHours, day: int) -> bool:
    if hours.first_day is not None and day < day_of(hours.first_day):
        return False
    if hours.last_day is not None and day > day_of(hours.last_day):
        return False
    return _in_even_or_odd_week(hours, day) and _in_counted_week(hours, day)


def _in_even_or_odd_week(hours: WeeklyHours, day: int) -> bool:
    if hours.weeks is Weeks.ALL:
        return True
    return (date_of(day).isocalendar().week % 2 == 0) is (hours.weeks is Weeks.EVEN)


def _in_counted_week(hours: WeeklyHours, day: int) -> bool:
    if hours.every == 1 or hours.first_day is None:
        return True
    first = day_of(hours.first_day)
    return (day - first + weekday_of(first)) // 7 % hours.every == 0


def _named(day: int, hours: WeeklyHours | ExtraOpening) -> Named:
    return Named(_wall(day, hours.start_minute), _wall(day, hours.end_minute), hours.id)


def _wall(day: int, minute: int) -> int:
    return day * DAY + minute * MINUTE


def _check_minutes(start: int, end: int) -> None:
    if not 0 <= start < _DAY_MINUTES or not start < end <= start + _DAY_MINUTES:
        raise ValueError("Hours start within their day and last from one minute to a whole day.")
