"""SQLite as a Tortoise engine: many readers, one writer whose transactions begin IMMEDIATE."""

import asyncio
from collections.abc import Callable, Sequence
from math import inf
from types import TracebackType
from typing import cast

import aiosqlite
from tortoise.backends.base.client import NestedTransactionContext, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

from models.storage.clients import SILENT, CountedClient, ReadingClient, Turns, swallowed
from models.storage.counting import note
from models.storage.dialect import Dialect, Row, Value, bound, render
from models.storage.errors import StorageBusy, StorageMisused
from models.storage.migration_file import MigrationFile
from models.storage.sqlite_file import (
    Deadline,
    SqliteConnection,
    connected,
    create_private_file,
    unlike,
    writer_pragmas,
)
from models.storage.sqlite_migration import apply_next_to_sqlite
from models.storage.sqlite_readers import ReaderLease, ReaderPool
from models.storage.sqlite_statements import Statements
from models.storage.sqlite_writing import Writing


class SqliteDatabase(ReadingClient, SqliteClient):
    """One SQLite file: querysets and raw reads use its readers, `begin` its only writer."""

    dialect = Dialect.SQLITE

    def __init__(
        self,
        file_path: str,
        connection_name: str,
        readers: int,
        statement_timeout_s: float,
        lock_timeout_s: float,
        wait_timeout_s: float,
    ) -> None:
        super().__init__(file_path, connection_name=connection_name)
        self.log = SILENT
        self.pragmas = writer_pragmas(lock_timeout_s)
        self.statement_timeout_s = statement_timeout_s
        self.deadline = Deadline()
        self._wait_timeout_s = wait_timeout_s
        self._reader_count = readers
        self._readers = ReaderPool(file_path, statement_timeout_s, lock_timeout_s, wait_timeout_s)

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001 - Tortoise's signature
        create_private_file(self.filename)
        try:
            writer = await connected(self.filename, self.pragmas, self.deadline.passed)
            self._connection = writer
            self.statements = Statements(writer, self.deadline, self.statement_timeout_s)
            self.writing = Writing(writer, self.statements, self._wait_timeout_s)
            await self._readers.open(self._reader_count)
        except BaseException:
            await self.close()
            raise
        await self._post_connect()

    async def close(self) -> None:
        try:
            await self._readers.close()  # before the writer: the last to close checkpoints the log
        finally:
            if self._connection:
                await self._connection.close()
                self._connection = None

    def acquire_connection(self) -> ReaderLease:  # type: ignore[override]  # the same protocol, without a base
        return ReaderLease(self._readers)

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        note(sql)
        return await self._readers.rows(render(sql, Dialect.SQLITE), bound(values, Dialect.SQLITE))

    @property
    def writer(self) -> SqliteConnection:
        """The only connection that writes."""
        if self._connection is None:
            raise StorageMisused("the database is closed")
        return cast(SqliteConnection, self._connection)

    async def begin(self, withdrawn: Callable[[], bool]) -> "SqliteTransaction":
        await self.writing.take_turn()
        if withdrawn():
            self.writing.pass_on()
            raise asyncio.CancelledError
        try:
            await self.writing.begin()
            return SqliteTransaction(self)
        except BaseException:
            self.writing.pass_on()
            raise

    async def apply_next(self, files: Sequence[MigrationFile]) -> str | None:
        return await asyncio.to_thread(apply_next_to_sqlite, self.filename, files)

    async def marks(self) -> dict[str, str]:
        known = await self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'", ())
        rows = await self.rows("SELECT name, checksum FROM migration", ()) if known else []
        return {row["name"]: row["checksum"] for row in rows}

    async def misconfigured(self) -> list[str]:
        faults = [f"writer: {fault}" for fault in unlike(self.writer, self.pragmas)]
        return faults + self._readers.misconfigured()

    async def truncate_log(self) -> None:
        async with self.writing.alone():
            self.deadline.within(inf)
            found = await self.writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        (blocked, _, _) = (*found,)[0]
        if blocked:
            raise StorageBusy("a reader still uses the log; try again")


class _Turn:
    """Lends the writer to one statement of a transaction."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: "SqliteTransaction") -> None:
        self._transaction = transaction

    async def __aenter__(self) -> aiosqlite.Connection:
        await self._transaction.turns.take()
        self._transaction.database.deadline.within(self._transaction.database.statement_timeout_s)
        return self._transaction.writer

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transaction.database.deadline.within(inf)
        if error is not None:
            self._transaction.turns.broken = True
            self._transaction.database.statements.abandoned = True
        self._transaction.turns.give_back()


class SqliteTransaction(CountedClient, SqliteTransactionWrapper):
    """The writer, while one transaction lasts."""

    def __init__(self, parent: "SqliteDatabase | SqliteTransaction") -> None:
        super().__init__(parent)
        if isinstance(parent, SqliteTransaction):
            self.database: SqliteDatabase = parent.database
            self.turns: Turns = parent.turns
            self.before_write = parent.before_write
        else:
            self.database, self.turns = parent, Turns()
        self.writer: aiosqlite.Connection = self._connection

    def acquire_connection(self) -> _Turn:  # type: ignore[override]  # the same protocol, without a base
        return _Turn(self)

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(SqliteTransaction(self))

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        note(sql)
        async with _Turn(self):
            rendered, values = render(sql, Dialect.SQLITE), bound(values, Dialect.SQLITE)
            return await self.database.statements.rows(rendered, values)

    async def affected(self, sql: str, values: Sequence[Value]) -> int:
        note(sql)
        async with _Turn(self):
            rendered, values = render(sql, Dialect.SQLITE), bound(values, Dialect.SQLITE)
            return await self.database.statements.affected(rendered, values)

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        note(sql)
        async with _Turn(self):
            values = [bound(row, Dialect.SQLITE) for row in rows]
            await self.database.statements.many(render(sql, Dialect.SQLITE), values)

    async def savepoint(self) -> None:
        await self.begin_parts()  # outside of this one, or they would end with it
        await super().savepoint()

    async def savepoint_rollback(self) -> None:
        await super().savepoint_rollback()
        self.turns.broken = False

    async def undo_part(self, depth: int) -> None:
        await self.affected(f"ROLLBACK TO SAVEPOINT part_{depth}", ())
        self.turns.broken = False

    async def finish(self, *, commit: bool) -> None:
        whole = False
        try:
            await self.turns.end()
            whole = self.writer.in_transaction and not self.turns.broken
        finally:
            await self.database.writing.end(keep=commit and whole)
        if commit and not whole:
            raise swallowed()


client_class = SqliteDatabase
