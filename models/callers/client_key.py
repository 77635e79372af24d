"""Which API client a key belongs to, and when it was last used."""

from dataclasses import dataclass, field

from models.callers.capacity import granted_purposes
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Purpose


@dataclass(frozen=True, slots=True)
class LiveClient:
    """An API client whose key is neither revoked nor expired; instants are epoch seconds."""

    client_id: str
    partner_id: str
    last_used_at: int | None
    purposes: frozenset[Purpose] | None
    name: str = field(repr=False)


_LIVE = """
SELECT id, partner_id, name, last_used_at, purposes FROM api_client
WHERE key_hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
"""
# The condition keeps several processes from writing the same minute, and never moves the time back.
_USED = """
UPDATE api_client SET last_used_at = ?
WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)
"""


async def live_client(key_hash: bytes, now: int) -> LiveClient | None:
    """Return the client of a key, or None: unknown, revoked or expired."""
    rows = await fetch(_LIVE, key_hash, now)
    if not rows:
        return None
    row = rows[0]
    purposes = granted_purposes(row["purposes"])
    return LiveClient(row["id"], row["partner_id"], row["last_used_at"], purposes, row["name"])


async def record_use(client_id: str, now: int) -> None:
    """Write down that a client called now."""

    async def work(transaction: Transaction) -> None:
        await transaction.execute(_USED, now, client_id, now)

    await in_transaction(work)
