"""The calendar of the demo world: the weeks around today, in the time of Paris."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = "Europe/Paris"
WEEKS: Final = (-1, 0, 1, 2)
"""The weeks the world is filled for: the last one, this one and the two after it."""

_PARIS: Final = ZoneInfo(ZONE)
_HOUR_MINUTES: Final = 60


def monday_of(now: int) -> date:
    """Return the Monday of the week an instant falls in."""
    today = datetime.fromtimestamp(now, _PARIS).date()
    return today - timedelta(days=today.weekday())


def mondays_around(now: int) -> tuple[date, ...]:
    """Return the Mondays of the weeks the world is filled for."""
    return tuple(monday_of(now) + timedelta(weeks=weeks) for weeks in WEEKS)


def instant(day: date, minute: int) -> int:
    """Return the epoch second at which clocks in Paris show a minute of a day."""
    shown = time(minute // _HOUR_MINUTES, minute % _HOUR_MINUTES, tzinfo=_PARIS)
    return int(datetime.combine(day, shown).timestamp())


def written(epoch: int) -> str:
    """Return an instant as a DateTime of the API."""
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
