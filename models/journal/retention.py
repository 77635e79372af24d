"""Removing what the retention rule lets go of; the chain starts again after it."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Final

from models.storage.dialect import LOCK_ROWS, among, listed
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

SHORTEST: Final = timedelta(days=180)
LONGEST: Final = timedelta(days=366)
"""How long an access journal is kept: six to twelve months (CNIL, recommendation on logging, 2021)."""

_MOST: Final = 2000  # entries removed in one transaction: others wait for it
_LOCK: Final = f"SELECT seq FROM journal_head {LOCK_ROWS}"
_OLDEST: Final = """
SELECT l.seq, l.hash, j.at FROM journal_link l JOIN journal j ON j.id = l.entry_id ORDER BY l.seq LIMIT ?
"""
_CHECKPOINT: Final = "INSERT INTO journal_checkpoint (seq, hash, at) VALUES (?, ?, ?)"
_REMOVE: Final = "DELETE FROM journal WHERE id IN (SELECT l.entry_id FROM journal_link l WHERE l.seq <= ?)"
_UNLINK: Final = "DELETE FROM journal_link WHERE seq <= ?"
_CONTACTS: Final = """
SELECT DISTINCT contact_id FROM journal_about WHERE contact_id > ? ORDER BY contact_id LIMIT 200
"""
_REMOVE_ABOUT: Final = f"DELETE FROM journal_about WHERE {among('contact_id')} AND at < ?"


async def expire(now: int, kept: timedelta) -> int:
    """Remove entries older than so long, oldest first, and return how many.

    A checkpoint keeps the hash of the last one removed. The database itself refuses to let go of anything
    younger than 180 days.

    Raises:
        ValueError: the time is not between six and twelve months.
    """
    if not SHORTEST <= kept <= LONGEST:
        raise ValueError("an access journal is kept 180 to 366 days")
    until = now - int(kept.total_seconds())
    removed = 0
    while count := await in_transaction(lambda transaction: _expire_some(transaction, now, until)):
        removed += count
    await _forget_whom(until)
    return removed


async def _expire_some(transaction: Transaction, now: int, until: int) -> int:
    await transaction.fetch(_LOCK)
    oldest = await transaction.fetch(_OLDEST, _MOST)
    young = next((place for place, row in enumerate(oldest) if row["at"] >= until), len(oldest))
    if not young:
        return 0
    last = oldest[young - 1]
    await transaction.execute(_CHECKPOINT, last["seq"], last["hash"], now)
    await transaction.execute(_REMOVE, last["seq"])
    return await transaction.execute(_UNLINK, last["seq"])


async def _forget_whom(until: int) -> None:
    """Remove whom removed entries were about, some contacts at a time: the index is by contact first."""
    last = ""
    while rows := await fetch(_CONTACTS, last):
        await in_transaction(partial(_forget, [row["contact_id"] for row in rows], until))
        last = rows[-1]["contact_id"]


async def _forget(contact_ids: Iterable[str], until: int, transaction: Transaction) -> None:
    await transaction.execute(_REMOVE_ABOUT, listed(contact_ids), until)
