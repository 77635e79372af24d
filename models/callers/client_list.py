"""Making, listing and revoking API clients."""

from dataclasses import dataclass, field

from models.ids import Kind, new_id
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction


@dataclass(frozen=True, slots=True)
class ListedClient:
    """An API client as its partner's owner sees it; instants are epoch seconds, keys are never shown."""

    client_id: str
    partner_id: str
    created_at: int
    expires_at: int | None
    last_used_at: int | None
    revoked_at: int | None
    name: str = field(repr=False)


_COLUMNS = "id AS client_id, partner_id, created_at, expires_at, last_used_at, revoked_at, name"
_INSERT = """
INSERT INTO api_client (id, partner_id, name, key_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
"""
_LIST = f"SELECT {_COLUMNS} FROM api_client WHERE partner_id = ? ORDER BY created_at, id"
_REVOKE = "UPDATE api_client SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"


async def add_client(
    *, partner_id: str, name: str, key_hash: bytes, expires_at: int | None, now: int
) -> str | None:
    """Return the id of a new API client, or None when there is no such partner."""
    client_id = new_id(Kind.API_CLIENT)

    async def work(transaction: Transaction) -> str | None:
        if not await transaction.fetch("SELECT id FROM partner WHERE id = ?", partner_id):
            return None
        await transaction.execute(_INSERT, client_id, partner_id, name, key_hash, now, expires_at)
        return client_id

    return await in_transaction(work)


async def clients_of_partner(partner_id: str) -> list[ListedClient]:
    """Return every API client of a partner, revoked ones too, oldest first."""
    return [ListedClient(**row) for row in await fetch(_LIST, partner_id)]


async def revoke_client(client_id: str, now: int) -> bool:
    """Tell whether a client is revoked by this call; its key is refused from the next request on."""

    async def work(transaction: Transaction) -> int:
        return await transaction.execute(_REVOKE, now, client_id)

    return await in_transaction(work) > 0
