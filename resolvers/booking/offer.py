"""What an agenda offers: the rules and the taken time of one visit type, ready for the slot engine."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from models.booking.slots.calendar import Calendar, WeeklyHours
from models.booking.slots.claims import Claim, Seat
from models.booking.slots.question import Question, reach
from models.booking.slots.rules import AgendaRules, VisitRules
from models.storage.dialect import Row
from models.words import Channel

Fetch = Callable[..., Awaitable[list[Row]]]

_OFFER = """
SELECT g.professional_id, g.active AND p.active AND t.active AS open, l.time_zone, p.collects,
    p.accepts_new_contacts, t.duration, t.reason_required
FROM agenda g
JOIN professional p ON p.id = g.professional_id
JOIN place l ON l.id = g.place_id
JOIN visit_type t ON t.professional_id = g.professional_id
WHERE g.id = ? AND t.id = ?
"""
_OPENINGS = "SELECT id, weekday, starts_minute, ends_minute FROM opening WHERE agenda_id = ?"
_CLAIMS = """
SELECT id, starts_at, ends_at, lane, hold_until, appointment_id FROM claim
WHERE owner_id = ? AND state IN ('HELD', 'TAKEN') AND starts_at < ? AND ends_at > ?
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """One visit type on one agenda, as a professional offers it."""

    agenda_id: str
    visit_type_id: str
    professional_id: str
    collects: frozenset[str]
    reason_required: bool
    agenda: AgendaRules
    visit: VisitRules


async def offer_of(fetch: Fetch, agenda_id: str, visit_type_id: str) -> Offer | None:
    """Return what is offered, or None where this agenda does not offer this visit type."""
    rows = await fetch(_OFFER, agenda_id, visit_type_id)
    if not rows or not rows[0]["open"]:
        return None
    row = rows[0]
    weekly = tuple(_hours(each) for each in await fetch(_OPENINGS, agenda_id))
    return Offer(
        agenda_id,
        visit_type_id,
        row["professional_id"],
        frozenset(row["collects"].split()),
        bool(row["reason_required"]),
        AgendaRules(agenda_id, Calendar(row["time_zone"], weekly)),
        VisitRules(visit_type_id, row["duration"], accepts_new=bool(row["accepts_new_contacts"])),
    )


async def question_about(
    fetch: Fetch, offer: Offer, channel: Channel, now: int, start: int, end: int
) -> Question:
    """Return what the engine must know to decide on the starts of a window."""
    loaded = reach(offer.visit, start, end)
    claims = await fetch(_CLAIMS, offer.professional_id, loaded[1], loaded[0])
    return Question(offer.agenda, offer.visit, channel, now, loaded, tuple(map(_claim, claims)))


def _hours(row: Row) -> WeeklyHours:
    return WeeklyHours(row["id"], row["weekday"] - 1, row["starts_minute"], row["ends_minute"])


def _claim(row: Row) -> Claim:
    seat = Seat(row["appointment_id"] or row["id"], row["hold_until"])
    return Claim(row["id"], row["starts_at"], row["ends_at"], row["lane"], seats=(seat,))
