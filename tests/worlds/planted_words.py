"""The words by which planted values are recognised, wherever they turn up."""

import re
from collections.abc import Mapping
from typing import Final

from tests.schema.reading.cabinet import Cabinet
from tests.schema.reading.planted import FIELDS
from tests.worlds.roles import Role

_MARKS: Final = re.compile(
    r"(?:Zephyr|Quillon|Ysoline|xavi|Motif|Mystere|Remarque)\d{3}|61234\d{4}|CP\d{3}X", re.ASCII
)


_NOT_HIDDEN: Final = ("C", "-")
"""What is clear, and what is not there at all: the number of a sparse record is that of another contact."""


def words_in(text: str) -> set[str]:
    """Return the planted words in a text."""
    return set(_MARKS.findall(text))


def hidden_words(
    role: Role, cabinet: Cabinet, numbers: Mapping[str, tuple[int, ...]], *, lifting: bool
) -> frozenset[str]:
    """Return the words that must never reach a role, of every number a record has in either world."""
    found: set[str] = set()
    for name in cabinet.records:
        letters = role.letters(cabinet, name, lifting=lifting)
        for number in numbers[name]:
            for field, category in FIELDS.items():
                if letters[str(category)] not in _NOT_HIDDEN:
                    found |= words_of(number, field)
    return frozenset(found)


def words_of(number: int, field: str) -> set[str]:
    """Return the words by which a value of a number is recognised anywhere."""
    marks = {
        "lastName": f"Zephyr{number:03d}",
        "birthName": f"Quillon{number:03d}",
        "firstName": f"Ysoline{number:03d}",
        "phone": f"61234{number:04d}",
        "email": f"xavi{number:03d}",
        "address": f"CP{number:03d}X",
        "visitReason": f"Motif{number:03d}",
        "treatingPhysician": f"Mystere{number:03d}",
        "note": f"Remarque{number:03d}",
    }
    return {marks[field]} if field in marks else set()
