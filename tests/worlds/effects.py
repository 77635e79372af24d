"""What a journey changed in the database: the same in both worlds, whatever differed before."""

from collections.abc import Iterator
from typing import Any

from models.storage.dialect import Dialect, Row
from models.storage.engines import engine_of
from models.storage.reading import fetch

Tables = dict[str, dict[str, Row]]

_CATALOGUE = {
    Dialect.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    Dialect.POSTGRESQL: "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


async def tables() -> Tables:
    """Return every row of the open data database, by table and by key."""
    names = sorted(row["name"] for row in await fetch(_CATALOGUE[engine_of("data").dialect]))
    return {name: {_key(row): row for row in await fetch(f"SELECT * FROM {name}")} for name in names}


def _key(row: Row) -> str:
    return str(row["id"]) if "id" in row else repr(tuple(row.values()))


def changes(before: Tables, after: Tables) -> dict[str, Any]:
    """Return what was added and removed, and of what was changed only the columns that were."""
    found: dict[str, Any] = {}
    for table, rows in after.items():
        for key in {*rows, *before[table]}:
            change = _change(_told(table, before[table].get(key)), _told(table, rows.get(key)))
            if change is not None:
                found[f"{table} {key}"] = change
    return found


_OUT_OF_SIGHT = frozenset({("waitlist", "place_in_line")})
"""Columns that count what others did and that no answer, order or cursor gives away."""


def _told(table: str, row: Row | None) -> Row | None:
    if row is None:
        return None
    return {name: each for name, each in row.items() if (table, name) not in _OUT_OF_SIGHT}


def _change(before: Row | None, after: Row | None) -> Any:
    if before is None or after is None:
        return after if before is None else "removed"
    moved = {name: each for name, each in after.items() if each != before[name]}
    return moved or None


def unlike(one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    """Tell every change that one world saw and the other did not."""
    for key in sorted({*one, *other}):
        if one.get(key) != other.get(key):
            yield f"effect: {key}: {one.get(key)!r} and {other.get(key)!r}"
