"""Brings a database to the tables this program needs: numbered files of plain SQL, one folder per dialect.

Await `open_databases` first: the effective settings are checked before anything is changed. Each file is
one transaction together with its mark, so a crash leaves a file either applied and marked, or neither;
a second migrator waits and then finds nothing to do. A process that does not migrate refuses to serve
while `pending` returns names.
"""

from pathlib import Path
from typing import Final

from models.storage.clients import Engine
from models.storage.dialect import Database
from models.storage.engines import engine_of
from models.storage.migration_file import MigrationFile, read_folder, still_pending
from models.storage.refusals import refusal

_MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"


async def migrate(database: Database, folder: Path | None = None) -> list[str]:
    """Apply what is pending and return the names applied, in order.

    Args:
        database: which of the two databases.
        folder: holds `NNNN_name.sql`; by default the program's own for this database and dialect.

    Raises:
        StorageMisconfigured: an applied file was edited, the database is newer than the program, or a
            file is not acceptable; whatever was pending from there on is not applied.
    """
    files = _files(database, folder)
    applied = []
    while name := await _apply_next(engine_of(database), files):
        applied.append(name)
    return applied


async def pending(database: Database, folder: Path | None = None) -> list[str]:
    """Return the names that `migrate` would apply; raise as it would."""
    marks = await engine_of(database).marks()
    return [file.name for file in still_pending(_files(database, folder), marks)]


async def _apply_next(engine: Engine, files: list[MigrationFile]) -> str | None:
    try:
        return await engine.apply_next(files)
    except Exception as error:
        problem = await refusal(error, engine.rows)
        if problem is None:
            raise
    raise problem


def _files(database: Database, folder: Path | None) -> list[MigrationFile]:
    return read_folder(folder or _MIGRATIONS / database / engine_of(database).dialect)
