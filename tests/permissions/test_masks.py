"""Partial forms: what may be shown of a value, and never more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permissions.masks import first_letter_and_domain, initials, last_digits, year

LETTERS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=20)
PHONES = st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lefèvre", "L."),
        ("Jean-Luc", "J.-L."),
        ("de La Tour", "D. L. T."),
        ("d'Artagnan", "D."),
        ("élodie", "É."),
        ("Le  Goff ", "L. G."),
        ("Ann-", "A."),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_name_in_part_is_its_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_initials_depend_on_nothing_but_the_first_letters(words: list[str]) -> None:
    assert initials(" ".join(words)) == initials(" ".join(word[0] for word in words))


@pytest.mark.policy("S6d")
@given(PHONES)
def test_a_phone_in_part_is_its_last_two_digits_whatever_its_length(phone: str) -> None:
    assert last_digits(phone) == f"•• •• •• •• {phone[-2:]}"


@pytest.mark.policy("S6e")
@given(LETTERS, LETTERS)
def test_an_address_in_part_is_its_first_letter_and_domain(local: str, domain: str) -> None:
    assert first_letter_and_domain(f"{local}@{domain}.fr") == f"{local[0]}•••@{domain}.fr"


def test_a_quoted_local_part_is_cut_at_the_last_at_sign() -> None:
    assert first_letter_and_domain('"a@b"@example.org') == '"•••@example.org'


@pytest.mark.policy("S6c")
@given(st.dates())
def test_a_date_in_part_is_its_year_in_four_digits(day: date) -> None:
    assert (int(year(day)), len(year(day))) == (day.year, 4)
