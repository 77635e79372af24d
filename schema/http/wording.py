"""Puts a problem into words."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from models.words import Language
from permissions.refusal import Word
from schema.http.message import Message
from schema.http.messages import MESSAGES
from schema.http.problem import Problem

_SAFE = re.compile(r"[A-Za-z0-9_.:@$/ +,-]{1,80}", re.ASCII)


class Wording:
    """Turns problems into the errors of an answer, in the catalogue's words.

    `more` adds the messages of the subjects; one that is not found is replaced by its code's own.
    """

    def __init__(self, more: Mapping[str, Message] | None = None) -> None:
        self.messages: Mapping[str, Message] = {**MESSAGES, **(more or {})}

    def error(self, problem: Problem, language: Language, request_id: str) -> dict[str, Any]:
        """One entry of `errors`: message, locations, path, and extensions with code and request id."""
        error: dict[str, Any] = {"message": self.message(problem, language)}
        if problem.locations:
            error["locations"] = [{"line": line, "column": column} for line, column in problem.locations]
        if problem.path is not None:
            error["path"] = list(problem.path)
        error["extensions"] = {"code": problem.code, "requestId": request_id, **problem.facts}
        return error

    def message(self, problem: Problem, language: Language) -> str:
        """The sentence for people, with the next step."""
        message = self.messages.get(problem.key) or self.messages.get(f"code.{problem.code}")
        text = (message or self.messages["code.INTERNAL_SERVER_ERROR"]).text(language)
        return text.format_map(_Words({name: _shown(word) for name, word in problem.params.items()}))


class _Words(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        # A refusal that forgot a word still has to be said.
        return "…"


def _shown(word: Word) -> str:
    # A last line of defence: whatever is not a number, an id or a plain word is not repeated.
    text = str(word.value if isinstance(word, Enum) else word)
    return text if _SAFE.fullmatch(text) else "…"
