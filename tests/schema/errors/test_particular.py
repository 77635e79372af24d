"""A refusal with a particular cause names its bound, in both languages, and nothing that was given."""

import pytest

from models.words import Language
from resolvers.writing.fault import Because, ErrorCode, Fault
from schema.errors.messages import MESSAGES
from schema.errors.of_fault import errors_of
from schema.errors.particular import PARTICULAR


@pytest.mark.parametrize("language", list(Language))
def test_every_code_and_every_cause_has_its_sentence_with_the_next_step(language: Language) -> None:
    sentences = [MESSAGES[code][language] for code in ErrorCode] + [
        PARTICULAR[because][language] for because in Because
    ]
    assert len(set(sentences)) == len(sentences)
    silent = {MESSAGES[ErrorCode.CONTACT_BLOCKED][language]}  # it must be told as no time at all
    assert all(";" in each for each in set(sentences) - silent)


def test_the_bound_is_told_in_the_language_of_the_caller() -> None:
    fault = Fault(ErrorCode.INVALID_NUMBER, ("lanes",), {"because": Because.RANGE, "least": 1, "most": 20})
    [french], [english] = errors_of([fault], Language.FR), errors_of([fault], Language.EN)
    assert (french.code, french.path) == (ErrorCode.INVALID_NUMBER, ["lanes"])
    assert french.message == "Ce nombre est hors limites ; donnez-en un de 1 à 20."
    assert english.message == "That number is out of bounds; give one from 1 to 20."


def test_a_cause_that_was_stored_with_its_answer_is_told_alike() -> None:
    """A refusal is an answer for its key: it comes back from the database as words."""
    stored = Fault(ErrorCode.LIMIT_REACHED, ("contactId",), {"because": "WAITS_ENOUGH", "most": 10})
    [told] = errors_of([stored], Language.EN)
    assert "10 waiting lists" in told.message
