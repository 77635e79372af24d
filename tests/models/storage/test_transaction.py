"""A transaction is whole, alone and bounded, whatever its work does."""

import asyncio
import contextlib
from typing import Any

import asyncpg
import pytest

from models.storage import transaction
from models.storage.dialect import LOCK_ROWS
from models.storage.errors import ConstraintBroken, StorageBusy, StorageMisused, WriteConflict
from models.storage.reading import counting_statements, fetch
from models.storage.transaction import Transaction, in_transaction

BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"
COUNT = "SELECT count(*) AS boxes FROM box"


async def _boxes() -> int:
    return int((await fetch(COUNT))[0]["boxes"])


def _adding(name: str) -> Any:
    async def work(tx: Transaction) -> int:
        return await tx.execute(BOX, name, 1)

    return work


@pytest.mark.usefixtures("shelf")
async def test_what_work_returns_is_committed() -> None:
    assert await in_transaction(_adding("b")) == 1
    assert await fetch("SELECT id, weight FROM box") == [{"id": "b", "weight": 1}]


@pytest.mark.usefixtures("shelf")
async def test_whatever_work_raises_undoes_all_of_it() -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "b", 1)
        raise LookupError

    with pytest.raises(LookupError):
        await in_transaction(work)
    assert await _boxes() == 0


@pytest.mark.usefixtures("shelf")
async def test_a_part_is_undone_alone() -> None:
    async def part(tx: Transaction, first: str, second: str, error: Exception | None = None) -> None:
        async with tx.part():
            await tx.execute(BOX, first, 1)
            await tx.execute(BOX, second, 1)
            if error:
                raise error

    async def work(tx: Transaction) -> str | None:
        await tx.execute(BOX, "kept", 1)
        await part(tx, "kept too", "and this")
        with pytest.raises(LookupError):
            await part(tx, "undone", "and this one", LookupError())
        with pytest.raises(ConstraintBroken) as refused:
            await part(tx, "undone too", "kept")
        await tx.execute(BOX, "last", 1)
        return refused.value.constraint_name

    assert await in_transaction(work) == "box_pkey"
    assert {row["id"] for row in await fetch("SELECT id FROM box")} == {
        "kept",
        "kept too",
        "and this",
        "last",
    }


@pytest.mark.usefixtures("shelf")
async def test_a_failure_that_the_work_hides_is_not_committed() -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "b", 1)
        with contextlib.suppress(Exception):
            await tx.execute(BOX, "b", 1)

    with pytest.raises(StorageMisused, match="part"):
        await in_transaction(work)
    assert await _boxes() == 0


@pytest.mark.usefixtures("shelf")
async def test_rows_changed_are_counted_without_cascades() -> None:
    async def fill(tx: Transaction) -> None:
        await tx.executemany(BOX, [("a", 1), ("b", 2)])
        await tx.executemany("INSERT INTO thing (id, box_id) VALUES (?, 'a')", [("t1",), ("t2",)])

    async def work(tx: Transaction) -> tuple[int, int, int]:
        changed = await tx.execute("UPDATE box SET weight = 3")
        missed = await tx.execute("UPDATE box SET weight = 3 WHERE id = ?", "c")
        return changed, missed, await tx.execute("DELETE FROM box WHERE id = ?", "a")

    await in_transaction(fill)
    assert await in_transaction(work) == (2, 0, 1)
    assert await fetch("SELECT id FROM thing") == []


@pytest.mark.usefixtures("shelf")
async def test_a_transaction_inside_a_transaction_is_refused_at_once() -> None:
    async def outer(_: Transaction) -> None:
        await in_transaction(_adding("inner"))

    with pytest.raises(StorageMisused, match="inside a transaction"):
        await in_transaction(outer)


@pytest.mark.usefixtures("shelf")
async def test_keys_may_be_written_inside_data_and_never_the_reverse() -> None:
    async def nothing(_: Transaction) -> str:
        return "done"

    async def data(_: Transaction) -> str:
        return await in_transaction(nothing, database="keys")

    async def keys(_: Transaction) -> str:
        return await in_transaction(nothing)

    assert await in_transaction(data) == "done"
    with pytest.raises(StorageMisused, match="data first"):
        await in_transaction(keys, database="keys")


@pytest.mark.usefixtures("shelf")
async def test_a_conflict_is_tried_again_five_times_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "_FIRST_PAUSE_S", 0.0)
    runs: list[int] = []

    async def work(tx: Transaction) -> int:
        runs.append(await tx.execute(BOX, "b", len(runs)))
        if len(runs) < 6:
            raise WriteConflict
        return len(runs)

    assert await in_transaction(work) == 6
    assert await fetch("SELECT weight FROM box") == [{"weight": 5}]
    runs.clear()

    async def hopeless(_: Transaction) -> None:
        runs.append(1)
        raise WriteConflict

    with pytest.raises(StorageBusy) as busy:
        await in_transaction(hopeless)
    assert len(runs) == 6
    assert type(busy.value) is StorageBusy


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("error", [asyncpg.SerializationError, asyncpg.DeadlockDetectedError])
async def test_a_conflict_of_the_server_is_tried_again(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "_FIRST_PAUSE_S", 0.0)
    raised = [error("in the way")]

    async def work(_: Transaction) -> str:
        if raised:
            raise raised.pop()
        return "second run"

    assert await in_transaction(work) == "second run"


@pytest.mark.usefixtures("shelf")
async def test_any_other_failure_is_not_tried_again() -> None:
    runs = []

    async def work(_: Transaction) -> None:
        runs.append(1)
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        await in_transaction(work)
    assert runs == [1]


@pytest.mark.usefixtures("shelf")
async def test_writers_of_one_row_wait_for_each_other() -> None:
    async def one_more(tx: Transaction) -> None:
        (row,) = await tx.fetch(f"SELECT weight FROM box WHERE id = 'b' {LOCK_ROWS}")
        await asyncio.sleep(0)
        await tx.execute("UPDATE box SET weight = ? WHERE id = 'b'", row["weight"] + 1)

    await in_transaction(_adding("b"))
    await asyncio.gather(*(in_transaction(one_more) for _ in range(50)))
    assert await fetch("SELECT weight FROM box") == [{"weight": 51}]


@pytest.mark.usefixtures("shelf")
async def test_parts_inside_parts_are_undone_to_where_each_began_and_no_further() -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "around", 1)
        async with tx.part():
            with contextlib.suppress(LookupError):
                async with tx.part():
                    await tx.execute(BOX, "inner", 1)
                    raise LookupError
            await tx.execute(BOX, "outer", 1)
            async with tx.part():
                await tx.execute(BOX, "inner and kept", 1)
        with contextlib.suppress(LookupError):
            async with tx.part():
                await tx.execute(BOX, "undone", 1)
                async with tx.part():
                    await tx.execute(BOX, "undone inside", 1)
                raise LookupError

    await in_transaction(work)
    rows = await fetch("SELECT id FROM box ORDER BY id")
    assert [row["id"] for row in rows] == ["around", "inner and kept", "outer"]


@pytest.mark.usefixtures("shelf")
async def test_a_part_that_only_reads_sets_no_savepoint() -> None:
    async def work(tx: Transaction) -> None:
        with contextlib.suppress(LookupError):
            async with tx.part():
                await tx.fetch("SELECT id FROM box")
                raise LookupError
        await tx.execute(BOX, "kept", 1)

    with counting_statements() as count:
        await in_transaction(work)
    assert count.texts == ["SELECT id FROM box", BOX]
    assert await _boxes() == 1


@pytest.mark.usefixtures("shelf")
async def test_every_kind_of_write_inside_a_part_is_undone_with_it() -> None:
    async def work(tx: Transaction) -> None:
        for write in (
            lambda: tx.execute(BOX, "b", 1),
            lambda: tx.executemany(BOX, [("b", 1)]),
            lambda: tx.fetch(f"{BOX} RETURNING id", "b", 1),
        ):
            with contextlib.suppress(LookupError):
                async with tx.part():
                    await write()
                    raise LookupError

    await in_transaction(work)
    assert await _boxes() == 0
