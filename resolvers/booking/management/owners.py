"""Whom a change concerns: the professionals behind an id, and whether it is public that it exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.ids import Kind
from models.storage.transaction import Transaction
from permissions.managing import ONLY_THEIRS, managed_by
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be changed: an id of one kind, and the input it came in."""

    kind: Kind
    id: str
    path: str = "id"


_POOL: Final = """
SELECT p.id AS professional_id FROM resource_pool o
JOIN professional p ON p.id = o.professional_id OR p.practice_id = o.practice_id
"""
_OWNERS: Final[Mapping[Kind, str]] = {
    Kind.PROFESSIONAL: "SELECT id AS professional_id FROM professional WHERE id = ?",
    Kind.AGENDA: "SELECT professional_id FROM agenda WHERE id = ?",
    Kind.VISIT_TYPE: "SELECT professional_id FROM visit_type WHERE id = ?",
    Kind.PLACE: """
        SELECT founded_by AS professional_id FROM place WHERE id = ? AND founded_by IS NOT NULL
        UNION SELECT professional_id FROM agenda WHERE place_id = ?""",
    Kind.EXTRA_OPENING: """
        SELECT g.professional_id FROM extra_opening e JOIN agenda g ON g.id = e.agenda_id WHERE e.id = ?""",
    Kind.CLOSURE: "SELECT professional_id FROM closure WHERE id = ?",
    Kind.CLAIM: """
        SELECT p.id AS professional_id FROM claim c JOIN professional p ON p.id = c.owner_id
        WHERE c.id = ? AND c.state = 'TAKEN' AND c.visit_type_id IS NULL AND c.part_of IS NULL""",
    Kind.RESOURCE_POOL: f"{_POOL} WHERE o.id = ?",
    Kind.RESOURCE: f"{_POOL} JOIN resource r ON r.pool_id = o.id WHERE r.id = ?",
}
"""Reads the professionals a thing belongs to; what several share, all of them own."""

_PUBLIC: Final = frozenset({Kind.PROFESSIONAL, Kind.AGENDA, Kind.VISIT_TYPE, Kind.PLACE})
"""What the directory shows to everybody: to refuse it as unknown would hide nothing."""


async def owners_of(context: Context, transaction: Transaction, target: Target) -> tuple[str, ...]:
    """Return the professionals a thing belongs to, sorted, all of whose agendas the caller manages.

    Raises Refused NOT_FOUND for what does not exist, and alike for what is not public and not the caller's;
    NOT_ALLOWED for what the directory shows but belongs, be it in part, to somebody else.
    """
    sql = _OWNERS[target.kind]
    rows = await transaction.fetch(sql, *[target.id] * sql.count("?"))
    owners = frozenset(row["professional_id"] for row in rows)
    if not owners:
        raise refuse(ErrorCode.NOT_FOUND, target.path)
    if owners - await managed_by(transaction.fetch, context.caller, owners, context.now):
        if target.kind in _PUBLIC:
            raise refuse(ErrorCode.NOT_ALLOWED, target.path, articles=ONLY_THEIRS)
        raise refuse(ErrorCode.NOT_FOUND, target.path)
    return tuple(sorted(owners))
