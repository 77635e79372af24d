"""Writing many rows at once."""

from collections.abc import Mapping, Sequence

from models.storage.dialect import Value
from models.storage.transaction import Transaction

Columns = Mapping[str, Value]
Table = tuple[str, Sequence[Columns]]


async def insert(transaction: Transaction, table: str, rows: Sequence[Columns]) -> None:
    """Write rows that all have the columns of the first."""
    if not rows:
        return
    names, marks = ", ".join(rows[0]), ", ".join("?" for _ in rows[0])
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    await transaction.executemany(sql, [tuple(row[name] for name in rows[0]) for row in rows])
