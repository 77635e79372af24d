"""Relationships by their keys: known to both sides, and to staff who know both contacts."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.words import LegalPower
from permissions.scope import Scope, contacts_of
from permissions.viewpoint import Viewpoint
from resolvers.context import Context


@dataclass(frozen=True, slots=True)
class RelationshipRecord:
    """`contact_id` acts for `relative_id`; of the proof only whether there is one; epoch seconds."""

    id: str
    contact_id: str
    relative_id: str
    kind: str
    power: str
    proven: bool
    valid_from: int
    valid_until: int | None


_SELECT = """
SELECT r.id, r.contact_id, r.relative_id, r.kind, r.power, r.proof IS NOT NULL AS proven, r.valid_from,
    r.valid_until
FROM relationship r
"""
_IN_FORCE = "r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?)"
_BOTH = """
EXISTS (SELECT 1 FROM contact c WHERE c.id = r.contact_id AND {scope})
AND EXISTS (SELECT 1 FROM contact c WHERE c.id = r.relative_id AND {scope})
"""


async def relationships_by_id(context: Context, ids: Iterable[str]) -> dict[str, RelationshipRecord]:
    """Return the relationships that exist for this caller, ended ones included, by id."""
    scope = _scope(context.view)
    rows = await fetch(f"{_SELECT} WHERE {among('r.id')} AND {scope.sql}", listed(ids), *scope.values)
    return {row["id"]: RelationshipRecord(*row.values()) for row in rows}


async def relationships_of(
    context: Context, contact_ids: Iterable[str]
) -> dict[str, list[RelationshipRecord]]:
    """Return the relationships in force of each of these contacts: for whom it acts."""
    scope = _scope(context.view)
    where = f"{among('r.contact_id')} AND {_IN_FORCE} AND {scope.sql}"
    rows = await fetch(
        f"{_SELECT} WHERE {where} ORDER BY r.created_at, r.id",
        listed(contact_ids),
        context.now,
        context.now,
        *scope.values,
    )
    found: dict[str, list[RelationshipRecord]] = {}
    for row in rows:
        found.setdefault(row["contact_id"], []).append(RelationshipRecord(*row.values()))
    return found


def _scope(view: Viewpoint) -> Scope:
    if view.contact_id:
        return Scope("(r.contact_id = ? OR r.relative_id = ?)", (view.contact_id, view.contact_id))
    contacts = contacts_of(view)
    return Scope(_BOTH.format(scope=contacts.sql), contacts.values * 2)


def is_parental(record: RelationshipRecord) -> bool:
    """Whether the relative is a minor whose parent acts by law."""
    return record.power == LegalPower.PARENTAL_AUTHORITY
