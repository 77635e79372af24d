"""Applies one migration to a PostgreSQL database, on a connection of its own."""

from collections.abc import Sequence
from typing import Any, Final

import asyncpg

from models.storage.migration_file import MigrationFile, still_pending

_LOCK: Final = 0x50617261_76656E74  # any number will do, as long as every migrator takes the same
_SESSION: Final = {
    "application_name": "paravent migrate",
    "client_connection_check_interval": "1s",  # when we are killed, the server stops what we had it do
    "synchronous_commit": "on",
}
_MARKS: Final = """CREATE TABLE IF NOT EXISTS migration (
    name TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"""
_MARK: Final = (
    "INSERT INTO migration (name, checksum, applied_at) VALUES ($1, $2, extract(epoch FROM now())::bigint)"
)


async def apply_next_to_postgres(dsn: str, files: Sequence[MigrationFile]) -> str | None:
    """Apply the first pending migration and its mark in one transaction.

    Returns:
        Its name, or None when nothing is pending.
    """
    connection = await asyncpg.connect(dsn, server_settings=_SESSION)
    try:
        async with connection.transaction():
            return await _apply_next(connection, files)
    finally:
        await connection.close()


async def _apply_next(connection: Any, files: Sequence[MigrationFile]) -> str | None:
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
    await connection.execute("SET LOCAL lock_timeout = '10s'")  # rather fail than stop every reader behind us
    await connection.execute(_MARKS)
    applied = {row["name"]: row["checksum"] for row in await connection.fetch("SELECT * FROM migration")}
    for file in still_pending(files, applied)[:1]:
        await connection.execute(file.text)  # whole: the server splits it, function bodies included
        await connection.execute(_MARK, file.name, file.checksum)
        return file.name
    return None
