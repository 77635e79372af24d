"""Lifting a restriction: the person's own is the person's to lift, all others tell the person first."""

from dataclasses import dataclass

from models.storage.transaction import Transaction
from models.words import StateKind
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.restriction import (
    MAY_RESTRICT,
    SUBJECTS,
    restrictable,
    restricted_since,
    set_restriction,
)
from resolvers.privacy.timeline import end_state
from resolvers.writing.act import record_act
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared


@dataclass(frozen=True, slots=True)
class Lifting:
    """Which record, the version it was read in, and when the person was told, in epoch seconds."""

    record_id: str
    expected_version: int
    notice_given_at: int | None = None


async def lift_restriction(context: Context, write: Write, asked: Lifting) -> Outcome:
    """Lift a restriction, once for each key: the outcome names the record, or says why it stays restricted.

    The controller and the data-protection officer must have told the person after it was restricted
    and before it is lifted (GDPR art. 18(3)).
    """
    if context.caller.function not in MAY_RESTRICT:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        record = await restrictable(here, asked.record_id)
        by_subject = here.lens.standing(record) in SUBJECTS

        async def work(transaction: Transaction) -> str:
            since = await restricted_since(transaction, record.id, asked.expected_version)
            if since is None:
                raise refuse(ErrorCode.WRONG_STATE, "record")
            if not by_subject:
                _check_notice(asked.notice_given_at, since, here.now)
            await set_restriction(transaction, record.id, None, here.now)
            await end_state(transaction, record.id, StateKind.RESTRICTED, here.now)
            told = None if by_subject else f"NOTICE_GIVEN_AT {asked.notice_given_at}"
            await record_act(
                here, transaction, write.operation, record.id, contact_id=record.contact_id, reason=told
            )
            return record.id

        return work

    return await write_prepared(context, write, prepare)


def _check_notice(given_at: int | None, since: int, now: int) -> None:
    if given_at is None:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA, "noticeGivenAt")
    if not since <= given_at <= now:
        raise refuse(ErrorCode.INVALID_PERIOD, "noticeGivenAt", because=Because.NOT_BETWEEN)
