"""Whoever is cancelled, and wherever, the next write is served."""

import asyncio
from typing import Any

import pytest

from models.storage.clients import OpenTransaction
from models.storage.database import close_databases
from models.storage.engines import OPENED, engine_of
from models.storage.errors import StorageMisused
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"
COUNT = "SELECT count(*) AS boxes FROM box"


def _adding(name: str) -> Any:
    async def work(tx: Transaction) -> int:
        return await tx.execute(BOX, name, 1)

    return work


async def _still_serves() -> None:
    async with asyncio.timeout(5):
        await asyncio.gather(*(in_transaction(_adding(f"after-{number}")) for number in range(20)))
        assert len(await fetch("SELECT id FROM box WHERE id LIKE 'after-%'")) == 20


@pytest.mark.usefixtures("shelf")
async def test_a_caller_cancelled_at_any_step_does_not_wedge_the_writer() -> None:
    async def dropped(steps: int) -> None:
        caller = asyncio.create_task(in_transaction(_adding(f"dropped-{steps}")))
        for _ in range(steps % 25):
            await asyncio.sleep(0)
        caller.cancel()
        await asyncio.gather(caller, return_exceptions=True)

    await asyncio.gather(*(dropped(steps) for steps in range(300)))
    await _still_serves()


@pytest.mark.usefixtures("shelf")
async def test_work_whose_caller_left_before_it_began_never_runs() -> None:
    wrote, done = asyncio.Event(), asyncio.Event()

    async def long(tx: Transaction) -> None:
        await tx.execute(BOX, "first", 1)
        wrote.set()
        await done.wait()

    before = asyncio.create_task(in_transaction(long))
    await wrote.wait()
    waiting = [asyncio.create_task(in_transaction(_adding(f"dropped-{number}"))) for number in range(50)]
    await asyncio.sleep(0)
    for caller in waiting:
        caller.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    done.set()
    await asyncio.gather(before, *OPENED.running, return_exceptions=True)
    assert {row["id"] for row in await fetch("SELECT id FROM box")} == {"first"}


@pytest.mark.usefixtures("shelf")
async def test_a_task_cancelled_inside_begin_gives_the_writer_back() -> None:
    for steps in range(40):  # as a server does that stops in the middle of everything
        begin = asyncio.create_task(engine_of("data").begin(lambda: False))
        for _ in range(steps):
            await asyncio.sleep(0)
        if not begin.cancel():
            await (await begin).finish(commit=False)
        await asyncio.gather(begin, return_exceptions=True)
    await _still_serves()


@pytest.mark.usefixtures("shelf")
async def test_a_begin_that_fails_gives_the_writer_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> OpenTransaction:
        raise ConnectionError

    module = type(engine_of("data")).__module__
    name = "SqliteTransaction" if module.endswith("sqlite") else "PostgresTransaction"
    with monkeypatch.context() as broken:
        broken.setattr(f"{module}.{name}", closed)
        for _ in range(15):
            with pytest.raises(ConnectionError):
                await in_transaction(_adding("b"))
    await _still_serves()


@pytest.mark.usefixtures("shelf")
async def test_a_task_that_outlives_its_transaction_cannot_write_into_another() -> None:
    release, tasks = asyncio.Event(), []

    async def straggle(tx: Transaction) -> int:
        await release.wait()
        return await tx.execute(BOX, "straggler", 1)

    async def spawning(tx: Transaction) -> None:
        tasks.append(asyncio.create_task(straggle(tx)))

    async def other(tx: Transaction) -> None:
        await tx.execute(BOX, "other", 1)
        release.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    await in_transaction(spawning)
    await in_transaction(other)
    with pytest.raises(StorageMisused, match="outlive"):
        await tasks[0]
    assert await fetch("SELECT id FROM box") == [{"id": "other"}]


@pytest.mark.usefixtures("shelf")
async def test_closing_waits_for_what_runs_and_lets_nothing_begin() -> None:
    started, ended = asyncio.Event(), asyncio.Event()
    outcome: list[int] = []

    async def slow(tx: Transaction) -> None:
        started.set()
        await ended.wait()
        outcome.append(await tx.execute(BOX, "slow", 1))

    caller = asyncio.create_task(in_transaction(slow))
    await started.wait()
    caller.cancel()
    closing = asyncio.create_task(close_databases())
    await asyncio.sleep(0)
    with pytest.raises(StorageMisused, match="closing"):
        await in_transaction(_adding("late"))
    ended.set()
    await closing
    assert outcome == [1]
    with pytest.raises(StorageMisused, match="not open"):
        await in_transaction(_adding("later"))
    assert not OPENED.running
