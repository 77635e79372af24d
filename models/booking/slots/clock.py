"""The wall clock of a zone, laid over the time line.

An instant is a count of UTC epoch seconds. A *wall second* is what the clock on the wall shows, counted as if
it were UTC: 1970-01-01 00:00 on the wall is 0 in every zone, and a wall day is always 86,400 of them.

One principle decides every change of the clock: **an instant belongs to a local rule when the clock on the
wall says so.** What the clock skips in spring is therefore not there (an opening 02:00-04:00 lasts one hour),
and what it shows twice in autumn is there twice (the same opening lasts three hours; 02:00-02:30 is two
separate half hours). Joining, cutting and subtracting local rules thus gives the same on the wall as on the
time line, whatever the order, and rules that do not overlap on the wall never overlap in time.
"""

from calendar import timegm
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.booking.slots.intervals import Span, Spans, clip, join

MINUTE = 60
DAY = 86_400
_YEAR = 366 * DAY  # the span remembered at once: long enough to be hit, aligned on nothing
_FIRST_DAY = date(1970, 1, 1).toordinal()
_FIRST_WEEKDAY = 3  # 1970-01-01 was a Thursday


class Stretch(NamedTuple):
    """A span of instants over which the wall clock is ahead of UTC by one number of seconds."""

    start: int
    end: int
    offset: int


def stretches(zone: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield, in order, the stretches that make up one span of instants."""
    for year in range(start // _YEAR, (end - 1) // _YEAR + 1):
        for stretch in _stretches_of(zone, year):
            if stretch.start < end and start < stretch.end:
                yield Stretch(max(start, stretch.start), min(end, stretch.end), stretch.offset)


def to_instants(zone: str, wall: Spans, start: int, end: int) -> list[Span]:
    """Return the instants from `start` to `end` at which the wall clock shows a second of these spans."""
    return join(
        (low - stretch.offset, high - stretch.offset)
        for stretch in stretches(zone, start, end)
        for low, high in clip(wall, stretch.start + stretch.offset, stretch.end + stretch.offset)
    )


def wall_second(zone: str, instant: int) -> int:
    """Return what the clock on the wall shows at an instant."""
    return instant + next(stretches(zone, instant, instant + 1)).offset


def wall_days(zone: str, start: int, end: int) -> range:
    """Return the wall days, counted from 1970-01-01, that one span of instants may touch."""
    offsets = [stretch.offset for stretch in stretches(zone, start, end)]
    return range((start + min(offsets)) // DAY, (end - 1 + max(offsets)) // DAY + 1)


def day_of(day: date) -> int:
    """Return the number of a wall day, counted from 1970-01-01."""
    return day.toordinal() - _FIRST_DAY


def date_of(day: int) -> date:
    """Return the date of a wall day."""
    return date.fromordinal(day + _FIRST_DAY)


def weekday_of(day: int) -> int:
    """Return the weekday of a wall day, Monday being 0."""
    return (day + _FIRST_WEEKDAY) % 7


@lru_cache(maxsize=2048)
def _stretches_of(zone: str, year: int) -> tuple[Stretch, ...]:
    first, last = year * _YEAR, (year + 1) * _YEAR
    changes = (
        _change(zone, low, high)
        for low, high in pairwise(range(first, last + 1, DAY))
        if _offset(zone, low) != _offset(zone, high)
    )
    edges = dict.fromkeys((first, *changes, last))
    return tuple(Stretch(low, high, _offset(zone, low)) for low, high in pairwise(edges))


def _change(zone: str, start: int, end: int) -> int:
    """Return the first instant after `start`, at most `end`, at which the clock has been put on or back."""
    low, high, before = start, end, _offset(zone, start)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: str, instant: int) -> int:
    return timegm(datetime.fromtimestamp(instant, ZoneInfo(zone)).timetuple()) - instant
