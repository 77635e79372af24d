"""What was taken in the past costs nothing today: neither a look at taken time nor the guard reads it."""

import sqlite3
from contextlib import closing

import pytest

from models.storage.database import DatabaseSettings
from models.storage.dialect import Dialect, Row, Value, bound, render
from models.storage.transaction import Transaction, in_transaction
from resolvers.booking.taken import claims_of
from tests.factories import DAY, HOUR, NOW, claim, small_world

PAST = 3000
INSERT = "INSERT INTO claim (id, owner_id, starts_at, ends_at, state) VALUES (?, ?, ?, ?, 'TAKEN')"


async def steps_of(settings: DatabaseSettings, owner_id: str) -> int:
    """Return how many steps SQLite takes to find what is taken in an hour, and to take the next."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with closing(sqlite3.connect(settings.data_url.removeprefix("sqlite://"))) as database:
        database.row_factory = sqlite3.Row

        async def fetch(sql: str, *values: Value) -> list[Row]:
            found = database.execute(render(sql, Dialect.SQLITE), bound(values, Dialect.SQLITE))
            return [dict(row) for row in found]

        database.execute("SELECT id FROM claim").fetchone()  # what is read once for a connection
        database.set_progress_handler(step, 1)
        [[taken]] = (await claims_of(fetch, [owner_id], NOW, NOW + HOUR)).values()
        database.execute(INSERT, ("next", owner_id, NOW + HOUR, NOW + 2 * HOUR))
        database.rollback()
    assert taken.start == NOW
    return steps


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_long_past_takes_no_more_steps_than_none(databases: DatabaseSettings) -> None:
    world = await small_world()
    await claim(world.doctor, starts_at=NOW, ends_at=NOW + HOUR)
    without = await steps_of(databases, world.doctor)

    async def work(transaction: Transaction) -> None:
        past = [(f"past{day}", world.doctor, NOW - day * DAY, NOW - day * DAY + 60) for day in range(1, PAST)]
        await transaction.executemany(INSERT, past)

    await in_transaction(work)
    assert await steps_of(databases, world.doctor) < without + 50
