"""Keys by which the directory is filtered: letters without accent or case."""

import unicodedata


def key_of(text: str) -> str:
    """Return a text folded for comparison: no accents, no case, single spaces for all punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return " ".join(letters.split())
