"""The public side of the keys that sign our tokens, and their end."""

from dataclasses import dataclass

from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """The public part of a signing key (raw bytes); `retired_at` is when it stopped signing."""

    key_id: str
    public: bytes
    retired_at: int | None


async def verifying_keys() -> list[VerifyingKey]:
    """Return every key that may have signed a token still about."""
    rows = await fetch_keys("SELECT kid AS key_id, public, retired_at FROM signing_key")
    return [VerifyingKey(**row) for row in rows]


async def withdraw_signing_key(key_id: str) -> bool:
    """Tell whether a key was forgotten by this call; every token it signed is refused from then on."""

    async def work(transaction: Transaction) -> int:
        return await transaction.execute("DELETE FROM signing_key WHERE kid = ?", key_id)

    return await in_transaction(work, database="keys") > 0
