"""The databases that work is measured on: SQLite files, and a PostgreSQL that the tests bring along."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg

from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage.migrate import migrate
from tests.support.postgres import running_server, with_database

NAMES = ("bench_data", "bench_keys")


@contextmanager
def stores(folder: Path) -> Iterator[dict[str, DatabaseSettings]]:
    """Yield where each kind of store is; without a PostgreSQL to run, SQLite alone."""
    sqlite = DatabaseSettings(f"sqlite://{folder}/data.db", f"sqlite://{folder}/keys.db")
    with running_server() as url:
        found = {"SQLite": sqlite}
        if url is not None:
            data, keys = (with_database(url, name) for name in NAMES)
            found["PostgreSQL"] = DatabaseSettings(data, keys)
        yield found


@asynccontextmanager
async def opened(settings: DatabaseSettings) -> AsyncIterator[None]:
    """Open databases, and close them whatever happens."""
    await open_databases(settings)
    try:
        yield
    finally:
        await close_databases()


async def migrated(settings: DatabaseSettings) -> None:
    """Make new databases with all tables."""
    await _made_anew(settings)
    async with opened(settings):
        await migrate("data")
        await migrate("keys")


async def _made_anew(settings: DatabaseSettings) -> None:
    if settings.data_url.startswith("sqlite"):
        return
    server = await asyncpg.connect(with_database(settings.data_url, "postgres"))
    try:
        for name in NAMES:
            await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            await server.execute(f"CREATE DATABASE {name}")
    finally:
        await server.close()
