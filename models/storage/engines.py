"""The databases that are open in this process, and the transactions that run on them."""

import asyncio
from typing import Any, Final

from tortoise.context import TortoiseContext

from models.storage.clients import Engine
from models.storage.dialect import Database
from models.storage.errors import StorageMisused


class Opened:
    """What is open; `closing` lets running transactions end and new ones not begin."""

    def __init__(self) -> None:
        self.engines: dict[Database, Engine] = {}
        self.running: set[asyncio.Task[Any]] = set()
        self.closing = False
        self.context: TortoiseContext | None = None


OPENED: Final = Opened()


def engine_of(database: Database) -> Engine:
    """Return an open database; raise when `open_databases` was not awaited."""
    if database not in OPENED.engines:
        raise StorageMisused("the databases are not open: await open_databases(settings) first")
    return OPENED.engines[database]
