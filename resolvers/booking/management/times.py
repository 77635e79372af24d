"""When agendas are open: the rules as they are stored, as the slot engine reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.booking.holidays import holidays_of
from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours, Weeks
from models.storage.dialect import Row, among, listed
from resolvers.booking.offers import Fetch

_AGENDAS = f"""
SELECT g.id, g.professional_id, g.closes_on_holidays, l.time_zone, l.country, l.holiday_region
FROM agenda g JOIN place l ON l.id = g.place_id WHERE {among("g.id")} ORDER BY g.id
"""
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


@dataclass(frozen=True, slots=True)
class Times:
    """One agenda and its calendar."""

    agenda_id: str
    professional_id: str
    calendar: Calendar


async def times_of(fetch: Fetch, agenda_ids: Iterable[str], now: int) -> list[Times]:
    """Return when these agendas are open, in four statements however many they are."""
    agendas = await fetch(_AGENDAS, listed(agenda_ids))
    ids = listed([row["id"] for row in agendas])
    weekly, extra = await fetch(_WEEKLY, ids), await fetch(_EXTRA, ids)
    closures = await fetch(_CLOSURES, listed({row["professional_id"] for row in agendas}))
    return [
        Times(row["id"], row["professional_id"], _calendar(row, weekly, extra, closures, now))
        for row in agendas
    ]


def _calendar(agenda: Row, weekly: list[Row], extra: list[Row], closures: list[Row], now: int) -> Calendar:
    own = agenda["id"]
    region = (agenda["country"], agenda["holiday_region"])
    absent = [
        each
        for each in closures
        if each["agenda_id"] is None and each["professional_id"] == agenda["professional_id"]
    ]
    return Calendar(
        agenda["time_zone"],
        tuple(_weekly(each) for each in weekly if each["agenda_id"] == own),
        tuple(_extra(each) for each in extra if each["agenda_id"] == own),
        tuple(closure_of(each) for each in closures if each["agenda_id"] == own),
        holidays_of(*region, now) if agenda["closes_on_holidays"] else (),
        tuple(map(closure_of, absent)),
    )


def closure_of(row: Row) -> Closure:
    """Return the closure or absence a row holds."""
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return Closure(row["id"], first, last, row["starts_minute"], row["ends_minute"])


def _weekly(row: Row) -> WeeklyHours:
    return WeeklyHours(
        row["id"],
        row["weekday"] - 1,
        row["starts_minute"],
        row["ends_minute"],
        date.fromisoformat(row["first_day"]) if row["first_day"] else None,
        date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        Weeks(row["weeks"]),
        row["every"],
    )


def _extra(row: Row) -> ExtraOpening:
    return ExtraOpening(row["id"], date.fromisoformat(row["day"]), row["starts_minute"], row["ends_minute"])
