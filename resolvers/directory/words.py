"""Texts by which the directory is narrowed."""

from models.directory.keys import key_of
from permissions.refusal import Refusal


def check_words(**texts: str | None) -> None:
    """Refuse a text that has nothing to compare, by its field: it would narrow nothing and list everybody.

    Raises Refusal BAD_USER_INPUT. What has letters keeps only these, so that no wildcard reaches a LIKE.
    """
    for field, text in texts.items():
        if text is not None and not key_of(text):
            raise Refusal("no_letters", code="BAD_USER_INPUT", field=field)
