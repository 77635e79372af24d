"""The database itself lets nobody change the journal, nor remove what is younger than 180 days."""

import time

import pytest

from models.journal.journal import Journal
from models.storage.database import DatabaseSettings, dialect_of
from models.storage.dialect import Dialect
from models.storage.errors import ConstraintBroken
from tests.support.journal import entry, reading, run
from tests.support.rows import rows_of

TABLES = ("journal", "journal_about", "journal_link", "journal_checkpoint")
DAY = 86_400
CHECKPOINT = (
    "INSERT INTO journal_checkpoint (seq, hash, at) SELECT seq, hash, 0 FROM journal_link WHERE seq = ?"
)


async def refused(sql: str, *values: str | int) -> None:
    before = {table: await rows_of(table) for table in TABLES}
    with pytest.raises(ConstraintBroken) as broken:
        await run(sql, *values)
    assert broken.value.constraint_name == "journal_append_only"
    assert {table: await rows_of(table) for table in TABLES} == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET verb = 'READ'",
        "UPDATE journal SET at = 0",
        "DELETE FROM journal",
        "UPDATE journal_about SET secret = NOT secret",
        "DELETE FROM journal_about",
        "UPDATE journal_link SET seq = seq + 10",
        "UPDATE journal_link SET entry_id = 'x'",
        "DELETE FROM journal_link",
    ],
)
@pytest.mark.usefixtures("databases")
async def test_nothing_is_changed_or_removed(sql: str) -> None:
    await Journal().write([reading(), reading()])
    await refused(sql)


async def test_nothing_is_replaced_or_truncated(databases: DatabaseSettings) -> None:
    await Journal().write([reading()])
    if dialect_of(databases.data_url) is Dialect.POSTGRESQL:
        for table in TABLES:
            await refused(f"TRUNCATE {table}")
        return
    [row] = await rows_of("journal")
    columns = ", ".join(row)
    await refused(
        f"INSERT OR REPLACE INTO journal ({columns}) SELECT {columns.replace('verb', repr('x'))} FROM journal"
    )
    others = columns.replace("id, ", "", 1).replace(", written", "")
    await refused(f"INSERT OR REPLACE INTO journal (id, {others}) SELECT id, {others} FROM journal")
    await refused(
        f"INSERT OR REPLACE INTO journal (id, {others}, written) SELECT 'x', {others}, written FROM journal"
    )
    await refused("INSERT OR REPLACE INTO journal_link (seq, entry_id, hash) VALUES (1, 'x', 'y')")


@pytest.mark.usefixtures("databases")
async def test_what_is_old_may_go_by_the_clock_of_the_database() -> None:
    now = int(time.time())
    old, young = entry(at=now - 181 * DAY), entry(at=now - 179 * DAY)
    await Journal().write([reading(id=old.id, at=old.at), reading(id=young.id, at=young.at)])
    await refused("DELETE FROM journal WHERE id = ?", young.id)
    await refused("DELETE FROM journal_link WHERE seq = 1")
    await refused(CHECKPOINT, 2)
    await run(CHECKPOINT, 1)
    await refused("UPDATE journal_checkpoint SET at = 1")
    await refused("DELETE FROM journal_checkpoint")
    await run("DELETE FROM journal_link WHERE seq = 1")
    await run("DELETE FROM journal WHERE id = ?", old.id)
    await run("DELETE FROM journal_about WHERE entry_id = ?", old.id)
    await refused("DELETE FROM journal_link WHERE seq = 2")
    assert [row["id"] for row in await rows_of("journal")] == [young.id]
