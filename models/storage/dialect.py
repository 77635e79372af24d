"""Where SQLite and PostgreSQL differ in the text of a statement: the only module that asks which it is.

One text serves both: `?` for a value, `among(column)` for a list, `LOCK_ROWS` at the end of a SELECT.
The texts are constants, so both drivers keep their prepared statements.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

Database: TypeAlias = Literal["data", "keys"]
Row: TypeAlias = Mapping[str, Any]


class Dialect(StrEnum):
    """The two databases we speak to."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Listed:
    """Many values bound as one."""

    items: tuple[str | int | bytes, ...]


Value: TypeAlias = str | int | float | bytes | Listed | None
ListKind: TypeAlias = Literal["text", "integer", "blob"]

LOCK_ROWS: Final = "/*lock rows*/"  # at the end of a SELECT in a transaction: the rows stay ours till commit

_MEMBER: Final[Mapping[Dialect, Mapping[str, str]]] = {
    Dialect.SQLITE: {
        "text": "IN (SELECT value FROM json_each(?))",
        "integer": "IN (SELECT value FROM json_each(?))",
        "blob": "IN (SELECT from_hex(value) FROM json_each(?))",
    },
    Dialect.POSTGRESQL: {
        "text": "= ANY(?::text[])",
        "integer": "= ANY(?::bigint[])",
        "blob": "= ANY(?::bytea[])",
    },
}
_SELECT: Final = re.compile(r"\s*SELECT\b", re.IGNORECASE)
_LOCK: Final = {Dialect.SQLITE: "", Dialect.POSTGRESQL: "FOR NO KEY UPDATE"}
_TOKEN: Final = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \?among:(?P<kind>\w+) | \?""",
    re.VERBOSE | re.DOTALL,
)


def among(column: str, kind: ListKind = "text") -> str:
    """Return the test that a column's value is in a list; bind one `listed(values)` to it."""
    return f"{column} ?among:{kind}"


def listed(values: Iterable[str | int | bytes]) -> Listed:
    """Return values, all of one kind, to bind where `among(column, kind)` stands; it may be empty."""
    return Listed(tuple(values))


@lru_cache(maxsize=4096)
def render(sql: str, dialect: Dialect) -> str:
    """Return the statement as the driver wants it; quoted text and comments stay as they are."""
    position = 0

    def numbered(text: str) -> str:
        nonlocal position
        position += 1
        return text.replace("?", f"${position}") if dialect is Dialect.POSTGRESQL else text

    def token(found: re.Match[str]) -> str:
        text = found.group()
        if text == LOCK_ROWS:
            return _LOCK[dialect]
        if text == "?":
            return numbered("?")
        return numbered(_MEMBER[dialect][found["kind"]]) if found["kind"] else text

    return _TOKEN.sub(token, sql)


@lru_cache(maxsize=4096)
def only_reads(sql: str) -> bool:
    """Tell that a statement surely writes nothing."""
    return _SELECT.match(sql) is not None


def bound(values: Sequence[Value], dialect: Dialect) -> list[Any]:
    """Return the values as the driver wants them."""
    if dialect is Dialect.POSTGRESQL:
        return [list(map(_held, value.items)) if type(value) is Listed else _held(value) for value in values]
    return [_as_json(value.items) if type(value) is Listed else value for value in values]


def _held(value: Value) -> Value:
    """PostgreSQL holds no U+0000 and fails on it: a text with one must equal no stored text instead."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if type(value) is str else value


def _as_json(items: tuple[str | int | bytes, ...]) -> str:
    return json.dumps([item.hex() if isinstance(item, bytes) else item for item in items])
