"""Cursors: they open for the caller and the query that they were sealed for, and in one form only."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import Function
from permissions.caller import ANONYMOUS, Caller
from permissions.cursor import BadCursor, Position, open_cursor, seal_cursor
from tests.permissions.records import seen_by

SECRET, OTHER_SECRET = b"s" * 32, b"t" * 32
CALLER = seen_by(Function.PARTNER_SITE, "par_1").caller
POSITIONS = st.lists(st.integers(0, 2**53) | st.text(max_size=20), max_size=3)


@given(POSITIONS)
def test_a_cursor_gives_back_its_position_and_is_the_same_each_time(position: Position) -> None:
    cursor = seal_cursor(SECRET, CALLER, "query", position)
    assert open_cursor(SECRET, CALLER, "query", cursor) == position
    assert seal_cursor(SECRET, CALLER, "query", position) == cursor
    assert "=" not in cursor


@given(POSITIONS, st.data())
def test_a_cursor_with_any_character_changed_taken_or_put_in_is_refused(
    position: Position, data: st.DataObject
) -> None:
    cursor = seal_cursor(SECRET, CALLER, "query", position)
    at = data.draw(st.integers(0, len(cursor)))
    more = data.draw(st.text(max_size=4))
    altered = cursor[:at] + more + cursor[at + data.draw(st.integers(0, 4)) :]
    if altered != cursor:
        with pytest.raises(BadCursor):
            open_cursor(SECRET, CALLER, "query", altered)


def test_a_cursor_is_read_in_one_spelling() -> None:
    cursor = seal_cursor(SECRET, CALLER, "query", [1, "\u00ff" * 40])
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for other in (base64.b64encode(raw).decode(), cursor + "=", f" {cursor}", f"{cursor}\n"):
        with pytest.raises(BadCursor):
            open_cursor(SECRET, CALLER, "query", other)


@given(st.text(max_size=200))
def test_whatever_text_is_sent_is_refused_alike(text: str) -> None:
    with pytest.raises(BadCursor) as refused:
        open_cursor(SECRET, CALLER, "query", text)
    assert (refused.value.code, refused.value.key, refused.value.params) == ("BAD_USER_INPUT", "cursor", {})


@pytest.mark.parametrize(
    ("secret", "caller", "query"),
    [
        (OTHER_SECRET, CALLER, "query"),
        (SECRET, CALLER, "query2"),
        (SECRET, CALLER, ""),
        (SECRET, seen_by(Function.PARTNER_SITE, "par_2").caller, "query"),
        (SECRET, seen_by(Function.PROFESSIONAL, "par_1").caller, "query"),
        (SECRET, ANONYMOUS, "query"),
    ],
    ids=["secret", "query", "no query", "party", "function", "nobody"],
)
def test_a_cursor_opens_for_its_own_caller_and_query_only(secret: bytes, caller: Caller, query: str) -> None:
    cursor = seal_cursor(SECRET, CALLER, "query", [1])
    with pytest.raises(BadCursor):
        open_cursor(secret, caller, query, cursor)
