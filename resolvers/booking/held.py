"""Holds as their callers read them."""

from dataclasses import dataclass

from models.storage.reading import fetch
from resolvers.context import Context
from resolvers.writing.once import caller_name


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A hold of the caller's own; instants in epoch seconds."""

    id: str
    agenda_id: str
    visit_type_id: str
    starts_at: int
    ends_at: int
    held_until: int
    state: str


_SELECT = """
SELECT id, agenda_id, visit_type_id, starts_at, ends_at, held_until, state FROM hold
WHERE id = ? AND caller = ?
"""


async def hold_by_id(context: Context, hold_id: str) -> HoldRecord | None:
    """Return a hold of this caller; somebody else's does not exist for it."""
    rows = await fetch(_SELECT, hold_id, caller_name(context))
    return HoldRecord(*rows[0].values()) if rows else None
