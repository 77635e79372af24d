"""Where a statement on a SQLite connection runs: on the loop's own thread while it is short, else in another.

To wake the connection's thread and to come back costs ten times as much as a short statement itself. So what
reads is tried where it stands, for two milliseconds at most; what writes a row or so is done there. What
takes longer, what may touch many rows, and whatever waits for the disk runs in the other thread, and the loop
serves others meanwhile.
"""

import re
import sqlite3
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final

from models.storage.dialect import Row, only_reads
from models.storage.sqlite_file import Deadline, SqliteConnection

_SHORT_S: Final = 0.002
_FEW: Final = 100  # rows that are written within that time
_WRITES_LITTLE: Final = re.compile(
    r"\s*(INSERT\b(?!.*\bSELECT\b)|UPDATE\b|SAVEPOINT\b|RELEASE\b|ROLLBACK TO\b)", re.IGNORECASE | re.DOTALL
)


class _Kind(Enum):
    READING = auto()
    SHORT = auto()
    LONG = auto()


@lru_cache(maxsize=4096)
def _kind(sql: str) -> _Kind:
    if only_reads(sql):
        return _Kind.READING
    return _Kind.SHORT if _WRITES_LITTLE.match(sql) else _Kind.LONG


class Statements:
    """Runs the statements of one connection, one at a time, and stops each at its limit."""

    __slots__ = ("_connection", "_deadline", "_limit_s", "abandoned")

    def __init__(self, connection: SqliteConnection, deadline: Deadline, limit_s: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self._limit_s = limit_s
        self.abandoned = False  # a statement whose caller left may still be in the other thread

    async def rows(self, sql: str, values: Sequence[Any]) -> list[Row]:
        """Return the rows of a statement."""
        if _kind(sql) is _Kind.READING and not self.abandoned:
            found = self._rows_here(sql, values)
            if found is not None:
                return found
        self._deadline.within(self._limit_s)
        rows: Any = await self._connection.execute_fetchall(sql, values)
        self.abandoned = False  # its thread takes one after the other
        return _named(rows[0].keys(), rows) if rows else []

    async def affected(self, sql: str, values: Sequence[Any]) -> int:
        """Return how many rows a statement changed."""
        self._deadline.within(self._limit_s)
        if _kind(sql) is _Kind.SHORT and not self.abandoned:
            here = self._connection.here.execute(sql, values)
            here.close()
            return max(here.rowcount, 0)
        cursor = await self._connection.execute(sql, values)
        await cursor.close()
        self.abandoned = False
        return max(cursor.rowcount, 0)

    async def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of values."""
        if _kind(sql) is _Kind.SHORT and len(rows) <= _FEW and not self.abandoned:
            self._connection.here.executemany(sql, rows).close()
            return
        cursor = await self._connection.executemany(sql, rows)
        await cursor.close()
        self.abandoned = False

    async def begin(self) -> None:
        """Begin a transaction that may write; only another process can keep us waiting for that."""
        here = self._connection.here
        if not self.abandoned:
            [(patience,)] = here.execute("PRAGMA busy_timeout").fetchall()
            here.execute("PRAGMA busy_timeout = 0")
            try:
                here.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
            else:
                return
            finally:
                here.execute(f"PRAGMA busy_timeout = {patience}")
        try:
            await self._connection.execute_fetchall("BEGIN IMMEDIATE")
        except BaseException:
            self.abandoned = True  # it may still begin
            raise
        self.abandoned = False

    def _rows_here(self, sql: str, values: Sequence[Any]) -> list[Row] | None:
        """Return the rows of a statement that reads, or None when it is not short."""
        self._deadline.within(_SHORT_S)
        cursor = self._connection.here.cursor()
        cursor.row_factory = None
        try:
            rows = cursor.execute(sql, values).fetchall()
            return _named([column[0] for column in cursor.description], rows)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return None
        finally:
            cursor.close()


def _named(names: Sequence[str], rows: Sequence[Any]) -> list[Row]:
    return [dict(zip(names, row, strict=True)) for row in rows]  # dict(row) looks each name up by search
