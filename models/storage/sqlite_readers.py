"""Query-only connections beside the writer, so that reading never waits for writing."""

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from models.storage.dialect import Row
from models.storage.errors import StorageBusy
from models.storage.sqlite_file import Deadline, SqliteConnection, connected, reader_pragmas, unlike
from models.storage.sqlite_statements import Statements


class Reader:
    """One query-only connection and the deadline of its statement."""

    __slots__ = ("connection", "deadline", "statements")

    def __init__(self, connection: SqliteConnection, deadline: Deadline, limit_s: float) -> None:
        self.connection = connection
        self.deadline = deadline
        self.statements = Statements(connection, deadline, limit_s)


class ReaderPool:
    """A fixed number of readers, given out in the order in which they were asked for."""

    def __init__(
        self, path: str, statement_timeout_s: float, lock_timeout_s: float, wait_timeout_s: float
    ) -> None:
        self._path = path
        self._pragmas = reader_pragmas(lock_timeout_s)
        self.statement_timeout_s = statement_timeout_s
        self._wait_timeout_s = wait_timeout_s
        self._free = asyncio.Semaphore(0)
        self._idle: list[Reader] = []
        self._all: list[Reader] = []

    async def open(self, count: int) -> None:
        """Open the connections; call `close` even when this fails."""
        for _ in range(count):
            deadline = Deadline()
            connection = await connected(self._path, self._pragmas, deadline.passed)
            reader = Reader(connection, deadline, self.statement_timeout_s)
            self._all.append(reader)
            self.give_back(reader)

    async def rows(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """Return the rows of a statement."""
        lease = ReaderLease(self)
        async with lease:
            return await lease.reader.statements.rows(sql, values)

    async def take(self) -> Reader:
        """Wait for a free reader; raise StorageBusy when none comes free in time."""
        if self._free.locked():
            try:
                async with asyncio.timeout(self._wait_timeout_s):
                    await self._free.acquire()
            except TimeoutError:
                raise StorageBusy("every reading connection is busy; try again") from None
        else:
            await self._free.acquire()
        return self._idle.pop()

    def give_back(self, reader: Reader) -> None:
        """Make a reader free again; a statement that its thread has not begun yet stops when it does."""
        reader.deadline.within(0)
        self._idle.append(reader)
        self._free.release()

    def misconfigured(self) -> list[str]:
        """Return what is not in force on a reader."""
        return [f"reader: {fault}" for each in self._all for fault in unlike(each.connection, self._pragmas)]

    async def close(self) -> None:
        """Close every reader, the later ones even if an earlier one fails."""
        closing, self._all, self._idle = self._all, [], []
        results = await asyncio.gather(*(each.connection.close() for each in closing), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result


class ReaderLease:
    """Lends one reader for one statement."""

    __slots__ = ("_pool", "reader")

    def __init__(self, pool: ReaderPool) -> None:
        self._pool = pool

    async def __aenter__(self) -> SqliteConnection:
        self.reader = await self._pool.take()
        self.reader.deadline.within(self._pool.statement_timeout_s)
        return self.reader.connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.reader.statements.abandoned = True
            await self.reader.connection.interrupt()  # nobody waits for its rows any more
        self._pool.give_back(self.reader)
