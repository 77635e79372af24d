"""Texts that are kept beside records and name no person: no number or address by which somebody is known."""

import re
import unicodedata
from typing import Final

import phonenumbers

REGION: Final = "FR"
"""Where a telephone number is from that has no country code."""

_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}([./-])\d{1,2}\1\d{4}|(?:19|20)\d{2}-\d{2}-\d{2})(?![./-]?\d)", re.ASCII
)
_STROKES: Final = str.maketrans(dict.fromkeys("_·•‐‑‒–—―", "-"))  # noqa: RUF001 - what people type for "-"
_BETWEEN: Final = r"[\s.()/-]*"
_AS_LONG_AS_A_TELEPHONE: Final = re.compile(rf"(?:\d{_BETWEEN}){{8,}}")
_AS_LONG_AS_A_REGISTER: Final = re.compile(rf"(?:\d{_BETWEEN}){{11,}}")


def tells_who(text: str) -> bool:
    """Whether a text has an e-mail address, or as many digits as telephone and register numbers have.

    A date is neither.
    """
    plain = _plain(text)
    return "@" in plain or bool(_AS_LONG_AS_A_TELEPHONE.search(plain))


def has_number_of_somebody(text: str) -> bool:
    """Whether a text has an e-mail address, a telephone number, or a number of a register of people.

    For what names a judgment or a deed, which has a number of its own.
    """
    plain = _plain(text)
    if "@" in plain or _AS_LONG_AS_A_REGISTER.search(plain):
        return True
    return phonenumbers.PhoneNumberMatcher(plain, REGION).has_next()


def _plain(text: str) -> str:
    """Return a text with one form of each sign, figure and stroke, and a word for each date."""
    return _DATE.sub("date", unicodedata.normalize("NFKC", text).translate(_STROKES))
