"""What may be seen of the rules of agendas: everything by those who manage them, nothing by others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from models.booking.slots.calendar import Calendar
from models.directory.record import AgendaRecord
from models.storage.dialect import Row
from models.storage.reading import fetch
from permissions.managing import managed_by
from resolvers.booking.management.rules import RULES
from resolvers.booking.management.times import Times, times_of
from resolvers.context import Context
from resolvers.directory.parties import agendas_by_id

_PROFESSIONAL: Final = """
SELECT p.id, p.version, p.accepts_new_contacts, p.languages, p.collects FROM professional p WHERE p.id = ?
"""
_AGENDAS: Final = """
SELECT g.id, g.professional_id, g.lanes, g.closes_on_holidays, g.active, g.version, l.holiday_region,
    l.version AS place_version
FROM agenda g JOIN place l ON l.id = g.place_id WHERE {} = ? ORDER BY g.id
"""
_VISIT_TYPES: Final = """
SELECT t.id, t.name, t.reason_required, t.active, t.position, t.version, o.offered AS own_offered,
    {}, {}
FROM visit_type t LEFT JOIN visit_type_override o ON o.visit_type_id = t.id AND o.agenda_id = ?
WHERE t.professional_id = ? ORDER BY t.position, t.id
""".format(", ".join(f"t.{name}" for name in RULES), ", ".join(f"o.{name} AS own_{name}" for name in RULES))
_POOLS: Final = """
SELECT o.id, o.name, o.practice_id, r.id AS resource_id, r.name AS resource_name, r.active
FROM professional p JOIN resource_pool o ON o.professional_id = p.id OR o.practice_id = p.practice_id
LEFT JOIN resource r ON r.pool_id = o.id
WHERE p.id = ? ORDER BY o.id, r.id
"""
_NEEDED: Final = """
SELECT v.visit_type_id, v.pool_id FROM visit_type_pool v JOIN visit_type t ON t.id = v.visit_type_id
WHERE t.professional_id = ? ORDER BY v.pool_id
"""
_BLOCKS: Final = """
SELECT id, starts_at, ends_at FROM claim WHERE owner_id = ? AND state = 'TAKEN' AND visit_type_id IS NULL
    AND part_of IS NULL AND ends_at > ? ORDER BY starts_at, id
"""
_BLOCKED: Final = (
    "SELECT contact_id FROM contact_block WHERE professional_id = ? ORDER BY blocked_at, contact_id"
)


@dataclass(frozen=True, slots=True)
class ManagedView:
    """A professional with everything that decides when and what can be booked; rows as they are stored.

    `agenda_id` is the agenda from which the visit types are looked at: its overrides stand beside them.
    """

    professional: Row
    agendas: Sequence[Row]
    visit_types: Sequence[Row]
    pools: Mapping[str, Sequence[Row]]
    needed: Mapping[str, Sequence[str]]
    blocks: Sequence[Row]
    blocked_contacts: Sequence[str]
    places: Mapping[str, AgendaRecord] = field(default_factory=dict)
    times: Mapping[str, Times] = field(default_factory=dict)
    agenda_id: str | None = None

    def calendar(self, agenda_id: str) -> Calendar:
        """Return when an agenda is open."""
        return self.times[agenda_id].calendar


async def agenda_rules(context: Context, agenda_id: str) -> ManagedView | None:
    """Return the rules of an agenda, or None alike for one unknown and one the caller may not manage."""
    agendas = await fetch(_AGENDAS.format("g.id"), agenda_id)
    if not agendas:
        return None
    return await managed_professional(context, agendas[0]["professional_id"], agenda_id)


async def managed_professional(
    context: Context, professional_id: str, agenda_id: str | None = None
) -> ManagedView | None:
    """Return a professional with all rules, in a constant number of statements; None as for agendas."""
    caller = context.caller
    found = await fetch(_PROFESSIONAL, professional_id)
    if not found or not await managed_by(fetch, caller, [professional_id], context.now):
        return None
    agendas = await fetch(_AGENDAS.format("g.professional_id"), professional_id)
    ids = [row["id"] for row in agendas]
    blocked = await fetch(_BLOCKED, professional_id)
    return ManagedView(
        professional=found[0],
        agendas=agendas,
        visit_types=await fetch(_VISIT_TYPES, agenda_id or "", professional_id),
        pools=_by("id", await fetch(_POOLS, professional_id)),
        needed=_pools_by_visit_type(await fetch(_NEEDED, professional_id)),
        blocks=await fetch(_BLOCKS, professional_id, context.now),
        blocked_contacts=[row["contact_id"] for row in blocked],
        places=await agendas_by_id(ids),
        times={each.agenda_id: each for each in await times_of(fetch, ids, context.now)},
        agenda_id=agenda_id,
    )


def _by(column: str, rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _pools_by_visit_type(rows: list[Row]) -> dict[str, list[str]]:
    return {
        visit_type: [row["pool_id"] for row in found]
        for visit_type, found in _by("visit_type_id", rows).items()
    }
