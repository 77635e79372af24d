"""Texts people type: one form for each, and nothing in them that is not seen."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's controls, among them those that turn the direction of writing, surrogates and line separators."""


def one_line(text: str, longest: int) -> str | None:
    """Return a text in NFC, trimmed, each run of spaces made one; None if it is empty, longer or hides."""
    plain = unicodedata.normalize("NFC", text)
    if any(unicodedata.category(letter) in _UNSEEN for letter in plain):
        return None
    plain = " ".join(plain.split())
    return plain if 0 < len(plain) <= longest else None


def letters_of(text: str) -> int:
    """Return how many letters a text has: who writes signs, pictures or figures alone says nothing."""
    return sum(unicodedata.category(sign).startswith("L") for sign in text)


def paragraphs(text: str, longest: int) -> str | None:
    """Return a text of several lines, its end trimmed; None for the reasons of `one_line`."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    unseen = any(unicodedata.category(letter) in _UNSEEN for letter in plain if letter not in "\n\t")
    return plain if 0 < len(plain) <= longest and not unseen else None
