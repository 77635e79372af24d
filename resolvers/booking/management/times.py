"""Agendas with their calendars, as those who manage them look at them."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.booking.slots.calendar import Calendar
from models.storage.dialect import among, listed
from resolvers.booking.calendars import Fetch, calendars_of

_AGENDAS = f"""
SELECT g.id AS agenda_id, g.professional_id, g.closes_on_holidays, l.time_zone, l.country, l.holiday_region
FROM agenda g JOIN place l ON l.id = g.place_id WHERE {among("g.id")} ORDER BY g.id
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
    calendars = await calendars_of(fetch, agendas, now)
    return [Times(row["agenda_id"], row["professional_id"], calendars[row["agenda_id"]]) for row in agendas]
