"""What time brings to the demo world: new weeks, and the outcome of visits that are over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.storage.dialect import Row, among, listed
from models.storage.transaction import Transaction
from resolvers.demo.insert import Columns, insert
from resolvers.demo.sealed_rows import claim_row, seat_row
from resolvers.demo.visit import DemoVisit

_FILLED = f"SELECT id FROM appointment WHERE {among('id')} LIMIT 1"
_TAKEN = f"""
SELECT owner_id, starts_at, ends_at FROM claim
WHERE {among("owner_id")} AND state = 'TAKEN' AND starts_at < ? AND ends_at > ?
"""
_REACHABLE = f"""
SELECT id FROM contact WHERE {among("id")} AND restricted_at IS NULL AND erased_at IS NULL
"""
_OVER = """
UPDATE appointment SET status = ?, updated_at = ends_at, version = version + 1
WHERE id = ? AND version = 1 AND status IN ('BOOKED', 'CONFIRMED') AND restricted_at IS NULL
"""


@dataclass(frozen=True, slots=True, repr=False)
class PlannedWeek:
    """The visits of one week, with the row of each by its id."""

    visits: Sequence[DemoVisit]
    rows: Mapping[str, Columns]


async def carry_on(transaction: Transaction, weeks: Iterable[PlannedWeek], now: int) -> int:
    """Return how many appointments were added to weeks that had none of the demo's yet."""
    added = 0
    for week in weeks:
        if await transaction.fetch(_FILLED, listed(visit.id for visit in week.visits)):
            await _end_visits(transaction, week, now)
        else:
            added += await _fill(transaction, week)
    return added


async def _end_visits(transaction: Transaction, week: PlannedWeek, now: int) -> None:
    """Write the outcome of what is over, unless somebody has changed the appointment."""
    over = [visit for visit in week.visits if visit.live and visit.ends_at <= now]
    await transaction.executemany(_OVER, [(visit.story.outcome.value, visit.id) for visit in over])


async def _fill(transaction: Transaction, week: PlannedWeek) -> int:
    possible = await _possible(transaction, week)
    await insert(transaction, "appointment", [week.rows[visit.id] for visit in possible])
    await insert(transaction, "claim", [claim_row(visit) for visit in possible])
    await insert(transaction, "seat", [seat_row(visit) for visit in possible if visit.live])
    return len(possible)


async def _possible(transaction: Transaction, week: PlannedWeek) -> list[DemoVisit]:
    """Return the visits whose time is free and whose contacts may still be written about."""
    first, last = min(each.starts_at for each in week.visits), max(each.ends_at for each in week.visits)
    owners = listed({visit.professional.id for visit in week.visits})
    taken = await transaction.fetch(_TAKEN, owners, last, first)
    contacts = {contact for visit in week.visits for contact in _contacts(visit)}
    reachable = {row["id"] for row in await transaction.fetch(_REACHABLE, listed(contacts))}
    return [
        visit
        for visit in week.visits
        if visit.id in week.rows and reachable.issuperset(_contacts(visit)) and not _clashes(visit, taken)
    ]


def _contacts(visit: DemoVisit) -> tuple[str, ...]:
    return (visit.person.id, visit.booked_by.id) if visit.booked_by else (visit.person.id,)


def _clashes(visit: DemoVisit, taken: Iterable[Row]) -> bool:
    return visit.live and any(
        claim["owner_id"] == visit.professional.id
        and claim["starts_at"] < visit.ends_at
        and claim["ends_at"] > visit.starts_at
        for claim in taken
    )
