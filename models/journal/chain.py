"""Appending to the journal: entries are linked in order, by one writer at a time."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from models.journal.entry import About, Entry, Link, canonical, linked
from models.storage.dialect import LOCK_ROWS, among, listed
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

COLUMNS: Final = ", ".join(f"j.{name}" for name in Entry._fields)
"""The columns of an entry in their order, of the journal as `j`."""

_MOST_ACTS: Final = 500  # linked in one transaction: others wait for it
_HEAD: Final = f"SELECT seq, hash FROM journal_head {LOCK_ROWS}"
_TAKE: Final = """
DELETE FROM journal_unlinked WHERE entry_id IN (SELECT entry_id FROM journal_unlinked LIMIT ?)
RETURNING entry_id
"""
_TAKEN: Final = f"SELECT {COLUMNS} FROM journal j WHERE {among('j.id')} ORDER BY j.at, j.written"
_BEHIND: Final = "SELECT 1 AS one FROM journal_unlinked LIMIT 1"
_LINK: Final = "INSERT INTO journal_link (seq, entry_id, hash) VALUES (?, ?, ?)"
_MOVE_HEAD: Final = "UPDATE journal_head SET seq = ?, hash = ?"
INSERT_ENTRY: Final = "INSERT INTO journal ({}) VALUES ({})".format(
    ", ".join(Entry._fields), ", ".join("?" for _ in Entry._fields)
)
"""Writes an entry; one that is not linked before waits for the next link, and is about its record."""
_INSERT_ABOUT: Final = "INSERT INTO journal_about ({}) VALUES ({})".format(
    ", ".join(About._fields), ", ".join("?" for _ in About._fields)
)


class Written(NamedTuple):
    """An entry to be written, and the records it is about."""

    entry: Entry
    about: Sequence[About] = ()


async def append(transaction: Transaction, written: Sequence[Written]) -> None:
    """Write these entries and link them.

    What acts have left waits for `link_acts`: else a reading would take longer when somebody else just wrote.
    """
    if not written:
        return
    entries = [each.entry for each in written]
    await _link(transaction, await _head(transaction), entries)
    await transaction.executemany(INSERT_ENTRY, entries)
    if about := [row for each in written for row in each.about]:
        await transaction.executemany(_INSERT_ABOUT, about)


async def _head(transaction: Transaction) -> Link:
    """Return the end of the chain, which is ours until commit; taken before anything else is locked."""
    [head] = await transaction.fetch(_HEAD)
    return Link(head["seq"], "", head["hash"])


async def _link(transaction: Transaction, head: Link, entries: Sequence[Entry]) -> None:
    links = _links(head, entries)
    if links:
        await transaction.executemany(_LINK, links)
        await transaction.execute(_MOVE_HEAD, links[-1].seq, links[-1].hash)


def _links(head: Link, entries: Sequence[Entry]) -> list[Link]:
    found = []
    for entry in entries:
        head = Link(head.seq + 1, entry.id, linked(head.hash, canonical(entry)))
        found.append(head)
    return found


async def _acts(transaction: Transaction) -> list[Entry]:
    taken = await transaction.fetch(_TAKE, _MOST_ACTS)
    rows = await transaction.fetch(_TAKEN, listed(row["entry_id"] for row in taken))
    return [Entry(*row.values()) for row in rows]


async def link_acts() -> None:
    """Link every act that waits, some hundreds in each transaction; nothing is written where none waits."""

    async def work(transaction: Transaction) -> None:
        head = await _head(transaction)
        await _link(transaction, head, await _acts(transaction))

    while await fetch(_BEHIND):
        await in_transaction(work)
