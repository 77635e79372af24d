"""Time that is taken without a visit: a claim of the professional in every lane, with nobody in it."""

from datetime import timedelta
from typing import Final

from models.ids import Kind, new_id
from resolvers.booking.management.change import Change, Changed, Done, ManagementReason, change
from resolvers.booking.management.owners import Target
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

LONGEST: Final = int(timedelta(days=366).total_seconds())
_FARTHEST: Final = int(timedelta(days=2 * 366).total_seconds())
_DAY: Final = int(timedelta(days=1).total_seconds())

_OVERLAP: Final = """
SELECT id FROM claim WHERE owner_id = ? AND state = 'TAKEN' AND starts_at < ? AND ends_at > ?
"""
_LANES: Final = "SELECT MAX(lanes) AS lanes FROM agenda WHERE professional_id = ?"
_TAKE: Final = """
INSERT INTO claim (id, owner_id, lane, starts_at, ends_at, state, capacity, part_of)
VALUES (?, ?, ?, ?, ?, 'TAKEN', 1, ?)
"""
_COMING: Final = """
SELECT id, part_of, starts_at, ends_at, lane FROM claim
WHERE owner_id = ? AND state = 'TAKEN' AND visit_type_id IS NULL AND ends_at > ?
"""
_FREE: Final = "UPDATE claim SET state = 'FREED' WHERE (id = ? OR part_of = ?)"


async def block_time(
    context: Context,
    write: Write,
    professional_id: str,
    span: tuple[int, int],
    reason: ManagementReason | None = None,
) -> Changed:
    """Take time of a professional for nobody, on all agendas; refused SLOT_TAKEN over time already taken.

    `span` is in epoch seconds, its end excluded.
    """
    starts_at, ends_at = span

    async def work(opened: Change) -> Done:
        _check(starts_at, ends_at, opened.context.now)
        if await opened.transaction.fetch(_OVERLAP, opened.owner, ends_at, starts_at):
            raise refuse(ErrorCode.SLOT_TAKEN, "startsAt")
        block_id = new_id(Kind.CLAIM)
        for lane in range(await _lanes(opened)):
            own, whole = (block_id, None) if lane == 0 else (new_id(Kind.CLAIM), block_id)
            await opened.transaction.execute(_TAKE, own, opened.owner, lane, starts_at, ends_at, whole)
        return Done(block_id, starts_at=starts_at, ends_at=ends_at)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def unblock_time(
    context: Context, write: Write, block_id: str, reason: ManagementReason | None = None
) -> Changed:
    """Give blocked time back."""

    async def work(opened: Change) -> Done:
        transaction = opened.transaction
        [row] = await transaction.fetch("SELECT starts_at, ends_at FROM claim WHERE id = ?", block_id)
        await transaction.execute(f"{_FREE} AND state = 'TAKEN'", block_id, block_id)
        span = (row["starts_at"], row["ends_at"])
        return Done(block_id, starts_at=span[0], ends_at=span[1], opens=span)

    return await change(context, write, Target(Kind.CLAIM, block_id), work, reason)


async def widen_blocks(opened: Change) -> None:
    """Take the coming blocks of a professional in lanes that were just opened, too."""
    rows = await opened.transaction.fetch(_COMING, opened.owner, opened.context.now)
    taken = {(row["part_of"] or row["id"], row["lane"]) for row in rows}
    lanes = range(await _lanes(opened))
    for row in rows:
        for lane in lanes:
            if row["part_of"] is None and (row["id"], lane) not in taken:
                span = (row["starts_at"], row["ends_at"])
                await opened.transaction.execute(
                    _TAKE, new_id(Kind.CLAIM), opened.owner, lane, *span, row["id"]
                )


async def _lanes(opened: Change) -> int:
    [row] = await opened.transaction.fetch(_LANES, opened.owner)
    return row["lanes"] or 1


def _check(starts_at: int, ends_at: int, now: int) -> None:
    faults = Gathered()
    if ends_at <= starts_at:
        faults.add(ErrorCode.INVALID_PERIOD, "endsAt", because=Because.ENDS_BEFORE_START)
    elif ends_at <= now:
        faults.add(ErrorCode.INVALID_PERIOD, "endsAt", because=Because.PAST)
    elif ends_at > starts_at + LONGEST:
        faults.add(ErrorCode.INVALID_PERIOD, "endsAt", because=Because.TOO_LONG, most=LONGEST // _DAY)
    if starts_at > now + _FARTHEST:
        faults.add(
            ErrorCode.INVALID_PERIOD, "startsAt", because=Because.TOO_FAR_AHEAD, most=_FARTHEST // _DAY
        )
    faults.settle()
