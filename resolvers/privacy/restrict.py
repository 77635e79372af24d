"""Restricting the processing of a record: from the next read on it is only kept (GDPR art. 18)."""

from dataclasses import dataclass

from models.storage.transaction import Transaction
from models.words import StateKind
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.restriction import (
    MAY_RESTRICT,
    RestrictionGround,
    restrictable,
    restricted_since,
    set_restriction,
)
from resolvers.privacy.timeline import NewState, set_state
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared


@dataclass(frozen=True, slots=True)
class Restriction:
    """Which record, why, and the version it was read in."""

    record_id: str
    ground: RestrictionGround
    expected_version: int


async def restrict_processing(context: Context, write: Write, asked: Restriction) -> Outcome:
    """Restrict a record, once for each key: the outcome names it, or says why it is not restricted.

    The person, who represents it, the controller and the data-protection officer may.
    """
    if context.caller.function not in MAY_RESTRICT:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        record = await restrictable(here, asked.record_id)

        async def work(transaction: Transaction) -> str:
            if await restricted_since(transaction, record.id, asked.expected_version) is not None:
                raise refuse(ErrorCode.WRONG_STATE, "record")
            await set_restriction(transaction, record.id, here.now, here.now)
            restricted = NewState(
                record.id, record.contact_id, StateKind.RESTRICTED, ground=asked.ground.value
            )
            await set_state(here, transaction, restricted)
            await record_act(
                here,
                transaction,
                write.operation,
                record.id,
                contact_id=record.contact_id,
                reason=asked.ground.value,
            )
            return record.id

        return work

    return await write_prepared(context, write, prepare)
