"""The hash of an entry depends on everything in it, and on everything before it."""

import hashlib
from typing import Any

import pytest

from models.journal.entry import CANONICAL, START, Entry, canonical, linked
from models.storage.reading import fetch
from tests.support.journal import act

ENTRY = Entry("jou_a", 7, "READ", "r", "c", "p", "f", "party", "acc", "CARE", "WHY", "[]", "req")


def hashed(entry: Entry) -> bytes:
    return linked(START, canonical(entry))


def test_the_canonical_form_is_the_columns_in_order() -> None:
    assert canonical(ENTRY) == "jou_a|7|READ|r|c|p|f|party|acc|CARE|WHY|[]|req".replace("|", "\x1f")
    assert canonical(ENTRY._replace(reason=None)).count("\x1f\x1e\x1f") == 1


def test_a_link_is_the_hash_of_what_was_before_and_the_entry() -> None:
    assert hashed(ENTRY) == hashlib.sha256(bytes(32) + canonical(ENTRY).encode()).digest()


@pytest.mark.parametrize("column", Entry._fields)
def test_no_column_can_change_unseen(column: str) -> None:
    other: dict[str, Any] = {column: 8 if column == "at" else "other"}
    changed = ENTRY._replace(**other)
    assert hashed(changed) != hashed(ENTRY)


def test_what_was_before_cannot_change_unseen() -> None:
    assert linked(bytes(31) + b"\1", canonical(ENTRY)) != hashed(ENTRY)


def test_columns_cannot_borrow_from_each_other() -> None:
    with pytest.raises(ValueError, match="separator"):
        canonical(ENTRY._replace(verb="READ\x1fr", record_id=""))
    moved = ENTRY._replace(reason="", shown="WHY[]")
    assert canonical(moved) != canonical(ENTRY)
    assert canonical(ENTRY._replace(reason="")) != canonical(ENTRY._replace(reason=None))


@pytest.mark.usefixtures("databases")
async def test_the_databases_write_the_same_form() -> None:
    written = [
        ENTRY,
        ENTRY._replace(id="jou_b", at=-(2**40), record_id=None, contact_id=None, reason="é'\" ", shown=None),
        ENTRY._replace(id="jou_c", purposes="", request_id=None, professional_id=None),
    ]
    for each in written:
        await act(each)
    rows = await fetch(f"SELECT {CANONICAL} AS text FROM journal j ORDER BY j.id")
    assert [row["text"] for row in rows] == [canonical(each) for each in written]
