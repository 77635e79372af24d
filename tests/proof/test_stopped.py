"""Two workers on PostgreSQL, one of them stopped in the middle of a transaction."""

import asyncio
import signal
from pathlib import Path
from time import perf_counter, time
from typing import Any

import asyncpg
import pytest

from models.storage.database import DatabaseSettings, close_databases, open_databases
from tests.proof.audit import audit
from tests.proof.server import Server, open_shop, serving, times
from tests.proof.test_kill import BOOK, Desk

LOCK_TIMEOUT_S = 2
LOCKED = """
SELECT COUNT(*) FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()
"""


@pytest.mark.prove
@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
async def test_the_other_worker_says_busy_in_time_and_books_once_the_stopped_one_goes_on(
    database_settings: DatabaseSettings, tmp_path: Path
) -> None:
    await open_databases(database_settings)
    shop = await open_shop(database_settings, tmp_path)
    await close_databases()
    wanted = times(3000)
    async with (
        serving(shop, tmp_path / "one.log") as stopped,
        serving(shop, tmp_path / "other.log") as other,
    ):
        desk = Desk(shop, wanted[:2000])
        hands = [asyncio.create_task(desk.work(stopped)) for _ in range(4)]
        await _stop_inside_a_transaction(stopped, database_settings.data_url)

        start = perf_counter()
        refused = await other.ask(BOOK, desk.asked(wanted[2500]))
        waited = perf_counter() - start
        desk.wanted.clear()
        stopped.signal(signal.SIGCONT)
        await asyncio.gather(*hands)
        again = await other.ask(BOOK, desk.asked(wanted[2500]))

    assert [each["code"] for each in refused["errors"]] == ["BUSY_TRY_AGAIN"]
    assert waited < LOCK_TIMEOUT_S * 2 + 1, "a second try may wait for the lock, and no third"
    assert again["errors"] == []
    assert all(_done(answer) for answer in desk.answered.values())
    await open_databases(database_settings)
    assert await audit(int(time())) == {}
    await close_databases()


async def _stop_inside_a_transaction(server: Server, url: str) -> None:
    """Stop the server at an instant when one of its transactions is open and stays so."""
    watcher = await asyncpg.connect(url)
    try:
        for _ in range(200):
            await asyncio.sleep(0.05)
            server.signal(signal.SIGSTOP)
            await asyncio.sleep(0.1)
            if await watcher.fetchval(LOCKED):
                return
            server.signal(signal.SIGCONT)
    finally:
        await watcher.close()
    raise AssertionError("no transaction was open whenever the server was stopped")


def _done(answer: dict[str, Any]) -> bool:
    return {each["code"] for each in answer["errors"]} <= {"BUSY_TRY_AGAIN"}
