"""What both kinds of database client share: counting, silence in logs, one statement at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Any, Final, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionContext

from models.storage.counting import note
from models.storage.dialect import Database, Dialect, Row, Value, only_reads
from models.storage.errors import StorageMisused
from models.storage.migration_file import MigrationFile

SILENT: Final = logging.getLogger("paravent.statements")  # Tortoise would log every bound value
SILENT.disabled = True

inside: ContextVar[frozenset[Database]] = ContextVar("inside", default=frozenset())


class OpenTransaction(Protocol):
    """One transaction on one connection; also the Tortoise client to pass as `using_db`."""

    before_write: Callable[[], Awaitable[None]] | None

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        """Return the rows of a statement."""

    async def affected(self, sql: str, values: Sequence[Value]) -> int:
        """Return how many rows a statement changed."""

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run a statement once per row of values."""

    async def undo_part(self, depth: int) -> None:
        """Go back to the savepoint of a part; the transaction is whole again."""

    async def finish(self, *, commit: bool) -> None:
        """End the transaction and give its connection back, whatever happens."""


class Engine(Protocol):
    """One opened database."""

    dialect: Dialect

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        """Return the rows of a statement run outside any transaction."""

    async def begin(self, withdrawn: Callable[[], bool]) -> OpenTransaction:
        """Wait for a writing connection and start a transaction on it, unless nobody wants it any more."""

    async def apply_next(self, files: Sequence[MigrationFile]) -> str | None:
        """Apply the first pending migration and return its name, or None."""

    async def marks(self) -> dict[str, str]:
        """Return the checksums of the applied migrations by name."""

    async def misconfigured(self) -> list[str]:
        """Return what the effective settings lack, one sentence each."""

    async def truncate_log(self) -> None:
        """Make sure that what was overwritten is not left in the database's log."""


class CountedClient(BaseDBAsyncClient):
    """Counts what Tortoise sends, and tells of a write before it is sent."""

    before_write: Callable[[], Awaitable[None]] | None = None

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        await self._told(query)
        return await super().execute_insert(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        await self._told(query)
        await super().execute_many(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        await self._told(query)
        return await super().execute_query(query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        await self._told(query)
        return await super().execute_query_dict(query, values)

    async def _told(self, query: str) -> None:
        note(query)
        if not only_reads(query):
            await self.begin_parts()

    async def begin_parts(self) -> None:
        """Let the database know of the parts that something is about to be written in."""
        if self.before_write is not None:
            await self.before_write()


class ReadingClient(CountedClient):
    """A client outside any transaction: it reads, and refuses every road by which Tortoise writes."""

    async def execute_insert(self, query: str, values: list[Any]) -> Any:  # noqa: ARG002 - Tortoise's
        raise _unprotected()

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:  # noqa: ARG002 - Tortoise's
        raise _unprotected()

    async def execute_script(self, query: str) -> None:  # noqa: ARG002 - Tortoise's signature
        raise _unprotected()

    def _in_transaction(self) -> TransactionContext:
        raise _unprotected()


def _unprotected() -> StorageMisused:
    return StorageMisused("a write outside a transaction: pass the work to models.storage in_transaction")


def swallowed() -> StorageMisused:
    """Return the refusal to commit after a failure that the work hid; PostgreSQL would quietly roll back."""
    return StorageMisused("a statement failed and the work went on: put what may fail in transaction.part()")


class Turns:
    """Lets the statements of one transaction pass one at a time, and none after its end."""

    __slots__ = ("_lock", "_over", "broken")

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._over = False
        self.broken = False  # a statement failed and nothing was undone since

    async def take(self) -> None:
        """Wait for the connection; raise when the transaction has ended meanwhile."""
        await self._lock.acquire()
        if self._over:
            self._lock.release()
            raise StorageMisused("this transaction is over: a task started inside one must not outlive it")

    async def end(self) -> None:
        """Wait for the last statement and let none follow."""
        async with self._lock:
            self._over = True

    def give_back(self) -> None:
        """Let the next statement pass."""
        self._lock.release()
