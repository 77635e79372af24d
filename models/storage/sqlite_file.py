"""One connection to a SQLite file: how it is opened, what must be in force on it, how long it may work."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path
from time import monotonic
from typing import Final

import aiosqlite

_OPERATIONS_BETWEEN_LOOKS = 10_000  # less than a millisecond of work between two looks at the clock
_STATEMENTS_KEPT = 512
_ROWS_AT_ONCE = 64
_PAGES_PER_CHECKPOINT = 1000
_LOG_BYTES_KEPT = 16 * 1024 * 1024

# synchronous 2 is FULL: NORMAL loses the last commits at a power cut. secure_delete overwrites what is
# deleted. temp_store 2 keeps sorting in memory, so nothing lands in a temporary file.
_BOTH: Final[dict[str, str | int]] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
}


def writer_pragmas(lock_timeout_s: float) -> dict[str, str | int]:
    """Return what must be in force on the connection that writes."""
    return _BOTH | {
        "busy_timeout": int(lock_timeout_s * 1000),
        "journal_size_limit": _LOG_BYTES_KEPT,
        "wal_autocheckpoint": _PAGES_PER_CHECKPOINT,
    }


def reader_pragmas(lock_timeout_s: float) -> dict[str, str | int]:
    """Return what must be in force on a connection that reads: it never writes, and never checkpoints.

    Before SQLite 3.51.3 a log that two connections checkpoint at once can be corrupted.
    """
    return _BOTH | {"busy_timeout": int(lock_timeout_s * 1000), "wal_autocheckpoint": 0, "query_only": 1}


class Deadline:
    """When the statement now running on a connection must have ended, on the monotonic clock."""

    __slots__ = ("moment",)

    def __init__(self) -> None:
        self.moment = inf

    def passed(self) -> bool:
        """Tell SQLite to stop, when the moment has come."""
        return monotonic() > self.moment

    def within(self, seconds: float) -> None:
        """Set the moment, in seconds from now."""
        self.moment = monotonic() + seconds


def create_private_file(path: str) -> None:
    """Create the file, readable by its owner only, unless it exists; SQLite's log inherits the mode."""
    if not Path(path).exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


class SqliteConnection(aiosqlite.Connection):
    """A connection with a thread of its own, which the loop's thread may use as well while that one rests."""

    @property
    def here(self) -> sqlite3.Connection:
        """The connection for the loop's own thread; never while a statement runs in the other."""
        return self._conn


async def connected(
    path: str, pragmas: Mapping[str, str | int], stop: Callable[[], bool]
) -> SqliteConnection:
    """Return a connection with these pragmas, whose statements end when `stop` says so."""

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(
            path, isolation_level=None, cached_statements=_STATEMENTS_KEPT, check_same_thread=False
        )
        try:
            made.row_factory = sqlite3.Row
            made.create_function("from_hex", 1, bytes.fromhex, deterministic=True)
            made.set_progress_handler(stop, _OPERATIONS_BETWEEN_LOOKS)
            for name, value in pragmas.items():
                made.execute(f"PRAGMA {name}={value}").close()
        except BaseException:
            made.close()
            raise
        return made

    connection = SqliteConnection(connect, _ROWS_AT_ONCE)
    await connection
    return connection


def unlike(connection: SqliteConnection, pragmas: Mapping[str, str | int]) -> list[str]:
    """Return one sentence per pragma that is not in force, read back from the resting connection."""
    wrong = []
    for name, wanted in pragmas.items():
        [[effective]] = connection.here.execute(f"PRAGMA {name}").fetchall()
        if effective != wanted:
            wrong.append(f"{name} is {effective} and must be {wanted}")
    return wrong
