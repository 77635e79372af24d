"""Which booked appointments a change hits: they are told, and never cancelled by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from models.booking.slots.calendar import Calendar, Closure, closed, opened
from models.booking.slots.intervals import clip, contains
from models.storage.dialect import Row, among, listed
from resolvers.booking.calendars import Fetch
from resolvers.booking.management.times import times_of

_COMING: Final = f"""
SELECT a.id, a.agenda_id, a.starts_at, a.ends_at FROM appointment a
WHERE {among("a.agenda_id")} AND a.ends_at > ? AND a.status IN ('PENDING', 'BOOKED', 'CONFIRMED')
ORDER BY a.starts_at, a.id
"""
_WITH_RESOURCE: Final = """
SELECT a.id FROM claim c
JOIN seat s ON s.claim_id = COALESCE(c.part_of, c.id)
JOIN appointment a ON a.id = s.holder_id
WHERE c.owner_id = ? AND c.state = 'TAKEN' AND a.ends_at > ?
    AND a.status IN ('PENDING', 'BOOKED', 'CONFIRMED')
ORDER BY a.starts_at, a.id
"""


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether an appointment lies in opening hours, and clear of what closes them."""

    in_hours: bool
    clear: bool


Fits = Mapping[str, _Fit]
"""How the coming appointments lie in their agendas, by id, in order of time."""


async def fits(fetch: Fetch, agenda_ids: Sequence[str], now: int) -> Fits:
    """Return how the coming appointments of agendas lie in their open time, in five statements."""
    coming = await fetch(_COMING, listed(agenda_ids), now)
    if not coming:
        return {}
    calendars = {each.agenda_id: each.calendar for each in await times_of(fetch, agenda_ids, now)}
    by_id = {
        each: fit for agenda_id in calendars for each, fit in _fits(calendars[agenda_id], agenda_id, coming)
    }
    return {row["id"]: by_id[row["id"]] for row in coming}


def hit(before: Fits, after: Fits) -> tuple[str, ...]:
    """Return the appointments that lay in hours, or clear of closures, and no longer do."""
    return tuple(
        each
        for each, fit in after.items()
        if each in before and (before[each].in_hours > fit.in_hours or before[each].clear > fit.clear)
    )


async def within(fetch: Fetch, agenda_ids: Sequence[str], closure: Closure, now: int) -> tuple[str, ...]:
    """Return the coming appointments of agendas that one closure overlaps, each in the zone of its place."""
    coming = await fetch(_COMING, listed(agenda_ids), now)
    zones = {each.agenda_id: each.calendar.zone for each in await times_of(fetch, agenda_ids, now)}
    return tuple(
        row["id"]
        for row in coming
        if closed(Calendar(zones[row["agenda_id"]], closures=(closure,)), row["starts_at"], row["ends_at"])
    )


async def using(fetch: Fetch, resource_id: str, now: int) -> tuple[str, ...]:
    """Return the coming appointments that take a resource."""
    rows = await fetch(_WITH_RESOURCE, resource_id, now)
    return tuple(dict.fromkeys(row["id"] for row in rows))


def _fits(calendar: Calendar, agenda_id: str, coming: list[Row]) -> Iterable[tuple[str, _Fit]]:
    rows = [row for row in coming if row["agenda_id"] == agenda_id]
    if not rows:
        return
    start, end = min(row["starts_at"] for row in rows), max(row["ends_at"] for row in rows)
    hours, shut = opened(calendar, start, end), closed(calendar, start, end)
    for row in rows:
        span = (row["starts_at"], row["ends_at"])
        yield row["id"], _Fit(contains(hours, *span), not clip(shut, *span))
