"""What a journey changed in the database: the same in both worlds, whatever differed before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    every = {row["name"] for row in await fetch(_CATALOGUE[engine_of("data").dialect])}
    names = sorted(every - _CHAINED)
    return {name: {_key(name, row): row for row in await fetch(f"SELECT * FROM {name}")} for name in names}


_KEYS = {
    "idempotency": ("caller", "operation", "key_hash"),
    "journal_about": ("contact_id", "at", "entry_id", "record_id"),
    "seat": ("claim_id", "number"),
}
"""What tells the rows of a table apart that have no id; else all of their columns do."""


def _key(table: str, row: Row) -> str:
    return str(row["id"]) if "id" in row else repr([row[name] for name in _KEYS.get(table, row)])


@dataclass(frozen=True)
class Effects:
    """What was changed in one world."""

    before: Tables
    after: Tables
    account_id: str

    def _by_others(self, table: str, row: Row | None) -> bool:
        """Whether a row is of the journal and tells what somebody beside the role read."""
        if row is None or table not in {"journal", "journal_about"}:
            return False
        entry = row if table == "journal" else self.after["journal"].get(row["entry_id"])
        return entry is None or entry["account_id"] != self.account_id

    def changed(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return the columns that were changed of each row, by table and key."""
        found = {}
        for table, rows in self.after.items():
            for key in {*rows, *self.before[table]}:
                if self._by_others(table, rows.get(key)):
                    continue
                changed = _changed(self.before[table].get(key), rows.get(key))
                if columns := frozenset(each for each in changed if (table, each) not in _OUT_OF_SIGHT):
                    found[table, key] = columns
        return found

    def now(self, table: str, key: str, columns: Iterable[str]) -> dict[str, Any] | None:
        """Return what stands now in some columns of a row, None where it is gone."""
        row = self.after[table].get(key)
        return None if row is None else {name: row[name] for name in sorted(columns)}


_OUT_OF_SIGHT = frozenset({("waitlist", "place_in_line"), ("idempotency", "outcome"), ("journal", "written")})
"""Columns that count what others did, or name rows that are read within a scope before they are told."""
_CHAINED = frozenset({"journal_link", "journal_head", "journal_unlinked", "journal_checkpoint"})
"""The chain runs over the entries of all, by their order: nobody reads it but who verifies the journal."""


def _changed(before: Row | None, after: Row | None) -> set[str]:
    if before is None or after is None:
        return set(before or after or ())
    return {name for name, each in after.items() if each != before[name]}


def unlike(one: Effects, other: Effects) -> Iterator[str]:
    """Tell every row that a change of either world left otherwise than in the other.

    Columns that nobody changed may differ: that is how the worlds were made.
    """
    here, there = one.changed(), other.changed()
    for table, key in sorted({*here, *there}):
        columns = here.get((table, key), frozenset()) | there.get((table, key), frozenset())
        left, right = one.now(table, key, columns), other.now(table, key, columns)
        if left != right:
            yield f"effect: {table} {key}: {left!r} and {right!r}"
