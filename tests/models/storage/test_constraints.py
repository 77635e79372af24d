"""What a rule of the database refuses has one name on both dialects, and quotes no value."""

import traceback

import pytest

from models.storage.dialect import Value
from models.storage.errors import ConstraintBroken
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

pytestmark = pytest.mark.usefixtures("shelf")
SECRET = "Mme-Lefevre"
BOX = "INSERT INTO box (id, weight) VALUES (?, ?)"
THING = "INSERT INTO thing (id, box_id, label, place) VALUES (?, ?, ?, ?)"


async def _refused(sql: str, *values: Value) -> ConstraintBroken:
    async def work(tx: Transaction) -> None:
        await tx.execute(BOX, "b", 1)
        await tx.execute(THING, "t", "b", SECRET, 1)
        await tx.execute(sql, *values)

    with pytest.raises(ConstraintBroken) as refused:
        await in_transaction(work)
    assert await fetch("SELECT id FROM box") == []
    return refused.value


@pytest.mark.parametrize(
    ("name", "sql", "values"),
    [
        ("box_pkey", BOX, ("b", 1)),
        ("thing_label_key", THING, ("u", "b", SECRET, 2)),
        ("one_thing_per_place", THING, ("u", "b", None, 1)),
        ("weight_not_negative", BOX, ("c", -1)),
        ("too_heavy", BOX, ("c", 1001)),
        (None, BOX, ("c", None)),
        (None, THING, ("u", "nowhere", None, 2)),
    ],
)
async def test_a_broken_rule_has_the_same_name_everywhere(
    name: str | None, sql: str, values: tuple[Value, ...]
) -> None:
    assert (await _refused(sql, *values)).constraint_name == name


async def test_a_broken_rule_quotes_no_stored_value() -> None:
    refused = await _refused(THING, "u", "b", SECRET, 2)
    assert SECRET not in "".join(traceback.format_exception(refused))
    assert refused.__cause__ is None
    assert refused.__context__ is None
