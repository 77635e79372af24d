"""Changes the master key: every wrapped key is wrapped anew, and no sealed value is touched.

To change it without a pause: give the new key after the current one and restart every worker; then give it
first and restart; then rotate; then give it alone. Destroyed keys that live on in backups and dead rows are
wrapped by the old one: no key that is left unwraps them.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from models.sealing.keys import KeyRing
from models.sealing.master_key import MasterKeys
from models.sealing.wrapped_rows import WRAPPED, key_ids_in_use, place_of
from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """How many keys this run wrapped anew, of how many that needed it when it began."""

    rewrapped: int
    outdated: int


async def rotate(keyring: KeyRing, batch: int = _BATCH) -> AsyncIterator[Progress]:
    """Wrap every key by the current master key, and tell the progress after each committed batch.

    It may be stopped or killed at any moment and run again, beside running workers and beside itself. When it
    ends, nothing needs the other master keys any more.
    """
    current = keyring.master_keys.current.key_id
    outdated = sum([await _count_outdated(table, current) for table in WRAPPED])
    rewrapped = 0
    for table in WRAPPED:
        while old := await key_ids_in_use(table) - {current}:
            rewrapped += await _rewrap(table, min(old), keyring.master_keys, batch)
            yield Progress(rewrapped, outdated)


async def _count_outdated(table: str, current: str) -> int:
    rows = await fetch_keys(f"SELECT count(*) AS n FROM {table} WHERE key_id <> ?", current)
    return int(rows[0]["n"])


async def _rewrap(table: str, old: str, master_keys: MasterKeys, batch: int) -> int:
    """Wrap one batch anew; a row that was destroyed or changed meanwhile stays as it is."""
    row_id = WRAPPED[table]

    async def work(transaction: Transaction) -> int:
        rows = await transaction.fetch(
            f"SELECT {row_id} AS id, wrapped FROM {table} WHERE key_id = ? ORDER BY {row_id} LIMIT ?",
            old,
            batch,
        )
        changed = 0
        for row in rows:
            place = place_of(table, row["id"])
            anew = master_keys.wrap(master_keys.unwrap(old, row["wrapped"], place), place)
            changed += await transaction.execute(
                f"UPDATE {table} SET key_id = ?, wrapped = ? WHERE {row_id} = ? AND key_id = ?",
                anew.key_id,
                anew.wrapped,
                row["id"],
                old,
            )
        return changed

    return await in_transaction(work, database="keys")
