"""Querysets read beside transactions, and write only inside one."""

import contextlib
from typing import Any

import pytest

from models.directory.operator import Operator
from models.storage.errors import StorageMisused
from models.storage.reading import counting_statements, fetch
from models.storage.transaction import Transaction, in_transaction

BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"
COUNT = "SELECT count(*) AS boxes FROM box"


@pytest.mark.usefixtures("databases")
async def test_querysets_join_the_transaction_they_stand_in() -> None:
    async def work(tx: Transaction) -> None:
        await Operator(id="a", name="A", created_at=1).save()
        await Operator.bulk_create([Operator(id="b", name="B", created_at=1)], using_db=tx.connection)
        await Operator.get_or_create({"name": "C", "created_at": 1}, id="c")
        await Operator.filter(id="c").update(name="D")
        assert [each.name for each in await Operator.all().order_by("id")] == ["A", "B", "D"]
        raise LookupError

    with pytest.raises(LookupError):
        await in_transaction(work)
    assert await Operator.all() == []


@pytest.mark.usefixtures("databases")
@pytest.mark.parametrize(
    "write",
    [
        lambda: Operator(id="a", name="A", created_at=1).save(),
        lambda: Operator.bulk_create([Operator(id="a", name="A", created_at=1)]),
        lambda: Operator.get_or_create({"name": "A", "created_at": 1}, id="a"),
    ],
)
async def test_the_orm_cannot_write_outside_a_transaction(write: Any) -> None:
    with pytest.raises(StorageMisused, match="in_transaction"):
        await write()
    assert await Operator.all() == []


@pytest.mark.usefixtures("databases")
async def test_statements_are_counted_on_every_road() -> None:
    async def work(tx: Transaction) -> None:
        await tx.fetch("SELECT 1 AS one")
        await tx.execute("DELETE FROM operator")
        await tx.executemany("DELETE FROM operator WHERE id = ?", [("a",), ("b",)])
        await Operator(id="a", name="A", created_at=1).save()

    with counting_statements() as seen:
        await fetch("SELECT 2 AS two")
        await Operator.all()
        await in_transaction(work)
    await fetch("SELECT 3 AS three")
    assert [text.split()[0] for text in seen.texts] == [
        "SELECT",
        "SELECT",
        "SELECT",
        "DELETE",
        "DELETE",
        "INSERT",
    ]
    assert len(seen) == 6


@pytest.mark.usefixtures("databases")
@pytest.mark.parametrize(
    "write",
    [
        lambda: Operator(id="a", name="A", created_at=1).save(),
        lambda: Operator.bulk_create([Operator(id="a", name="A", created_at=1)]),
        lambda: Operator.get_or_create({"name": "A", "created_at": 1}, id="a"),
        lambda: Operator.filter(id="o").update(name="A"),
        lambda: Operator.filter(id="o").delete(),
    ],
)
async def test_what_a_queryset_writes_in_a_part_is_undone_with_it(write: Any) -> None:
    async def work(tx: Transaction) -> None:
        await Operator(id="o", name="O", created_at=1).save()
        with contextlib.suppress(LookupError):
            async with tx.part():
                await write()
                raise LookupError

    await in_transaction(work)
    assert [(each.id, each.name) for each in await Operator.all()] == [("o", "O")]
