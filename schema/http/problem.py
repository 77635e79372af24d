"""One top-level error before it is put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from permissions.refusal import Word

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """A code for programs, a message key for people, and where it happened.

    `locations` are (line, column) in the document, `path` is the answer's, `facts` are further
    entries of `extensions` (a rule, a variable's name): never a value.
    """

    code: str
    key: str
    params: Mapping[str, Word] = field(default_factory=lambda: NOTHING)
    locations: tuple[tuple[int, int], ...] = ()
    path: tuple[str | int, ...] | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


class RequestRefused(Exception):
    """A request that gets no data.

    `status` is the HTTP status; `legacy` the one under `application/json`, which keeps 200 for every
    well-formed request; `headers` are added to the answer.
    """

    def __init__(
        self,
        status: int,
        *problems: Problem,
        legacy: int | None = None,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        super().__init__(problems[0].key)
        self.status = status
        self.problems = problems
        self.legacy = status if legacy is None else legacy
        self.headers = headers


class ClientGone(Exception):
    """The client left before its answer; nobody is there to be told."""
