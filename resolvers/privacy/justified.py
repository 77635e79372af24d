"""Reasons people write down for what they rarely do: long enough to say something, and naming no person."""

from typing import Final

from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.impersonal import tells_who
from resolvers.writing.plain_text import letters_of, paragraphs

FEWEST_LETTERS: Final = 10
LONGEST: Final = 500


def justification(text: str | None, articles: list[str], faults: Gathered) -> str | None:
    """Return a reason in its one form; what is wrong with it is gathered with the articles asking for it."""
    if text is None:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, "reason", articles=articles)
        return None
    plain = paragraphs(text, LONGEST)
    if plain is None or letters_of(plain) < FEWEST_LETTERS:
        bounds = {"least": FEWEST_LETTERS, "most": LONGEST}
        faults.add(ErrorCode.INVALID_TEXT, "reason", articles=articles, because=Because.LETTERS, **bounds)
        return None
    if tells_who(plain):
        faults.add(ErrorCode.INVALID_TEXT, "reason", articles=articles, because=Because.NAMES_SOMEBODY)
        return None
    return plain


def ground_of(code: str, text: str) -> str:
    """Return what the timeline keeps of why: a code, then the words, which an erasure takes away."""
    return f"{code} {text}"


def code_of(ground: str | None) -> str | None:
    """Return the code of a ground."""
    return ground.partition(" ")[0] if ground else None


def words_of(ground: str | None) -> str | None:
    """Return the words of a ground, if there are any."""
    return ground.partition(" ")[2] or None if ground else None
