"""Opening what a deployment stores, for as long as it serves or does one thing."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from models.sealing.keys import KeyRing, open_keyring
from models.storage.database import close_databases, open_databases
from models.storage.dialect import Database
from models.storage.migrate import pending
from resolvers.directory.founding import founded_operator
from schema.settings import Misconfigured, Settings

DATABASES: Final[tuple[Database, ...]] = ("data", "keys")


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[KeyRing]:
    """Open databases and key ring, and close them whatever happens; refuse what is not migrated."""
    await open_databases(settings.databases)
    try:
        for database in DATABASES:
            if waiting := await pending(database):
                raise Misconfigured(f"{database} lacks {', '.join(waiting)}: python app.py migrate")
        yield await open_keyring(settings.master_keys, int(time.time()))
    finally:
        await close_databases()


async def operator_id() -> str:
    """Return the id of the operator; refuse a deployment that has none, or whose rules contradict."""
    try:
        return await founded_operator()
    except ValueError as refused:
        raise Misconfigured(str(refused)) from refused
