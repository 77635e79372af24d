"""Holds: written for their callers, and read by nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.ids import Kind, new_id
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from resolvers.booking.offers import Offer
from resolvers.context import Context
from resolvers.writing.once import caller_name, desk_name


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


_INSERT = """
INSERT INTO hold (id, caller, professional_id, agenda_id, visit_type_id, contact_id, starts_at, ends_at,
    held_until, state, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD', ?)
"""
_SELECT = f"""
SELECT id, agenda_id, visit_type_id, starts_at, ends_at, held_until, state FROM hold
WHERE {among("id")} AND {among("caller")}
"""


async def hold_by_id(context: Context, hold_id: str) -> HoldRecord | None:
    """Return a hold of this caller; somebody else's does not exist for it."""
    return (await holds_by_id(context, [hold_id])).get(hold_id)


async def holds_by_id(context: Context, ids: Iterable[str]) -> dict[str, HoldRecord]:
    """Return those of these holds that are this caller's, by id, in one statement."""
    rows = await fetch(_SELECT, listed(ids), listed(names_of(context)))
    return {row["id"]: HoldRecord(*row.values()) for row in rows}


def names_of(context: Context) -> tuple[str, str]:
    """Return under which names a hold is this caller's: its own, or an offer to all of its colleagues."""
    return caller_name(context), desk_name(context)


async def insert_hold(
    transaction: Transaction,
    offer: Offer,
    caller: str,
    starts_at: int,
    now: int,
    seconds: int,
    contact_id: str | None = None,
) -> str:
    """Write a hold for somebody and return its id; its seat is taken apart."""
    hold_id = new_id(Kind.HOLD)
    await transaction.execute(
        _INSERT,
        hold_id,
        caller,
        offer.professional_id,
        offer.agenda_id,
        offer.visit_type_id,
        contact_id,
        starts_at,
        starts_at + offer.visit.seconds,
        now + seconds,
        now,
    )
    return hold_id
