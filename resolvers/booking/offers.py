"""What agendas offer: the rules of visit types, resolved field by field, and when agendas are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.booking.slots.calendar import Calendar
from models.booking.slots.rules import AgendaRules, Rule, VisitRules
from models.storage.dialect import Row, among, listed
from models.words import Channel
from resolvers.booking.calendars import Fetch, by, calendars_of

_RULES = (
    "duration", "buffer_before", "buffer_after", "grid_step", "notice", "horizon", "per_day", "per_week",
    "open_appointments", "accepts_new", "accepts_known", "channels", "modes", "capacity", "needs_approval",
    "approval_minutes", "cancellation_window",
)  # fmt: skip
_RESOLVED = ", ".join(f"COALESCE(o.{name}, t.{name}) AS {name}" for name in _RULES)
_OWN = ", ".join(f"o.{name} IS NOT NULL AS own_{name}" for name in _RULES)
_OFFERS = f"""
SELECT g.id AS agenda_id, t.id AS visit_type_id, g.professional_id, g.lanes, g.closes_on_holidays,
    l.time_zone, l.country, l.holiday_region, p.collects, p.accepts_new_contacts, p.rules,
    t.name, t.reason_required,
    {_RESOLVED}, {_OWN}
FROM agenda g
JOIN professional p ON p.id = g.professional_id
JOIN place l ON l.id = g.place_id
JOIN visit_type t ON t.professional_id = g.professional_id
LEFT JOIN visit_type_override o ON o.agenda_id = g.id AND o.visit_type_id = t.id
WHERE g.active AND p.active AND t.active AND COALESCE(o.offered, t.active)
    AND {among("g.id")} AND {{visit_types}}
ORDER BY g.id, t.position, t.id
"""
_OF_SOME_TYPES = _OFFERS.format(visit_types=among("t.id"))
_OF_ALL_TYPES = _OFFERS.format(visit_types="TRUE")
_POOLS = f"""
SELECT v.visit_type_id, v.pool_id, r.id FROM visit_type_pool v
JOIN resource r ON r.pool_id = v.pool_id AND r.active
WHERE {among("v.visit_type_id")} ORDER BY v.pool_id, r.id
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """One visit type on one agenda, with every rule resolved; `pools` are resource ids by pool.

    `rules` is the count of changes of what its professional offers, as it stood when this was read.
    """

    agenda_id: str
    visit_type_id: str
    professional_id: str
    name: str
    collects: frozenset[str]
    reason_required: bool
    agenda: AgendaRules
    visit: VisitRules
    modes: frozenset[str]
    needs_approval: bool
    approval_minutes: int
    cancellation_window: int
    pools: Mapping[str, tuple[str, ...]]
    rules: int


async def offer_of(fetch: Fetch, agenda_id: str, visit_type_id: str, now: int) -> Offer | None:
    """Return what one agenda offers of one visit type, or None where it does not."""
    return next(iter(await offers_of(fetch, [agenda_id], [visit_type_id], now)), None)


async def offers_of(
    fetch: Fetch, agenda_ids: Iterable[str], visit_type_ids: Iterable[str], now: int
) -> list[Offer]:
    """Return what these agendas offer of these visit types, in five statements however many they are."""
    return await _read(fetch, await fetch(_OF_SOME_TYPES, listed(agenda_ids), listed(visit_type_ids)), now)


async def offers_at(fetch: Fetch, agenda_ids: Iterable[str], now: int) -> list[Offer]:
    """Return all that these agendas offer, in as many statements."""
    return await _read(fetch, await fetch(_OF_ALL_TYPES, listed(agenda_ids)), now)


async def _read(fetch: Fetch, rows: list[Row], now: int) -> list[Offer]:
    if not rows:
        return []
    pools = by("visit_type_id", await fetch(_POOLS, listed({row["visit_type_id"] for row in rows})))
    calendars = await calendars_of(fetch, rows, now)
    return [_offer(row, calendars[row["agenda_id"]], pools.get(row["visit_type_id"], [])) for row in rows]


def _offer(row: Row, calendar: Calendar, pools: list[Row]) -> Offer:
    by_pool = {pool: tuple(each["id"] for each in rows) for pool, rows in by("pool_id", pools).items()}
    return Offer(
        agenda_id=row["agenda_id"],
        visit_type_id=row["visit_type_id"],
        professional_id=row["professional_id"],
        name=row["name"],
        collects=frozenset(row["collects"].split()),
        reason_required=bool(row["reason_required"]),
        agenda=AgendaRules(row["agenda_id"], calendar, row["lanes"]),
        visit=_visit(row),
        modes=frozenset(row["modes"].split()),
        needs_approval=bool(row["needs_approval"]),
        approval_minutes=row["approval_minutes"],
        cancellation_window=row["cancellation_window"],
        pools=by_pool,
        rules=row["rules"],
    )


def _visit(row: Row) -> VisitRules:
    own = {Rule(name): row["agenda_id"] for name in _RULES if name in _ENGINE_RULES and row[f"own_{name}"]}
    return VisitRules(
        visit_type_id=row["visit_type_id"],
        duration=row["duration"],
        buffer_before=row["buffer_before"],
        buffer_after=row["buffer_after"],
        grid_step=row["grid_step"],
        notice=row["notice"],
        horizon=row["horizon"],
        per_day=row["per_day"],
        per_week=row["per_week"],
        open_appointments=row["open_appointments"],
        accepts_new=bool(row["accepts_new"] and row["accepts_new_contacts"]),
        accepts_known=bool(row["accepts_known"]),
        channels=frozenset(map(Channel, row["channels"].split())),
        capacity=row["capacity"],
        sources=own,
    )


_ENGINE_RULES = frozenset(rule.value for rule in Rule)
