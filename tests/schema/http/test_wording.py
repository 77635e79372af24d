"""What refusals say."""

import string
from enum import Enum

import pytest

from models.words import Language
from schema.http.codes import Code
from schema.http.message import Message
from schema.http.messages import MESSAGES
from schema.http.problem import Problem
from schema.http.wording import Wording
from tests.schema.http.asking import ask


class Colour(Enum):
    RED = "RED"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_message_is_said_in_both_languages_and_names_a_next_step(key: str) -> None:
    message = MESSAGES[key]
    assert message.fr != message.en
    assert placeholders(message.fr) == placeholders(message.en)
    for text in message:
        assert text.endswith(".")
        assert len([part for part in text.replace(" ; ", ". ").replace("; ", ". ").split(". ") if part]) >= 2


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        (5, "5"),
        ("slt_abc", "slt_abc"),
        (Colour.RED, "RED"),
        ("Müller", "…"),
        ("<script>", "…"),
        ("a\nb", "…"),
        ("x" * 81, "…"),
    ],
)
def test_only_plain_words_complete_a_message(word: int | str | Enum, shown: str) -> None:
    wording = Wording({"k": Message("{w}.", "{w}!")})
    assert wording.message(Problem(Code.CONFLICT, "k", {"w": word}), Language.EN) == f"{shown}!"


def test_a_forgotten_word_does_not_break_the_answer() -> None:
    assert Wording({"k": Message("{w}.", "{w}!")}).message(Problem("X", "k"), Language.FR) == "…."


def test_an_unknown_message_is_replaced_by_that_of_its_code() -> None:
    said = Wording().message(Problem(Code.NOT_FOUND, "no_such_key"), Language.EN)
    assert said == "Not found for you. Check the id."


def test_an_unknown_code_says_no_more_than_that_something_failed() -> None:
    said = Wording().message(Problem("SOMETHING", "no_such_key"), Language.EN)
    assert said == MESSAGES["code.INTERNAL_SERVER_ERROR"].en


@pytest.mark.parametrize(
    ("accept_language", "message"),
    [("fr", "Le créneau slt_abc est pris."), ("en-GB,fr;q=0.5", "The slot slt_abc is taken.")],
)
async def test_a_resolvers_refusal_is_said_in_the_clients_language(
    accept_language: str, message: str
) -> None:
    response = await ask("{taken}", headers={"accept-language": accept_language, "x-request-id": "req-12345"})
    assert response.json()["errors"] == [
        {
            "message": message,
            "locations": [{"line": 1, "column": 2}],
            "path": ["taken"],
            "extensions": {"code": "CONFLICT", "requestId": "req-12345"},
        }
    ]
    assert response.headers["content-language"] == accept_language[:2]
