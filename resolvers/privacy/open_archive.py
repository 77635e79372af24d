"""Opening the archive: who answers for a record reads it again for an hour, and says why."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from models.storage.transaction import Transaction
from models.words import Function, StateKind
from resolvers.contacts.link import CONTROLLERS
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.archived import archived_record, focused, lock_with_appointments
from resolvers.privacy.explain import record_by_id
from resolvers.privacy.justified import ground_of, justification
from resolvers.privacy.speaking import record_deed
from resolvers.privacy.timeline import NewState, holds, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

OPEN_FOR: Final = int(timedelta(minutes=60).total_seconds())
ARCHIVED: Final = ["5(1)(b)", "5(1)(e)"]
"""The articles by which an archive is opened for a purpose that is named, and for a time."""

_MAY_OPEN: Final = frozenset({Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT})


class OpeningReason(StrEnum):
    """Why the archive is opened."""

    RIGHTS_REQUEST = "RIGHTS_REQUEST"
    CARE_RESUMED = "CARE_RESUMED"
    LEGAL_CLAIM = "LEGAL_CLAIM"
    AUDIT = "AUDIT"


@dataclass(frozen=True, slots=True)
class Opening:
    """Which record, and why, in words that name no person."""

    record_id: str
    ground: OpeningReason
    reason: str | None


async def open_archive(context: Context, write: Write, asked: Opening) -> Outcome:
    """Open an archived record to one's own account, once for each key: the outcome names it.

    The people of its controller may, for an hour; a contact is opened with the appointments archived with
    it. Nothing is told of what they do not control: it is absent for them.
    """
    if context.caller.function not in _MAY_OPEN:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        record = await archived_record(here, asked.record_id)
        if record is None or here.lens.standing(await focused(here, record)) not in CONTROLLERS:
            known = record is None and await record_by_id(here, asked.record_id)
            raise refuse(ErrorCode.WRONG_STATE if known else ErrorCode.NOT_FOUND, "record")
        faults = Gathered()
        reason = faults.settled(justification(asked.reason, ARCHIVED, faults))
        rules, controller_id = await here.lens.controllership(), here.lens.controller(record).party_id

        async def work(transaction: Transaction) -> str:
            locked = await lock_with_appointments(transaction, record)
            account = here.caller.account_id
            opened = await holds(transaction, record.id, StateKind.ARCHIVE_OPENED, here.now, account)
            if opened or not locked.archived:
                raise refuse(ErrorCode.WRONG_STATE, "record")
            for each in locked.together(record, rules, controller_id):
                if not await holds(transaction, each, StateKind.ARCHIVE_OPENED, here.now, account):
                    await set_state(here, transaction, _opened(here, each, record.contact_id, asked, reason))
            await record_deed(here, transaction, write, record, asked.ground)
            return record.id

        return work

    return await write_prepared(context, write, prepare)


def _opened(context: Context, record_id: str, contact_id: str, asked: Opening, reason: str) -> NewState:
    account, until = context.caller.account_id, context.now + OPEN_FOR
    ground = ground_of(asked.ground, reason)
    return NewState(record_id, contact_id, StateKind.ARCHIVE_OPENED, account, ground, until)
