"""A read that is cancelled at any moment leaves its connection fit for the next transaction."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from models.storage.database import DatabaseSettings
from models.storage.dialect import Dialect
from models.storage.engines import engine_of
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

pytestmark = pytest.mark.usefixtures("databases")


async def written() -> int:
    async def work(transaction: Transaction) -> int:
        return await transaction.execute("DELETE FROM operator WHERE id = ?", "nobody")

    return await in_transaction(work)


async def test_a_transaction_begins_after_a_read_that_was_only_prepared() -> None:
    engine: Any = engine_of("data")
    if engine.dialect is Dialect.SQLITE:
        pytest.skip("only asyncpg prepares in a round trip of its own")
    with suppress(asyncio.CancelledError):
        async with engine.acquire_connection() as connection:
            await connection.prepare("SELECT id FROM operator")
            raise asyncio.CancelledError

    assert await written() == 0


async def test_a_transaction_begins_whenever_reads_before_it_were_cancelled(
    databases: DatabaseSettings,
) -> None:
    assert databases.pool > 1
    for moment in range(60):
        read = asyncio.create_task(fetch(f"SELECT {moment} AS number FROM operator"))
        for _ in range(moment % 12):
            await asyncio.sleep(0)
        read.cancel()
        await asyncio.wait([read])
        assert await written() == 0
