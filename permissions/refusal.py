"""The base of every refusal whose reason the caller may read."""

from enum import Enum
from typing import TypeAlias

Word: TypeAlias = int | str | Enum
"""What a message may be completed with: a number, an id or a word of the domain, never a value."""


class Refusal(Exception):
    """Something was refused for a reason the caller may read, in his language, with the next step.

    `code` is for programs (`extensions.code`); `key` names the message in the catalogue of the face;
    `params` complete that message; `articles` are the texts of law that stand behind it. Nothing personal
    may be given: the exception is logged as it is.
    A subject derives its own refusals and sets their `code`.
    """

    code: str = "FORBIDDEN"

    def __init__(
        self, key: str, *, code: str | None = None, articles: tuple[str, ...] = (), **params: Word
    ) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
        self.articles = articles
        if code is not None:
            self.code = code
