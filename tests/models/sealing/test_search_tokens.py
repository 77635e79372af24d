"""Search tokens find what was stored behind one wall, and nothing behind another."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sealing.errors import Unsearchable
from models.sealing.search_tokens import SearchKind, SearchTokens, kinds_of
from models.sealing.values import Birth, Identity, PostalAddress, Reach

SEARCH = SearchTokens(bytes(32))
WALL = "pro_1"
IDENTITY = Identity("Lefèvre", None, "Camille")
REACH = Reach("06 12 34 56 78", "Camille@Example.org", PostalAddress(city="Dijon"))
BIRTH = Birth(date(1980, 2, 3))
LETTERS = st.text(st.sampled_from("abcdefghijklmnopéèüœ '-"), min_size=3, max_size=12)


def _finds(stored: Identity | Reach | Birth, kind: SearchKind, text: str, wall: str = WALL) -> bool:
    tokens = {token.token for token in SEARCH.tokens_of(WALL, stored) if token.kind is kind}
    return SEARCH.query_tokens(wall, kind, text) <= tokens


@pytest.mark.parametrize(
    ("stored", "kind", "text"),
    [
        (IDENTITY, SearchKind.NAME, "camille lefevre"),
        (REACH, SearchKind.PHONE, "+33612345678"),
        (REACH, SearchKind.PHONE, "0612345678"),
        (REACH, SearchKind.EMAIL, "camille@example.org"),
        (BIRTH, SearchKind.BIRTH, "1980-02-03"),
    ],
)
def test_a_value_is_found_behind_its_wall_only(
    stored: Identity | Reach | Birth, kind: SearchKind, text: str
) -> None:
    assert _finds(stored, kind, text)
    assert not _finds(stored, kind, text, wall="pro_2")


@pytest.mark.parametrize(
    ("stored", "kind", "text"),
    [
        (IDENTITY, SearchKind.NAME, "sophie lefevre"),
        (REACH, SearchKind.PHONE, "0612345679"),
        (REACH, SearchKind.PHONE, "061234567"),
        (REACH, SearchKind.EMAIL, "camille@example.com"),
        (REACH, SearchKind.EMAIL, "camille"),
        (BIRTH, SearchKind.BIRTH, "1980-03-02"),
    ],
)
def test_another_value_is_not_found(stored: Identity | Reach | Birth, kind: SearchKind, text: str) -> None:
    assert not _finds(stored, kind, text)


@given(last=LETTERS, first=LETTERS, other=LETTERS)
def test_no_name_is_found_behind_another_wall(last: str, first: str, other: str) -> None:
    here = SEARCH.tokens_of(WALL, Identity(last, None, first))
    assert not here & SEARCH.tokens_of("pro_2", Identity(last, other, first))


@given(text=st.text(max_size=20))
def test_any_text_is_searched_or_refused(text: str) -> None:
    for kind in SearchKind:
        with suppress(Unsearchable):
            assert SEARCH.query_tokens(WALL, kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (SearchKind.NAME, " '", "nothing to search for in this NAME"),
        (SearchKind.PHONE, "none", "nothing to search for in this PHONE"),
        (SearchKind.EMAIL, " ", "nothing to search for in this EMAIL"),
        (SearchKind.BIRTH, "3 février", "a birth date is searched as YYYY-MM-DD"),
    ],
)
def test_who_asks_for_nothing_does_not_find_everybody(kind: SearchKind, text: str, message: str) -> None:
    with pytest.raises(Unsearchable) as refused:
        SEARCH.query_tokens(WALL, kind, text)
    assert (str(refused.value), refused.value.__suppress_context__) == (message, kind is SearchKind.BIRTH)


def test_the_same_text_of_another_kind_has_another_token() -> None:
    tokens = [SEARCH.query_tokens(WALL, kind, "1980-02-03") for kind in SearchKind]
    assert len(frozenset().union(*tokens)) == sum(map(len, tokens))


def test_another_secret_makes_other_tokens() -> None:
    assert not SEARCH.tokens_of(WALL, IDENTITY) & SearchTokens(bytes([1] * 32)).tokens_of(WALL, IDENTITY)


def test_a_number_without_prefix_is_of_the_deployment_s_region() -> None:
    swiss = SearchTokens(bytes(32), "CH")
    asked = swiss.query_tokens(WALL, SearchKind.PHONE, "044 668 18 00")
    assert asked == SEARCH.query_tokens(WALL, SearchKind.PHONE, "+41446681800")


def test_an_empty_value_has_no_token() -> None:
    assert SEARCH.tokens_of(WALL, Identity()) == frozenset()
    assert SEARCH.tokens_of(WALL, Reach()) == frozenset()


def test_a_broken_text_is_stored_without_a_fault() -> None:
    assert len(SEARCH.tokens_of(WALL, Reach(email="\ud800"))) == 1


def test_tokens_are_sixteen_bytes_and_hold_no_text() -> None:
    tokens = SEARCH.tokens_of(WALL, IDENTITY) | SEARCH.tokens_of(WALL, REACH) | SEARCH.tokens_of(WALL, BIRTH)
    assert {len(token.token) for token in tokens} == {16}
    assert not [token for token in tokens if b"lef" in token.token]


@pytest.mark.parametrize("value", [IDENTITY, REACH, BIRTH])
def test_the_kinds_of_a_value_are_all_that_it_may_leave_behind(value: Identity | Reach | Birth) -> None:
    assert {token.kind for token in SEARCH.tokens_of(WALL, value)} == kinds_of(type(value))


def test_the_tokens_of_this_release_are_those_of_every_later_one() -> None:
    token = SEARCH.query_tokens(WALL, SearchKind.PHONE, "0612345678")
    assert [each.hex() for each in token] == ["3d87592507b74cde92747ebba73130fb"]


def test_the_maker_of_tokens_shows_nothing() -> None:
    assert repr(SEARCH) == "SearchTokens(…)"
