"""Transactions that follow each other closely share one commit on SQLite, and nothing but that."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.storage import sqlite_writing, transaction
from models.storage.clients import Engine
from models.storage.dialect import Dialect
from models.storage.engines import engine_of
from models.storage.errors import StatementTooSlow, StorageBusy
from models.storage.reading import fetch
from models.storage.sqlite import SqliteDatabase
from models.storage.transaction import Transaction, in_transaction

BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"
COUNT = "SELECT count(*) AS boxes FROM box"
pytestmark = pytest.mark.usefixtures("shelf")


@pytest.fixture
def engine(dialect: Dialect, shelf: object) -> SqliteDatabase:
    del shelf
    found: Engine = engine_of("data")
    if dialect is not Dialect.SQLITE or not isinstance(found, SqliteDatabase):
        pytest.skip("PostgreSQL shares flushes by itself")
    return found


@pytest.fixture
def commits(engine: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every commit that is made, and what may happen at it."""
    monkeypatch.setattr(sqlite_writing, "_LONGEST_S", 60)  # however slow the machine
    made: list[str] = []
    real = engine.writer.commit

    async def commit() -> None:
        made.append("commit")
        await real()

    monkeypatch.setattr(engine.writer, "commit", commit)
    return made


def adding(name: str, weight: int = 1) -> Callable[[Transaction], Awaitable[int]]:
    return lambda tx: tx.execute(BOX, name, weight)


async def boxes() -> set[str]:
    return {row["id"] for row in await fetch("SELECT id FROM box")}


async def all_of(*works: Callable[[Transaction], Awaitable[Any]]) -> list[Any]:
    return await asyncio.gather(*(in_transaction(work) for work in works), return_exceptions=True)


async def test_many_at_once_are_committed_by_few_and_all_are_there(commits: list[str]) -> None:
    results = await all_of(*(adding(f"b{number}") for number in range(200)))
    assert results == [1] * 200
    assert len(await boxes()) == 200
    assert len(commits) < 100


async def test_who_is_answered_finds_what_he_wrote() -> None:
    async def one(number: int) -> bool:
        await in_transaction(adding(f"b{number}"))
        return f"b{number}" in await boxes()

    assert all(await asyncio.gather(*(one(number) for number in range(50))))


async def test_one_that_fails_between_others_undoes_only_itself(commits: list[str]) -> None:
    async def failing(tx: Transaction) -> None:
        await tx.execute(BOX, "undone", 1)
        raise LookupError

    async def broken(tx: Transaction) -> None:
        await tx.execute(BOX, "undone too", 1)
        await tx.execute(BOX, "undone too", 1)

    first, failed, second, refused, third = await all_of(
        adding("a"), failing, adding("b"), broken, adding("c")
    )
    assert (first, second, third) == (1, 1, 1)
    assert (type(failed).__name__, str(refused)) == ("LookupError", "box_pkey")
    assert await boxes() == {"a", "b", "c"}
    assert len(commits) < 3


async def test_a_commit_for_several_that_fails_is_done_again_by_each_alone(
    engine: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_once(engine, monkeypatch)
    async with engine.writing.alone():  # so that all wait, and come one after the other
        asked = asyncio.ensure_future(all_of(*(adding(f"b{number}") for number in range(5))))
        await asyncio.sleep(0.01)
    assert await asked == [1] * 5
    assert await boxes() == {f"b{number}" for number in range(5)}


async def test_a_commit_for_one_that_fails_is_told(
    engine: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_once(engine, monkeypatch)
    [told] = await all_of(adding("a"))
    assert isinstance(told, sqlite3.OperationalError)
    assert await all_of(adding("b")) == [1]
    assert await boxes() == {"b"}


def failing_once(engine: SqliteDatabase, patch: pytest.MonkeyPatch) -> list[bool]:
    """Let the next commit fail, and no other; the list is empty once it did."""
    patch.setattr(sqlite_writing, "_LONGEST_S", 60)
    real, fails = engine.writer.commit, [True]

    async def commit() -> None:
        if fails:
            fails.pop()
            raise sqlite3.OperationalError("disk I/O error")
        await real()

    patch.setattr(engine.writer, "commit", commit)
    return fails


async def test_one_that_can_never_be_committed_takes_nobody_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "_FIRST_PAUSE_S", 0.0)  # so that all of them come again together
    monkeypatch.setattr(sqlite_writing, "_LONGEST_S", 60)

    async def orphan(tx: Transaction) -> None:
        await tx.execute("INSERT INTO thing (id, box_id) VALUES ('t', 'nowhere')")  # checked at commit

    *added, refused = await all_of(*(adding(f"b{number}") for number in range(20)), orphan)
    assert added == [1] * 20
    assert isinstance(refused, Exception)
    assert len(await boxes()) == 20
    assert await fetch("SELECT id FROM thing") == []


async def test_what_was_refused_for_what_is_not_committed_is_not_told(
    engine: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = failing_once(engine, monkeypatch)

    async def first(tx: Transaction) -> int:
        if not fails:
            raise LookupError  # what it wrote was lost, and it does not write it again
        return await tx.execute(BOX, "only one", 1)

    async def second(tx: Transaction) -> str:
        rows = await tx.fetch("SELECT id FROM box")
        if rows:
            raise PermissionError
        return "first after all"

    async with engine.writing.alone():
        asked = asyncio.ensure_future(all_of(first, second))
        await asyncio.sleep(0.01)
    lost, told = await asked
    assert isinstance(lost, LookupError)
    assert told == "first after all"


async def test_a_statement_that_sqlite_undoes_everything_for_takes_the_others_along_and_they_come_again(
    engine: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.statements, "_limit_s", 0.2)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'x' || i, 1 FROM n"

    async def slow(tx: Transaction) -> None:
        await tx.execute(f"INSERT INTO box (id, weight) {endless}")

    first, stopped, last = await all_of(adding("a"), slow, adding("b"))
    assert (first, last) == (1, 1)
    assert isinstance(stopped, StatementTooSlow | StorageBusy)
    assert await boxes() == {"a", "b"}


async def test_a_long_one_does_not_keep_those_before_it_waiting_for_ever(engine: SqliteDatabase) -> None:
    del engine
    release = asyncio.Event()

    async def long(tx: Transaction) -> None:
        await tx.execute(BOX, "long", 1)
        await release.wait()

    before = asyncio.create_task(in_transaction(adding("before")))
    after = asyncio.create_task(in_transaction(long))
    await asyncio.sleep(0.1)
    release.set()
    assert await before == 1
    await after
    assert await boxes() == {"before", "long"}
