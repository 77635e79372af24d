"""The frame of every change to agendas: who may, under whose lock, once, and written down."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.storage.dialect import LOCK_ROWS, Value, among, listed
from models.storage.transaction import Transaction
from permissions.managing import MANAGERS, ONLY_THEIRS
from resolvers.booking.freed import time_opened
from resolvers.booking.management.owners import Target, owners_of
from resolvers.booking.take_time import lock_owners
from resolvers.booking.told import tell_agenda
from resolvers.booking.waitlist.ended import FreedTime
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once
from resolvers.writing.prepared import refused

_NOWHERE: Final = "-"
_COUNT_ON: Final = f"UPDATE professional SET rules = rules + 1 WHERE {among('id')}"
"""Tells whoever read what is offered before this change, and takes time after it, to read again."""


class ManagementReason(StrEnum):
    """Why an agenda is changed; a code, never a text, and nothing about anybody's health."""

    REORGANISATION = "REORGANISATION"
    CORRECTION = "CORRECTION"
    LEAVE = "LEAVE"
    TRAINING = "TRAINING"
    EMERGENCY = "EMERGENCY"
    REQUESTED = "REQUESTED"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Change:
    """An open change: its request, its transaction, and the professionals whose time is locked."""

    context: Context
    transaction: Transaction
    owners: tuple[str, ...]

    @property
    def owner(self) -> str:
        """The first professional concerned, who is the only one unless something is shared."""
        return self.owners[0]


@dataclass(frozen=True, slots=True)
class Done:
    """What a change did: the record it wrote, where, and the appointments it hits, in order of time.

    `opens` is a span in which time may be free that was not, for who waits for it.
    """

    record_id: str
    agenda_id: str | None = None
    conflicts: tuple[str, ...] = ()
    starts_at: int | None = None
    ends_at: int | None = None
    opens: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """How a change ended; the appointments are those it hit when it was made, however often it is asked."""

    outcome: Outcome
    record_id: str | None = None
    professional_id: str | None = None
    agenda_id: str | None = None
    conflicts: tuple[str, ...] = ()


async def change(
    context: Context,
    write: Write,
    target: Target,
    work: Callable[[Change], Awaitable[Done]],
    reason: ManagementReason | None = None,
) -> Changed:
    """Change something about agendas in one transaction, under the lock of the professionals concerned.

    The act (who, what, why) and the event of each agenda are written with it. Whoever manages no agenda at
    all is refused before anything is looked at.
    """
    if context.caller.function not in MANAGERS:
        return Changed(refused(ErrorCode.NOT_ALLOWED, articles=ONLY_THEIRS))

    async def locked(transaction: Transaction) -> str:
        await lock_owners(transaction, await owners_of(context, transaction, target), [], context.now)
        owners = await owners_of(context, transaction, target)  # somebody may have taken it away meanwhile
        opened = Change(context, transaction, owners)
        done = await work(opened)
        await transaction.execute(_COUNT_ON, listed(owners))
        await _write_down(opened, write.operation, done, reason)
        await _offer_opened(opened, done)
        return " ".join([done.record_id, opened.owner, done.agenda_id or _NOWHERE, *done.conflicts])

    outcome = await write_once(context, write, locked)
    if outcome.record_id is None:
        return Changed(outcome)
    record_id, owner, agenda_id, *conflicts = outcome.record_id.split()
    where = None if agenda_id == _NOWHERE else agenda_id
    return Changed(outcome, record_id, owner, where, tuple(conflicts))


async def _write_down(opened: Change, verb: str, done: Done, reason: ManagementReason | None) -> None:
    context, transaction = opened.context, opened.transaction
    only = opened.owner if len(opened.owners) == 1 else None
    await record_act(context, transaction, verb, done.record_id, professional_id=only, reason=reason)
    for owner in opened.owners:
        await tell_agenda(
            context,
            transaction,
            verb,
            done.record_id,
            professional_id=owner,
            agenda_id=done.agenda_id,
            starts_at=done.starts_at,
            ends_at=done.ends_at,
        )


async def _offer_opened(opened: Change, done: Done) -> None:
    if done.opens is None or done.opens[1] <= opened.context.now:
        return
    starts_at, ends_at = max(done.opens[0], opened.context.now), done.opens[1]
    for owner in opened.owners:
        await time_opened(opened.transaction, FreedTime(owner, starts_at, ends_at), opened.context.now)


async def check_version(opened: Change, table: str, record_id: str, expected: int) -> None:
    """Lock a row and raise Refused VERSION_CONFLICT unless it is in the version it was read in."""
    [row] = await opened.transaction.fetch(f"SELECT version FROM {table} WHERE id = ? {LOCK_ROWS}", record_id)
    if row["version"] != expected:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])


async def touch(opened: Change, table: str, record_id: str, **columns: Value) -> None:
    """Overwrite columns of a row, and count its version on."""
    pairs = "".join(f"{name} = ?, " for name in columns)
    await opened.transaction.execute(
        f"UPDATE {table} SET {pairs}version = version + 1 WHERE id = ?", *columns.values(), record_id
    )
