"""Values keep their content through sealing, and keep it to themselves."""

import traceback
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sealing.values import (
    VALUE_OF,
    Birth,
    Identity,
    Note,
    Physician,
    PostalAddress,
    Reach,
    Reason,
    Value,
    decode,
    encode,
)
from models.words import Category

ADDRESS = PostalAddress(("5 rue du golf", "Bât. 2"), "21800", "Quétigny", "FR")
REACH = (
    '{"phone":"+33612345678","email":"zoe@example.org","address":{"lines":["5 rue du golf","Bât. 2"],'
    '"postcode":"21800","city":"Quétigny","country":"FR"}}'
)
CASES: list[tuple[Category, Value, str]] = [
    (
        Category.IDENTITY,
        Identity("Lefèvre", "Nguyễn", "Zoé"),
        '{"last_name":"Lefèvre","birth_name":"Nguyễn","first_name":"Zoé"}',
    ),
    (Category.IDENTITY, Identity("Lefèvre"), '{"last_name":"Lefèvre"}'),
    (
        Category.REACH,
        Reach("+33612345678", "zoe@example.org", ADDRESS),
        REACH,
    ),
    (Category.REACH, Reach(address=PostalAddress(city="Dijon")), '{"address":{"city":"Dijon"}}'),
    (Category.REACH, Reach(address=PostalAddress()), '{"address":{}}'),
    (Category.REACH, Reach(), "{}"),
    (Category.BIRTH, Birth(date(1980, 2, 29)), '{"birth_date":"1980-02-29"}'),
    (
        Category.PHYSICIAN,
        Physician("Dr Roux", "Dijon", "10001234567"),
        '{"name":"Dr Roux","city":"Dijon","rpps":"10001234567"}',
    ),
    (Category.REASON, Reason("Vaccin"), '{"text":"Vaccin"}'),
    (Category.NOTE, Note("Rappeler"), '{"text":"Rappeler"}'),
    (Category.NOTE, Note("Sa sœur", about_third_party=True), '{"text":"Sa sœur","about_third_party":true}'),
]


@pytest.mark.parametrize(("category", "value", "stored"), CASES)
def test_a_value_is_stored_compactly_and_read_back(category: Category, value: Value, stored: str) -> None:
    assert encode(value).decode() == stored
    assert decode(category, encode(value)) == value


def test_every_category_has_its_value() -> None:
    assert set(VALUE_OF) == set(Category)


@pytest.mark.parametrize(("category", "value", "stored"), CASES)
def test_what_a_later_release_added_is_ignored(category: Category, value: Value, stored: str) -> None:
    later = stored.replace("{", '{"added":{"later":1},', 1).replace(",}", "}")
    assert decode(category, later.encode()) == value


def test_what_a_later_release_added_to_an_address_is_ignored() -> None:
    later = b'{"address":{"city":"Dijon","floor":3}}'
    assert decode(Category.REACH, later) == Reach(address=PostalAddress(city="Dijon"))


def test_an_empty_text_is_stored_as_none() -> None:
    assert decode(Category.IDENTITY, encode(Identity("", "", "Zoé"))) == Identity(None, None, "Zoé")


@pytest.mark.parametrize("value", [*(value for _, value, _ in CASES), ADDRESS])
def test_a_value_never_prints_its_content(value: Value | PostalAddress) -> None:
    shown = f"{type(value).__name__}(…)"
    assert [repr(value), str(value), f"{value}", "%s" % value, f"{[value]}"] == [shown] * 4 + [f"[{shown}]"]  # noqa: UP031 - each road to text


def test_a_traceback_through_a_value_does_not_print_it() -> None:
    assert traceback.format_exception_only(ValueError(Identity("Lefèvre"))) == ["ValueError: Identity(…)\n"]


@given(last=st.text(), birth=st.none() | st.text(min_size=1), first=st.none() | st.text(min_size=1))
def test_any_names_come_back(last: str, birth: str | None, first: str | None) -> None:
    value = Identity(last or None, birth, first)
    assert decode(Category.IDENTITY, encode(value)) == value
