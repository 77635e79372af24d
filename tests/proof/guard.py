"""Taking the database's own guard away, where a proof must show what finds a fault without it."""

from models.storage.dialect import Dialect
from models.storage.engines import engine_of
from models.storage.transaction import Transaction

_DROP = {
    Dialect.SQLITE: ["DROP TRIGGER claim_insert_overlap", "DROP TRIGGER claim_update_overlap"],
    Dialect.POSTGRESQL: ["ALTER TABLE claim DROP CONSTRAINT claim_overlap"],
}


async def drop_guard(transaction: Transaction) -> None:
    """Let claims overlap."""
    for statement in _DROP[engine_of("data").dialect]:
        await transaction.execute(statement)
