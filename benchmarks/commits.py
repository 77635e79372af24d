"""One-row commits by the driver alone: each flushed by itself, the limit of a store that shares nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiosqlite
import asyncpg

Doing = Callable[[int], Awaitable[object]]


@asynccontextmanager
async def bare_commits(data_url: str, hands: int) -> AsyncIterator[Doing]:
    """Yield a write of one row in a transaction of its own, over the driver, as durable as the product's."""
    if data_url.startswith("sqlite://"):
        async with aiosqlite.connect(data_url.removeprefix("sqlite://"), isolation_level=None) as connection:
            await connection.execute("PRAGMA synchronous = FULL")
            await connection.execute("PRAGMA busy_timeout = 5000")
            yield _on_sqlite(connection)
    else:
        async with asyncpg.create_pool(data_url, min_size=hands, max_size=hands) as pool:
            yield _on_postgres(pool)


def _on_sqlite(connection: aiosqlite.Connection) -> Doing:
    alone = asyncio.Lock()

    async def write(number: int) -> None:
        async with alone:
            await connection.execute("BEGIN IMMEDIATE")
            await connection.execute("INSERT INTO bare (number) VALUES (?)", (number,))
            await connection.commit()

    return write


def _on_postgres(pool: asyncpg.Pool) -> Doing:
    async def write(number: int) -> None:
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute("INSERT INTO bare (number) VALUES ($1)", number)

    return write
