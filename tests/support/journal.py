"""Writing entries in tests, and tampering with what the database does not let anybody tamper with."""

import time
from typing import Final

from models.ids import Kind, new_id
from models.journal.chain import INSERT_ENTRY, Written
from models.journal.entry import About, Entry
from models.storage.database import DatabaseSettings, dialect_of
from models.storage.dialect import Dialect, Value
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

GUARDED: Final = ("journal", "journal_about", "journal_link", "journal_checkpoint")


def entry(**given: str | int | None) -> Entry:
    """Return a fresh entry of now; any column may be given."""
    columns: dict[str, str | int | None] = {
        **dict.fromkeys(Entry._fields),
        "id": new_id(Kind.ENTRY),
        "at": int(time.time()),
        "verb": "READ",
        "function": "DESK_AGENT",
        "party_id": "ope_x",
        "account_id": "acc_x",
        "purposes": "APPOINTMENT",
        "shown": "[]",
        **given,
    }
    return Entry(*columns.values())  # type: ignore[arg-type] # in the order of the fields


def reading(**given: str | int | None) -> Written:
    """Return an entry that is about one record of one contact."""
    made = entry(**given)
    return Written(made, [About("con_x", made.at, made.id, "apt_x", "REASON", secret=False)])


async def act(made: Entry) -> None:
    """Write an entry as an act does: in a transaction of its own, not linked yet."""
    await run(INSERT_ENTRY, *made)


async def run(sql: str, *values: Value) -> None:
    """Run one statement in a transaction of its own."""

    async def work(transaction: Transaction) -> None:
        await transaction.execute(sql, *values)

    await in_transaction(work)


async def unguarded(settings: DatabaseSettings) -> None:
    """Take away what guards the journal, as only an administrator of the database could."""
    if dialect_of(settings.data_url) is Dialect.POSTGRESQL:
        for table in GUARDED:
            await run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'"
    for row in await fetch(names):
        await run(f"DROP TRIGGER {row['name']}")


async def order() -> list[str]:
    """Return the ids of the entries in the order of the chain."""
    rows = await fetch("SELECT entry_id FROM journal_link ORDER BY seq")
    return [row["entry_id"] for row in rows]
