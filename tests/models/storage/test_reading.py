"""Raw reads see what is committed, never wait for a writer, and cannot write."""

import asyncio

import pytest

from models.storage.dialect import among, listed
from models.storage.errors import StorageMisused
from models.storage.reading import fetch, fetch_keys
from models.storage.transaction import Transaction, in_transaction

pytestmark = pytest.mark.usefixtures("shelf")
BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"


async def _fill(tx: Transaction) -> None:
    await tx.executemany(BOX, [(f"b{number}", number) for number in range(5)])


@pytest.mark.parametrize(
    ("test", "values", "found"),
    [
        (among("id"), listed(["b1", "b3", "nowhere"]), ["b1", "b3"]),
        (among("id"), listed([]), []),
        (among("weight", "integer"), listed([0, 4]), ["b0", "b4"]),
        (f"NOT {among('id')}", listed(["b0", "b1", "b2"]), ["b3", "b4"]),
    ],
)
async def test_a_list_is_bound_as_one_value(test: str, values: object, found: list[str]) -> None:
    await in_transaction(_fill)
    rows = await fetch(f"SELECT id FROM box WHERE {test} ORDER BY id", values)  # type: ignore[arg-type]
    assert [row["id"] for row in rows] == found


async def test_bytes_come_back_as_they_went_in_and_can_be_listed() -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "b", 1)
        for name, payload in (("t1", b"\x00'\xff"), ("t2", b""), ("t3", None)):
            await tx.execute("INSERT INTO thing (id, box_id, payload) VALUES (?, 'b', ?)", name, payload)

    await in_transaction(work)
    sql = f"SELECT id, payload FROM thing WHERE {among('payload', 'blob')} ORDER BY id"
    assert await fetch(sql, listed([b"\x00'\xff", b"", b"other"])) == [
        {"id": "t1", "payload": b"\x00'\xff"},
        {"id": "t2", "payload": b""},
    ]


async def test_a_question_mark_in_a_text_is_no_placeholder() -> None:
    rows = await fetch("SELECT '?' AS a, ? AS b -- why?\n /* really? */", "c")
    assert rows == [{"a": "?", "b": "c"}]


async def test_readers_do_not_wait_for_an_open_write() -> None:
    wrote, done = asyncio.Event(), asyncio.Event()

    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "unseen", 1)
        wrote.set()
        await done.wait()

    writer = asyncio.create_task(in_transaction(work))
    await wrote.wait()
    async with asyncio.timeout(2):
        results = await asyncio.gather(*(fetch("SELECT id FROM box") for _ in range(100)))
    assert results == [[]] * 100
    done.set()
    await writer
    assert await fetch("SELECT id FROM box") == [{"id": "unseen"}]


@pytest.mark.parametrize(
    "sql", [BOX.replace("?, ?", "'b', 1"), "DELETE FROM box", "CREATE TABLE other (id TEXT)"]
)
async def test_a_raw_read_cannot_write(sql: str) -> None:
    await in_transaction(_fill)
    with pytest.raises(StorageMisused, match="in_transaction"):
        await fetch(sql)
    assert len(await fetch("SELECT id FROM box")) == 5


async def test_a_read_beside_the_open_transaction_is_refused() -> None:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "b", 1)
        await fetch_keys("SELECT 1 AS one")
        await fetch("SELECT id FROM box")

    with pytest.raises(StorageMisused, match=r"transaction\.fetch"):
        await in_transaction(work)


async def test_a_cancelled_read_gives_its_connection_back() -> None:
    async def dropped() -> None:
        task = asyncio.create_task(fetch("SELECT count(*) FROM box"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for _ in range(200):
        await dropped()
    async with asyncio.timeout(2):
        assert await asyncio.gather(*(fetch("SELECT 1 AS one") for _ in range(50))) == [[{"one": 1}]] * 50


LONG = """SELECT count(*) AS found FROM (
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n) AS m"""


@pytest.mark.parametrize("inside", [False, True])
async def test_a_long_read_keeps_nobody_else_waiting(*, inside: bool) -> None:
    served = 0

    async def others() -> None:
        nonlocal served
        while True:
            await asyncio.sleep(0)
            served += 1

    serving = asyncio.create_task(others())
    found = await (in_transaction(lambda tx: tx.fetch(LONG)) if inside else fetch(LONG))
    serving.cancel()
    assert found == [{"found": 300_000}]
    assert served > 20


async def test_after_a_read_whose_caller_left_the_same_connection_answers_the_next() -> None:
    for _ in range(20):
        left = [asyncio.create_task(fetch(LONG)) for _ in range(4)]
        await asyncio.sleep(0.005)
        for each in left:
            each.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        async with asyncio.timeout(5):
            assert await fetch("SELECT 1 AS one") == [{"one": 1}]
