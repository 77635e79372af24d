"""Words for people: every state and every reason, in every language; fields that say what they are."""

import re
from datetime import date

import pytest

from models.sealing.values import VALUE_OF, PostalAddress
from models.words import Category, FieldState, Language
from permissions.decision import MaskCode
from permissions.fields import ADDRESS, BIRTH_DATE, PERSONAL_FIELDS
from permissions.wording import REASONS, STATES, reason_of_others


@pytest.mark.parametrize("language", list(Language))
def test_every_state_and_every_reason_has_its_words(language: Language) -> None:
    assert set(STATES[language]) == set(FieldState)
    assert set(REASONS[language]) == set(MaskCode)
    assert all(sentence.endswith(".") for sentence in REASONS[language].values())
    silent = {state for state, words in STATES[language].items() if not words}
    assert silent == {FieldState.CLEAR, FieldState.EMPTY}


def test_what_others_are_not_shown_is_not_told_to_the_reader_as_his_own() -> None:
    of_others = [reason_of_others(code, language).lower() for code in MaskCode for language in Language]

    spoken_to = re.compile(r"(?<!rendez-)\b(vous|votre|vos|you|your|demandez|déclarez|ask|declare)\b")
    assert [sentence for sentence in of_others if spoken_to.search(sentence)] == []
    assert all(sentence.endswith(".") for sentence in of_others)
    assert reason_of_others(MaskCode.NEED_TO_KNOW, Language.EN) == "This function does not need this value."


@pytest.mark.policy("S3")
def test_every_personal_field_names_a_sealed_value_and_its_articles() -> None:
    for coordinate, field in PERSONAL_FIELDS.items():
        assert field.attribute in VALUE_OF[field.category].__slots__, coordinate
        assert field.articles
        assert field.column == field.category.lower()
    assert {field.category for field in PERSONAL_FIELDS.values()} == set(Category)
    special = {field.category for field in PERSONAL_FIELDS.values() if field.special}
    assert special == {Category.REASON, Category.PHYSICIAN, Category.NOTE}


@pytest.mark.parametrize(
    ("address", "shown", "part"),
    [
        (
            PostalAddress(("5 rue du golf",), "21800", "Quetigny", "FR"),
            "5 rue du golf, 21800 Quetigny, FR",
            "Quetigny",
        ),
        (PostalAddress((), None, "Dijon", None), "Dijon", "Dijon"),
        (PostalAddress(("a", "b"), None, None, None), "a, b", None),
    ],
)
def test_an_address_stands_on_one_line_and_in_part_is_its_town(
    address: PostalAddress, shown: str, part: str | None
) -> None:
    assert ADDRESS.whole(address, Language.FR) == shown
    assert ADDRESS.partial is not None
    assert ADDRESS.partial(address) == part


@pytest.mark.parametrize(("language", "shown"), [(Language.FR, "09/02/1980"), (Language.EN, "09 Feb 1980")])
def test_a_day_is_written_so_that_nobody_takes_the_month_for_the_day(language: Language, shown: str) -> None:
    assert BIRTH_DATE.whole(date(1980, 2, 9), language) == shown
