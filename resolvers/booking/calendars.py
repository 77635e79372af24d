"""When agendas are open: the rules as they are stored, as the slot engine reads them."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from models.booking.holidays import holidays_of
from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours, Weeks
from models.storage.dialect import Row, among, listed

Fetch = Callable[..., Awaitable[list[Row]]]
Rows = dict[str, list[Row]]

_WEEKLY = f"""
SELECT id, agenda_id, weekday, starts_minute, ends_minute, first_day, last_day, weeks, every
FROM opening o WHERE {among("o.agenda_id")} ORDER BY weekday, starts_minute, id
"""
_EXTRA = f"""
SELECT id, agenda_id, day, starts_minute, ends_minute FROM extra_opening e
WHERE {among("e.agenda_id")} ORDER BY day, starts_minute, id
"""
_CLOSURES = f"""
SELECT id, professional_id, agenda_id, first_day, last_day, starts_minute, ends_minute
FROM closure c WHERE {among("c.professional_id")} ORDER BY first_day, starts_minute, id
"""


async def calendars_of(fetch: Fetch, rows: Iterable[Row], now: int) -> dict[str, Calendar]:
    """Return the calendars of agendas by id, in three statements however many they are.

    Each row names an agenda (`agenda_id`), its professional, its place's `time_zone`, `country` and
    `holiday_region`, and whether it `closes_on_holidays`.
    """
    agendas = {row["agenda_id"]: row for row in rows}
    ids = listed(agendas)
    weekly = by("agenda_id", await fetch(_WEEKLY, ids))
    extra = by("agenda_id", await fetch(_EXTRA, ids))
    professionals = listed({row["professional_id"] for row in agendas.values()})
    closures = by("professional_id", await fetch(_CLOSURES, professionals))
    return {agenda_id: _calendar(row, weekly, extra, closures, now) for agenda_id, row in agendas.items()}


def by(column: str, rows: Iterable[Row]) -> Rows:
    """Return rows in groups of one value each."""
    groups: Rows = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _calendar(row: Row, openings: Rows, extra: Rows, closures: Rows, now: int) -> Calendar:
    agenda_id = row["agenda_id"]
    closed = [
        each for each in closures.get(row["professional_id"], []) if each["agenda_id"] in {None, agenda_id}
    ]
    region = (row["country"], row["holiday_region"])
    return Calendar(
        row["time_zone"],
        tuple(map(_weekly, openings.get(agenda_id, []))),
        tuple(map(_extra, extra.get(agenda_id, []))),
        tuple(_closure(each) for each in closed if each["agenda_id"]),
        holidays_of(*region, now) if row["closes_on_holidays"] else (),
        tuple(_closure(each) for each in closed if not each["agenda_id"]),
    )


def _weekly(row: Row) -> WeeklyHours:
    return WeeklyHours(
        row["id"],
        row["weekday"] - 1,
        row["starts_minute"],
        row["ends_minute"],
        _day(row["first_day"]),
        _day(row["last_day"]),
        Weeks(row["weeks"]),
        row["every"],
    )


def _extra(row: Row) -> ExtraOpening:
    return ExtraOpening(row["id"], date.fromisoformat(row["day"]), row["starts_minute"], row["ends_minute"])


def _closure(row: Row) -> Closure:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return Closure(row["id"], first, last, row["starts_minute"], row["ends_minute"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
