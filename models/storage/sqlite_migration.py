"""Applies one migration to a SQLite file, on a connection of its own."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

from models.storage.errors import StorageMisconfigured
from models.storage.migration_file import MigrationFile, still_pending

_OTHER_MIGRATOR_S: Final = 60
_MARKS: Final = """CREATE TABLE IF NOT EXISTS migration (
    name TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"""


def apply_next_to_sqlite(path: str, files: Sequence[MigrationFile]) -> str | None:
    """Apply the first pending migration and its mark in one transaction.

    Returns:
        Its name, or None when nothing is pending.

    Raises:
        StorageMisconfigured: the migration would leave a row that refers to nothing; nothing changed.
    """
    connection = sqlite3.connect(path, timeout=_OTHER_MIGRATOR_S, isolation_level=None)
    with closing(connection), _alone(connection):
        connection.execute(_MARKS)
        applied = dict(connection.execute("SELECT name, checksum FROM migration"))
        for file in still_pending(files, applied)[:1]:
            _apply(connection, file)
            return file.name
    return None


@contextmanager
def _alone(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep other migrators out; foreign keys rest, for with them a rebuilt parent deletes its children."""
    connection.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _apply(connection: sqlite3.Connection, file: MigrationFile) -> None:
    for statement in file.statements():
        connection.execute(statement)
    orphaned = {row[0] for row in connection.execute("PRAGMA foreign_key_check")}
    if orphaned:
        raise StorageMisconfigured(
            f"{file.name} leaves rows without their parent in {', '.join(sorted(orphaned))}"
        )
    connection.execute(
        "INSERT INTO migration (name, checksum, applied_at) VALUES (?, ?, unixepoch())",
        (file.name, file.checksum),
    )
