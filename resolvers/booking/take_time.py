"""The one way to take time: lock the owner, look with the engine, then insert."""

from datetime import timedelta

from models.booking.slots.engine import check
from models.booking.slots.nearest import alternatives
from models.booking.slots.question import Question, UnusableWindow
from models.booking.slots.rules import Refused as Refusal
from models.ids import Kind, new_id
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import Channel
from resolvers.booking.offer import Offer, question_about
from resolvers.writing.fault import ErrorCode, Refused, refuse

_AROUND = int(timedelta(days=7).total_seconds())
OVERLAP = {"claim_overlap": ErrorCode.SLOT_TAKEN}
"""What the database's own guard means, should anything ever pass beside the lock."""

_LOCK = f"SELECT id FROM professional WHERE id = ? {LOCK_ROWS}"
_EXPIRE = """
UPDATE claim SET state = 'FREED', hold_until = NULL WHERE owner_id = ? AND state = 'HELD' AND hold_until <= ?
"""
_TAKE = """
INSERT INTO claim (id, owner_id, lane, starts_at, ends_at, state, appointment_id)
VALUES (?, ?, ?, ?, ?, 'TAKEN', ?)
"""


async def lock_owner(transaction: Transaction, professional_id: str, now: int) -> None:
    """Keep everybody else from taking this professional's time until commit, and free what was only held."""
    await transaction.fetch(_LOCK, professional_id)
    await transaction.execute(_EXPIRE, professional_id, now)


async def take_time(
    transaction: Transaction, offer: Offer, channel: Channel, now: int, starts_at: int, appointment_id: str
) -> int:
    """Take the time of a visit for an appointment and return its end; the owner is locked.

    Raises Refused with the engine's reason; SLOT_TAKEN carries the nearest free times.
    """
    try:
        question = await _question(transaction, offer, channel, now, starts_at)
        verdict = check(question, starts_at)
    except UnusableWindow:
        raise refuse(ErrorCode.TOO_FAR, "startsAt") from None
    if verdict.kind is not None or verdict.placement is None:
        raise _refusal(question, starts_at, verdict.kind or Refusal.SLOT_TAKEN)
    await transaction.execute(
        _TAKE,
        new_id(Kind.CLAIM),
        offer.professional_id,
        verdict.placement.lane,
        starts_at - offer.visit.seconds_before,
        starts_at + offer.visit.seconds_after,
        appointment_id,
    )
    return verdict.end


async def _question(
    transaction: Transaction, offer: Offer, channel: Channel, now: int, starts_at: int
) -> Question:
    return await question_about(
        transaction.fetch, offer, channel, now, starts_at - _AROUND, starts_at + _AROUND
    )


def _refusal(question: Question, starts_at: int, kind: Refusal) -> Refused:
    if kind is not Refusal.SLOT_TAKEN:
        return refuse(ErrorCode(kind.value), "startsAt")
    starts = alternatives(question, starts_at)
    ends = [start + question.visit.seconds for start in starts]
    return refuse(ErrorCode.SLOT_TAKEN, "startsAt", starts=starts, ends=ends)
