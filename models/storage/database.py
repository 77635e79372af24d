"""Opening and closing the two databases: *data*, and *keys* beside it so that backups of one lack the other.

Order at start: `open_databases` (effective settings are read back and checked), then `migrate` for each
database, or `pending` to refuse serving what is not migrated; then serve; at the end `close_databases`.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import asyncpg
from tortoise import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext

from models.storage.dialect import Database, Dialect
from models.storage.engines import OPENED, engine_of
from models.storage.errors import StorageMisconfigured, StorageMisused
from models.storage.registry import MODEL_MODULES

_NAMES: Final[tuple[Database, ...]] = ("data", "keys")
_LONGEST_WAIT_S: Final = 30.0
_SQLITE_PREFIX: Final = "sqlite://"


@dataclass(frozen=True)
class DatabaseSettings:
    """Where the databases are and how they are used.

    Attributes:
        data_url: `sqlite:///absolute.db`, `sqlite://relative.db` or
            `postgresql://user:password@host/name?host=/socket/folder`.
        keys_url: the same for the keys; never the same database.
        readers: query-only connections beside the writer of a SQLite file.
        pool: connections to PostgreSQL at most.
        workers: processes serving the same databases; more than one needs PostgreSQL.
        statement_timeout_s: a statement is stopped after so many seconds.
        lock_timeout_s: how long a statement waits for a row or for another process.
        wait_timeout_s: how long a caller waits for a connection of ours.
    """

    data_url: str = field(repr=False)
    keys_url: str = field(repr=False)
    readers: int = 4
    pool: int = 10
    workers: int = 1
    statement_timeout_s: float = 5
    lock_timeout_s: float = 2
    wait_timeout_s: float = 10


def dialect_of(url: str) -> Dialect:
    """Return which database a URL names."""
    if url.startswith(_SQLITE_PREFIX):
        return Dialect.SQLITE
    if url.startswith(("postgresql://", "postgres://")):
        return Dialect.POSTGRESQL
    raise StorageMisconfigured("a database URL must start with sqlite:// or postgresql://")


async def open_databases(settings: DatabaseSettings, modules: Sequence[str] = MODEL_MODULES) -> None:
    """Open both databases for this process, with Tortoise usable from every task of it.

    Raises:
        StorageMisconfigured: a setting is refused, or not in force when read back; nothing stays open.
        StorageMisused: they are open already.
    """
    if OPENED.engines:
        raise StorageMisused("the databases are open already: await close_databases() first")
    _refuse_unsafe(settings)
    EXECUTOR_CACHE.clear()  # Tortoise keeps statements by connection name, whatever dialect it had before
    context = TortoiseContext()
    with context:  # only while it is built: afterwards every task finds it as the global fallback
        await context.init(config=_tortoise_config(settings, modules), _enable_global_fallback=True)
    OPENED.context = context
    try:
        for name in _NAMES:
            OPENED.engines[name] = await _opened(name, context.connections.get(name))
        await _refuse_ineffective()
    except BaseException:
        await close_databases()
        raise


async def close_databases() -> None:
    """Wait for running transactions, then close every connection; safe to await twice.

    A transaction still running after half a minute is cancelled and undone.
    """
    OPENED.closing = True
    try:
        await _drain()
    finally:
        context, OPENED.context = OPENED.context, None
        OPENED.engines.clear()
        OPENED.closing = False
        if context is not None:
            await context.close_connections()


async def truncate_log(database: Database = "data") -> None:
    """After an erasure: leave nothing of what was overwritten in SQLite's write-ahead log.

    Raises:
        StorageBusy: a reader still uses the log; ask again.
    """
    await engine_of(database).truncate_log()


async def _drain() -> None:
    if OPENED.running:
        _, late = await asyncio.wait(OPENED.running, timeout=_LONGEST_WAIT_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _opened(name: Database, client: BaseDBAsyncClient) -> Any:
    try:
        await client.create_connection(with_db=True)
    except (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = type(error).__name__
    else:
        return client
    raise StorageMisconfigured(
        f"{name} cannot be opened ({reason}): check its URL, and that it is there to open"
    )


def _refuse_unsafe(settings: DatabaseSettings) -> None:
    if _place(settings.data_url) == _place(settings.keys_url):
        raise StorageMisconfigured("the keys need a database of their own: an erasure destroys them there")
    dialects = {dialect_of(settings.data_url), dialect_of(settings.keys_url)}
    if settings.workers > 1 and Dialect.SQLITE in dialects:
        raise StorageMisconfigured("several workers need PostgreSQL for both databases; use one worker")
    if min(settings.readers, settings.pool, settings.workers) < 1:
        raise StorageMisconfigured("readers, pool and workers are at least 1")


def _place(url: str) -> str:
    return str(Path(url.removeprefix(_SQLITE_PREFIX)).resolve()) if url.startswith(_SQLITE_PREFIX) else url


async def _refuse_ineffective() -> None:
    faults = [f"{name}: {fault}" for name in _NAMES for fault in await engine_of(name).misconfigured()]
    if faults:
        raise StorageMisconfigured("not in force: " + "; ".join(faults))


def _tortoise_config(settings: DatabaseSettings, modules: Sequence[str]) -> dict[str, Any]:
    return {
        "connections": {
            "data": _connection(settings, settings.data_url),
            "keys": _connection(settings, settings.keys_url),
        },
        "apps": {"models": {"models": list(modules), "default_connection": "data"}},
    }


def _connection(settings: DatabaseSettings, url: str) -> dict[str, Any]:
    limits = {
        "statement_timeout_s": settings.statement_timeout_s,
        "lock_timeout_s": settings.lock_timeout_s,
        "wait_timeout_s": settings.wait_timeout_s,
    }
    if dialect_of(url) is Dialect.POSTGRESQL:
        credentials = {"dsn": url, "pool": settings.pool, **limits}
        return {"engine": "models.storage.postgres", "credentials": credentials}
    path = url.removeprefix(_SQLITE_PREFIX)
    if not path or ":memory:" in path or "?" in path:
        raise StorageMisconfigured(
            "a SQLite URL names a file and nothing else, such as sqlite:///var/paravent.db"
        )
    credentials = {"file_path": path, "readers": settings.readers, **limits}
    return {"engine": "models.storage.sqlite", "credentials": credentials}
