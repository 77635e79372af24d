"""Breaking the glass: a professional reads one record for minutes, because a life may depend on it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from models.journal.alarm import AlertKind
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import Category, Function, StateKind
from permissions.overlay import PROFESSIONALS
from permissions.standing import Record
from resolvers.contacts.writable import check_standing
from resolvers.context import Context
from resolvers.privacy.alert import alert_of
from resolvers.privacy.explain import record_by_id
from resolvers.privacy.justified import ground_of, justification
from resolvers.privacy.speaking import record_deed
from resolvers.privacy.timeline import NewState, holds, lock_record, set_state
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

VITAL: Final = ["6(1)(d)", "9(2)(c)"]
"""The articles by which vital interests open what is closed, and nothing else does."""

SHORTEST: Final = 30
LONGEST: Final = 60
_MINUTE: Final = int(timedelta(minutes=1).total_seconds())
_ERASED: Final = f"SELECT erased_at FROM contact WHERE id = ? {LOCK_ROWS}"


class GlassGround(StrEnum):
    """Why the glass is broken."""

    LIFE_IN_DANGER = "LIFE_IN_DANGER"
    PERSON_CANNOT_ANSWER = "PERSON_CANNOT_ANSWER"
    DANGER_FOR_OTHERS = "DANGER_FOR_OTHERS"


@dataclass(frozen=True, slots=True)
class Glass:
    """Which record, why, in words that name no person, and for how many minutes."""

    record_id: str
    ground: GlassGround
    reason: str | None
    minutes: int = SHORTEST


async def break_glass(context: Context, write: Write, asked: Glass) -> Outcome:
    """Open one record of one's scope to one's own account, once for each key: the outcome names it.

    Only professionals, for 30 to 60 minutes; an alert is left, and the person reads that it happened. What
    was erased stays erased. Whether anything was closed is not told before: it may be hidden.
    """
    if context.caller.function is not Function.PROFESSIONAL or not context.caller.account_id:
        return refused(ErrorCode.NOT_ALLOWED, articles=VITAL)

    async def prepare(here: Context) -> Work:
        record = await _breakable(here, asked.record_id)
        broken = NewState(
            record.id,
            record.contact_id,
            StateKind.BREAK_GLASS,
            here.caller.account_id,
            ground_of(asked.ground, _checked(asked)),
            here.now + asked.minutes * _MINUTE,
        )

        async def work(transaction: Transaction) -> str:
            await _check_still(transaction, broken, here.now)
            await set_state(here, transaction, broken)
            await record_deed(here, transaction, write, record, asked.ground)
            await alert_of(here, transaction, AlertKind.BREAK_GLASS, record.id, record.contact_id)
            return record.id

        return work

    return await write_prepared(context, write, prepare)


async def _breakable(context: Context, record_id: str) -> Record:
    record = await record_by_id(context, record_id)
    if record is None:
        raise refuse(ErrorCode.NOT_FOUND, "record")
    await context.lens.focus([record], frozenset[Category]())
    check_standing(context.lens, record, PROFESSIONALS, "record")
    if record.erased_at is not None:
        raise refuse(ErrorCode.WRONG_STATE, "record", articles=["17"])
    return record


def _checked(asked: Glass) -> str:
    faults = Gathered()
    reason = justification(asked.reason, VITAL, faults)
    if not SHORTEST <= asked.minutes <= LONGEST:
        bounds = {"least": SHORTEST, "most": LONGEST}
        faults.add(ErrorCode.INVALID_NUMBER, "minutes", because=Because.RANGE, **bounds, articles=VITAL)
    return faults.settled(reason)


async def _check_still(transaction: Transaction, broken: NewState, now: int) -> None:
    """Look again under the lock: the person was not erased meanwhile, and the glass is whole."""
    [person] = await transaction.fetch(_ERASED, broken.contact_id)
    await lock_record(transaction, broken.record_id)
    already = await holds(transaction, broken.record_id, broken.kind, now, broken.target)
    if already or person["erased_at"] is not None:
        raise refuse(ErrorCode.WRONG_STATE, "record")
