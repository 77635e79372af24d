"""Leaving a waiting list: an offer in hand goes to the next."""

from dataclasses import dataclass

from models.storage.dialect import LOCK_ROWS, Row
from models.storage.transaction import Transaction
from models.words import Category
from permissions.acting import CHANNEL_OF, may_book
from resolvers.booking.freed import time_opened
from resolvers.booking.take_time import leave, lock_owners
from resolvers.booking.told import tell_agenda
from resolvers.booking.waitlist.ended import FreedTime
from resolvers.booking.waitlist.entry import EntryRecord, entries_by_id
from resolvers.booking.wish import STAFF
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once


@dataclass(frozen=True, slots=True)
class Leaving:
    """Which entry, in which version."""

    entry_id: str
    expected_version: int


_NOW = f"SELECT state, version, hold_id FROM waitlist WHERE id = ? {LOCK_ROWS}"
_LEFT = "UPDATE waitlist SET state = 'LEFT', version = version + 1 WHERE id = ?"
_RELEASE = "UPDATE hold SET state = 'RELEASED' WHERE id = ? AND state = 'HELD' RETURNING starts_at, ends_at"


async def leave_waitlist(context: Context, write: Write, asked: Leaving) -> Outcome:
    """Take an entry off its waiting list; the outcome names it, or says why it stays."""
    known = (await entries_by_id(context, [asked.entry_id])).get(asked.entry_id)
    allowed = known is not None and await _may_leave(context, known)

    async def work(transaction: Transaction) -> str:
        if known is None:
            raise refuse(ErrorCode.NOT_FOUND, "id")
        if not allowed:
            raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=["28(3)(a)", "5(1)(b)"])
        await lock_owners(transaction, [known.professional_id], [], context.now)
        [row] = await transaction.fetch(_NOW, known.id)
        if row["version"] != asked.expected_version:
            raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
        if row["state"] not in {"WAITING", "OFFERED"}:
            raise refuse(ErrorCode.WRONG_STATE, "id")
        await _leave(context, transaction, known, row)
        return known.id

    return await write_once(context, write, work)


async def _may_leave(context: Context, entry: EntryRecord) -> bool:
    """Whether the caller may take an entry of its scope away: staff theirs, others for whom they may book."""
    if context.caller.function in STAFF:
        return True
    if context.caller.function not in CHANNEL_OF:
        return False
    contact = (await contacts_by_id(context, [entry.contact_id])).get(entry.contact_id)
    await context.lens.focus([contact] if contact else [], frozenset[Category]())
    return contact is not None and may_book(context.lens, contact, entry.professional_id)


async def _leave(context: Context, transaction: Transaction, entry: EntryRecord, present: Row) -> None:
    await transaction.execute(_LEFT, entry.id)
    professional_id = entry.professional_id
    await record_act(context, transaction, "leaveWaitlist", entry.id, professional_id=professional_id)
    if present["state"] != "OFFERED":
        return
    await leave(transaction, present["hold_id"])
    for held in await transaction.fetch(_RELEASE, present["hold_id"]):
        await tell_agenda(
            context,
            transaction,
            "leaveWaitlist",
            entry.id,
            professional_id=professional_id,
            agenda_id=entry.agenda_id,
            starts_at=held["starts_at"],
            ends_at=held["ends_at"],
        )
        freed = FreedTime(professional_id, held["starts_at"], held["ends_at"], entry.contact_id)
        await time_opened(transaction, freed, context.now)
