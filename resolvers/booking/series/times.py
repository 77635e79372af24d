"""The times of a series: named one by one, or repeated on the clock of the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.booking.slots.clock import DAY, to_instants, wall_second
from models.booking.slots.question import LAST_INSTANT
from resolvers.writing.fault import Because, ErrorCode, refuse

MOST_TIMES = 52
"""How many times a series may have."""

MOST_APART = 366
_DAYS_OF_A_WEEK = 7


class SeriesUnit(StrEnum):
    """In what a series counts."""

    DAY = "DAY"
    WEEK = "WEEK"


@dataclass(frozen=True, slots=True)
class Repetition:
    """The same time of day on the wall clock, every so many days or weeks from a first instant."""

    first: int
    every: int
    unit: SeriesUnit
    count: int


@dataclass(frozen=True, slots=True)
class SeriesTime:
    """A start in epoch seconds; `skipped` where the clock is put on over it, so that it never is."""

    start: int
    skipped: bool = False


def first_of(starts_at: Sequence[int] | None, repeats: Repetition | None) -> int | None:
    """Return the first start that is asked for, None where nothing is."""
    return repeats.first if repeats else min(starts_at or (), default=None)


def times_of(starts_at: Sequence[int] | None, repeats: Repetition | None, zone: str) -> list[SeriesTime]:
    """Return the times of a series in order.

    Raises Refused CONTRADICTORY_INPUT where it is said both ways, MISSING_REQUIRED_DATA where neither,
    INVALID_NUMBER for too many of anything or none, INVALID_PERIOD for a time named twice.
    """
    if repeats and starts_at is not None:
        raise refuse(ErrorCode.CONTRADICTORY_INPUT, "repeats")
    if repeats:
        return _repeated(repeats, zone)
    if starts_at is None:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA, "startsAt")
    starts = sorted(starts_at)
    if not 1 <= len(starts) <= MOST_TIMES:
        raise refuse(ErrorCode.INVALID_NUMBER, "startsAt", because=Because.TOO_MANY, least=1, most=MOST_TIMES)
    if len(set(starts)) < len(starts):
        raise refuse(ErrorCode.INVALID_PERIOD, "startsAt", because=Because.NAMED_TWICE)
    return [SeriesTime(start) for start in starts]


def _repeated(repeats: Repetition, zone: str) -> list[SeriesTime]:
    if not 1 <= repeats.count <= MOST_TIMES:
        raise refuse(
            ErrorCode.INVALID_NUMBER, "repeats", "count", because=Because.RANGE, least=1, most=MOST_TIMES
        )
    each = _DAYS_OF_A_WEEK if repeats.unit is SeriesUnit.WEEK else 1
    days = repeats.every * each
    if not 1 <= days <= MOST_APART:
        raise refuse(
            ErrorCode.INVALID_NUMBER,
            "repeats",
            "every",
            because=Because.RANGE,
            least=1,
            most=MOST_APART // each,
        )
    if repeats.first + repeats.count * days * DAY > LAST_INSTANT:
        raise refuse(ErrorCode.INVALID_PERIOD, "repeats", "first", because=Because.BEYOND_CALENDARS)
    wall = wall_second(zone, repeats.first)
    later = (wall + number * days * DAY for number in range(1, repeats.count))
    return [SeriesTime(repeats.first), *(_at(zone, each) for each in later)]


def _at(zone: str, wall: int) -> SeriesTime:
    """Return the first instant at which the clock shows this second, or where it would have been."""
    shown = to_instants(zone, [(wall, wall + 1)], wall - 2 * DAY, wall + 2 * DAY)
    if shown:
        return SeriesTime(shown[0][0])
    return SeriesTime(2 * wall - DAY - wall_second(zone, wall - DAY), skipped=True)
