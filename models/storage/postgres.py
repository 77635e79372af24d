"""PostgreSQL as a Tortoise engine: a pool that only reads outside transactions."""

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import NestedTransactionContext, TransactionContext

from models.storage.clients import SILENT, CountedClient, ReadingClient, Turns, swallowed
from models.storage.counting import note
from models.storage.dialect import Dialect, Row, Value, bound, render
from models.storage.errors import StorageBusy, StorageMisused
from models.storage.migration_file import MigrationFile
from models.storage.postgres_migration import apply_next_to_postgres
from models.storage.postgres_server import server_faults, session_settings

_NETWORK_GRACE_S = 5  # beyond the server's own limit: then the network is gone, not the statement slow


class PostgresDatabase(ReadingClient, AsyncpgDBClient):
    """One PostgreSQL database: querysets and raw reads are read-only, `begin` opens a writing transaction."""

    dialect = Dialect.POSTGRESQL

    def __init__(
        self,
        dsn: str,
        connection_name: str,
        pool: int,
        statement_timeout_s: float,
        lock_timeout_s: float,
        wait_timeout_s: float,
    ) -> None:
        super().__init__(connection_name=connection_name)
        self.log = SILENT
        self._dsn = dsn
        self._pool_size = pool
        self._command_timeout_s = statement_timeout_s + _NETWORK_GRACE_S
        self._wait_timeout_s = wait_timeout_s
        self.server_settings = session_settings(statement_timeout_s, lock_timeout_s)
        self._in_doubt: set[int] = set()

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001 - Tortoise's signature
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=1,
            max_size=self._pool_size,
            command_timeout=self._command_timeout_s,
            server_settings=self.server_settings,
            reset=self._synchronised,
        )
        await self._post_connect()

    def acquire_connection(self) -> "_Lease":  # type: ignore[override]  # the same protocol, without a base
        return _Lease(self)

    async def take(self) -> Any:
        """Wait for a pooled connection; raise StorageBusy when none comes free in time."""
        if self._pool is None:
            raise StorageMisused("the database is closed")
        try:
            async with asyncio.timeout(self._wait_timeout_s):
                return await self._pool.acquire()
        except TimeoutError:
            raise StorageBusy("every connection is busy; try again") from None

    async def give_back(self, connection: Any, *, in_doubt: bool = False) -> None:
        """Return a connection to the pool; `in_doubt`: its last statement did not come to its end."""
        if in_doubt and not connection.is_closed():
            self._in_doubt.add(connection.get_server_pid())
        if self._pool is not None:
            await self._pool.release(connection)

    async def _synchronised(self, connection: Any) -> None:
        """Do nothing, which saves a round trip: no statement of ours changes its session.

        But a statement that is cancelled after asyncpg prepared it leaves a transaction open that only the
        server knows of, and the next BEGIN would fail in it: any statement of its own ends it.
        """
        process = connection.get_server_pid()
        if process in self._in_doubt:
            self._in_doubt.discard(process)
            await connection.execute("SELECT")

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        note(sql)
        async with _Lease(self) as connection:
            return await _rows(connection, sql, values)

    async def begin(self, withdrawn: Callable[[], bool]) -> "PostgresTransaction":
        connection = await self.take()
        try:
            _stop_if(withdrawn())
            await connection.execute("BEGIN READ WRITE")
            return PostgresTransaction(self, connection)
        except BaseException:
            await self.undo_and_release(connection)
            raise

    async def undo_and_release(self, connection: Any) -> None:
        """Leave no transaction open, and give the connection back even if that fails."""
        try:
            if not connection.is_closed() and connection.is_in_transaction():
                await connection.execute("ROLLBACK")
        except BaseException:
            connection.terminate()  # in doubt it must not serve anybody else
            raise
        finally:
            await self.give_back(connection)

    async def apply_next(self, files: Sequence[MigrationFile]) -> str | None:
        return await apply_next_to_postgres(self._dsn, files)

    async def marks(self) -> dict[str, str]:
        (found,) = await self.rows("SELECT to_regclass('migration') IS NOT NULL AS known", ())
        rows = await self.rows("SELECT name, checksum FROM migration", ()) if found["known"] else []
        return {row["name"]: row["checksum"] for row in rows}

    async def misconfigured(self) -> list[str]:
        return await server_faults(self.rows, self.server_settings)

    async def truncate_log(self) -> None:
        """Do nothing: on PostgreSQL vacuum and the archive's own retention decide."""


class _Lease:
    """Lends a pooled connection for one statement."""

    __slots__ = ("_connection", "_database")

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    async def __aenter__(self) -> Any:
        self._connection = await self._database.take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._database.give_back(self._connection, in_doubt=error is not None)


class _Turn:
    """Lends the transaction's connection to one of its statements."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: "PostgresTransaction") -> None:
        self._transaction = transaction

    async def __aenter__(self) -> Any:
        await self._transaction.turns.take()
        return self._transaction.held

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transaction.turns.give_back()


class PostgresTransaction(CountedClient, TransactionWrapper):
    """One pooled connection, while one transaction lasts."""

    def __init__(
        self, owner: PostgresDatabase, connection: Any, turns: Turns | None = None, depth: int = 0
    ) -> None:
        super().__init__(owner)
        self.fetch_inserted = owner.fetch_inserted
        self.owner = owner
        self.held = self._connection = connection
        self.turns = turns or Turns()
        self._savepoint = f"nested_{depth}"
        self._depth = depth

    def acquire_connection(self) -> _Turn:  # type: ignore[override]  # the same protocol, without a base
        return _Turn(self)

    def _in_transaction(self) -> TransactionContext:
        nested = PostgresTransaction(self.owner, self.held, self.turns, self._depth + 1)
        nested.before_write = self.before_write
        return NestedTransactionContext(nested)

    async def savepoint(self) -> None:
        await self.begin_parts()  # outside of this one, or they would end with it
        await self._say("SAVEPOINT")

    async def savepoint_rollback(self) -> None:
        await self._say("ROLLBACK TO")

    async def release_savepoint(self) -> None:
        await self._say("RELEASE")

    async def _say(self, verb: str) -> None:
        async with _Turn(self) as connection:
            await connection.execute(f"{verb} {self._savepoint}")

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        note(sql)
        async with _Turn(self) as connection:
            return await _rows(connection, sql, values)

    async def affected(self, sql: str, values: Sequence[Value]) -> int:
        note(sql)
        async with _Turn(self) as connection:
            outcome = await connection.execute(
                render(sql, Dialect.POSTGRESQL), *bound(values, Dialect.POSTGRESQL)
            )
        count = outcome.rpartition(" ")[2]  # "UPDATE 3", "INSERT 0 1", but also "CREATE TABLE"
        return int(count) if count.isdigit() else 0

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        note(sql)
        async with _Turn(self) as connection:
            values = [bound(row, Dialect.POSTGRESQL) for row in rows]
            await connection.executemany(render(sql, Dialect.POSTGRESQL), values)

    async def undo_part(self, depth: int) -> None:
        await self.affected(f"ROLLBACK TO SAVEPOINT part_{depth}", ())

    async def finish(self, *, commit: bool) -> None:
        try:
            await self.turns.end()
            if commit and await self.held.execute("COMMIT") != "COMMIT":
                raise swallowed()
        finally:
            await self.owner.undo_and_release(self.held)


def _stop_if(withdrawn: bool) -> None:  # noqa: FBT001 - its only argument
    if withdrawn:
        raise asyncio.CancelledError


async def _rows(connection: Any, sql: str, values: Sequence[Value]) -> list[Row]:
    found = await connection.fetch(render(sql, Dialect.POSTGRESQL), *bound(values, Dialect.POSTGRESQL))
    return [dict(row) for row in found]


client_class = PostgresDatabase
