"""Weekly hours as a caller gives them: each entry sound, and none beside another at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from models.booking.slots.calendar import Weeks
from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered

MOST_HOURS: Final = 200
_SUNDAY: Final = 7
_MOST_WEEKS: Final = 52
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one ISO weekday, in local minutes; both days are included."""

    weekday: int
    starts: int
    ends: int
    first_day: date | None = None
    last_day: date | None = None
    weeks: Weeks = Weeks.ALL
    every: int = 1


def check_week(week: Sequence[Hours], faults: Gathered) -> None:
    """Gather what is wrong with weekly hours: each entry for itself, then overlaps within a day."""
    if len(week) > MOST_HOURS:
        faults.add(ErrorCode.INVALID_NUMBER, "hours", because=Because.TOO_MANY, least=0, most=MOST_HOURS)
        return
    for at, hours in enumerate(week):
        _check(hours, faults.within("hours", str(at)))
    for (_, one), (at, other) in combinations(enumerate(week), 2):
        if _meet(one, other):
            faults.add(ErrorCode.INVALID_HOURS, "hours", str(at))


def check_span(starts: int, ends: int, faults: Gathered) -> None:
    """Gather a span of one day that does not end after it starts."""
    if not starts < ends <= _DAY:
        faults.add(ErrorCode.INVALID_HOURS, "endsAt")


def _check(hours: Hours, faults: Gathered) -> None:
    if not 1 <= hours.weekday <= _SUNDAY:
        faults.add(ErrorCode.INVALID_NUMBER, "weekday", because=Because.RANGE, least=1, most=_SUNDAY)
    check_span(hours.starts, hours.ends, faults)
    if hours.first_day and hours.last_day and hours.last_day < hours.first_day:
        faults.add(ErrorCode.INVALID_PERIOD, "lastDay", because=Because.ENDS_BEFORE_START)
    if not 1 <= hours.every <= _MOST_WEEKS:
        faults.add(ErrorCode.INVALID_NUMBER, "every", because=Because.RANGE, least=1, most=_MOST_WEEKS)
    if hours.every > 1 and hours.first_day is None:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, "firstDay")


def _meet(one: Hours, other: Hours) -> bool:
    """Whether two entries may open one minute of one day twice; every n weeks counts as any week."""
    same_week = Weeks.ALL in {one.weeks, other.weeks} or one.weeks is other.weeks
    same_days = (one.first_day or date.min) <= (other.last_day or date.max) and (
        other.first_day or date.min
    ) <= (one.last_day or date.max)
    same_minutes = one.starts < other.ends and other.starts < one.ends
    return one.weekday == other.weekday and same_week and same_days and same_minutes
