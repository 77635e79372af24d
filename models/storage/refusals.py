"""Reads what a driver's exception means, so that nobody else needs to know the drivers."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import asyncpg
from tortoise.exceptions import BaseORMException

from models.storage.dialect import Row, Value
from models.storage.errors import (
    ConstraintBroken,
    StatementTooSlow,
    StorageError,
    StorageMisused,
    WriteConflict,
)

Rows = Callable[[str, Sequence[Value]], Awaitable[list[Row]]]

# serialization failure, deadlock, lock not available
_CONFLICTS: Final = {"40001", "40P01", "55P03", sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_STOPPED: Final = {"57014", sqlite3.SQLITE_INTERRUPT}
_READ_ONLY: Final = {"25006", sqlite3.SQLITE_READONLY}
_PRIMARY_CODE: Final = 0xFF  # SQLite keeps the family of an error in the low byte
_FOREIGN_KEY: Final = "23503"
_INDEXES: Final = """
    SELECT list.name, list.origin, group_concat(info.name, ',') AS columns
    FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info
    WHERE list."unique" GROUP BY list.name, list.origin
"""


async def refusal(error: Exception, rows: Rows) -> StorageError | None:
    """Return our word for what the database refused, or None for an error that is not its own.

    Args:
        error: what a driver, or Tortoise around it, raised.
        rows: reads the schema, to name a broken SQLite constraint as PostgreSQL would.
    """
    cause = _driver_error(error)
    code = _code(cause)
    if code in _CONFLICTS:
        return WriteConflict("another transaction was in the way; try again")
    if code in _STOPPED or isinstance(cause, TimeoutError):
        return StatementTooSlow("a statement passed its time limit; try again, or ask for less")
    if code in _READ_ONLY:
        return StorageMisused("a write outside a transaction: pass the work to in_transaction")
    if isinstance(cause, asyncpg.IntegrityConstraintViolationError):
        return ConstraintBroken(None if code == _FOREIGN_KEY else cause.constraint_name)
    if isinstance(cause, sqlite3.IntegrityError):
        return ConstraintBroken(await _sqlite_constraint(cause, rows))
    return None


def _driver_error(error: Exception) -> Exception:
    wrapped = error.args[0] if isinstance(error, BaseORMException) and error.args else None
    return wrapped if isinstance(wrapped, Exception) else error


def _code(error: Exception) -> str | int | None:
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate)
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY_CODE


async def _sqlite_constraint(error: sqlite3.IntegrityError, rows: Rows) -> str | None:
    subject = str(error).partition(" constraint failed: ")[2]
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return str(error)
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_CHECK:
        return subject if subject.isidentifier() else None
    if not str(error).startswith("UNIQUE"):
        return None
    named = re.fullmatch(r"index '(\w+)'", subject)
    return named[1] if named else await _unique_name(subject, rows)


async def _unique_name(subject: str, rows: Rows) -> str:
    table = subject.partition(".")[0]
    columns = [column.rpartition(".")[2] for column in subject.split(", ")]
    for index in await rows(_INDEXES, (table,)):
        if sorted(index["columns"].split(",")) == sorted(columns) and index["origin"] != "pk":
            return str(index["name"]) if index["origin"] == "c" else f"{table}_{'_'.join(columns)}_key"
    return f"{table}_pkey"
