"""Archiving a record, and taking it back: a contact goes with its appointments (two-tier retention)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.ids import Kind, kind_of
from models.storage.transaction import Transaction
from models.words import Function, StateKind
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.contacts.writable import check_standing
from resolvers.context import Context
from resolvers.privacy.archived import (
    archived_record,
    check_done_with,
    check_no_others,
    focused,
    lock_with_appointments,
)
from resolvers.privacy.explain import record_by_id
from resolvers.privacy.restriction import MAY_RESTRICT, RESPONSIBLE
from resolvers.privacy.speaking import record_deed
from resolvers.privacy.timeline import NewState, end_states, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared


class ArchiveReason(StrEnum):
    """Why a record leaves the work of every day."""

    RETENTION_REACHED = "RETENTION_REACHED"
    FOLLOW_UP_ENDED = "FOLLOW_UP_ENDED"
    PERSON_LEFT = "PERSON_LEFT"
    PERSON_DIED = "PERSON_DIED"


@dataclass(frozen=True, slots=True)
class Archiving:
    """Which record, in which version, and why it is put away; taking it back needs no reason."""

    record_id: str
    expected_version: int
    reason: ArchiveReason | None = None


_TABLES: Final = {Kind.CONTACT: "contact", Kind.APPOINTMENT: "appointment"}
_SET: Final = "UPDATE {} SET archived_at = ?, version = version + 1, updated_at = ? WHERE id = ?"
_MAY: Final = MAY_RESTRICT - {Function.CONTACT}
_STATES: Final = (StateKind.ARCHIVED, StateKind.ARCHIVE_OPENED)


async def archive_record(context: Context, write: Write, asked: Archiving) -> Outcome:
    """Archive a record that is done with, once for each key: the outcome names it, or says why not.

    The controller and the data-protection officer may. A contact goes with the appointments of the same
    controller, and not while another controller works with it.
    """
    if context.caller.function not in _MAY:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        record = await record_by_id(here, asked.record_id)
        if record is None:
            raise refuse(ErrorCode.NOT_FOUND, "record")
        check_standing(here.lens, await focused(here, record), RESPONSIBLE, "record")
        rules, controller_id = await here.lens.controllership(), here.lens.controller(record).party_id

        async def work(transaction: Transaction) -> str:
            locked = await lock_with_appointments(transaction, record, asked.expected_version)
            if locked.archived:
                raise refuse(ErrorCode.WRONG_STATE, "record")
            await check_done_with(transaction, record, locked.rows, here.now)
            check_no_others(rules, locked.rows, controller_id)
            for each in locked.together(record, rules, controller_id):
                put_away = NewState(each, record.contact_id, StateKind.ARCHIVED, ground=asked.reason)
                await transaction.execute(_SET.format(_table(each)), here.now, here.now, each)
                await set_state(here, transaction, put_away)
            await record_deed(here, transaction, write, record, asked.reason)
            return record.id

        return work

    return await write_prepared(context, write, prepare)


async def reactivate_record(context: Context, write: Write, asked: Archiving) -> Outcome:
    """Take a record back from the archive with what was archived with it; the outcome names it."""
    if context.caller.function not in _MAY:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        record = await archived_record(here, asked.record_id)
        if record is None:
            known = await record_by_id(here, asked.record_id)
            raise refuse(ErrorCode.WRONG_STATE if known else ErrorCode.NOT_FOUND, "record")
        if here.lens.standing(await focused(here, record)) not in RESPONSIBLE:
            raise refuse(ErrorCode.NOT_FOUND, "record")  # what is archived is absent for everybody else
        rules, controller_id = await here.lens.controllership(), here.lens.controller(record).party_id

        async def work(transaction: Transaction) -> str:
            locked = await lock_with_appointments(transaction, record, asked.expected_version)
            if not locked.archived:
                raise refuse(ErrorCode.WRONG_STATE, "record")
            for each in locked.together(record, rules, controller_id):
                await transaction.execute(_SET.format(_table(each)), None, here.now, each)
                await end_states(transaction, each, _STATES, here.now)
            await record_deed(here, transaction, write, record)
            return record.id

        return work

    return await write_prepared(context, write, prepare)


def _table(record_id: str) -> str:
    kind = kind_of(record_id)
    if kind not in _TABLES:
        raise LookupError("only contacts and appointments are archived")
    return _TABLES[kind]
