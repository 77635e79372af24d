"""The keys that sign tokens, kept in the keys database with their private part wrapped."""

from dataclasses import dataclass, field

from models.sealing.errors import SigningKeyExists
from models.sealing.keys import KeyRing
from models.sealing.wrapped_rows import place_of
from models.storage.dialect import Row
from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair; without its private part it is retired and only verifies. Instants in epoch seconds."""

    kid: str
    public: bytes
    private: bytes | None = field(repr=False)
    created_at: int
    retired_at: int | None


async def store_signing_key(keyring: KeyRing, kid: str, private: bytes, public: bytes, now: int) -> None:
    """Keep a new key pair; raise SigningKeyExists if that name is taken."""
    wrapped = keyring.master_keys.wrap(private, place_of("signing_key", kid))

    async def work(transaction: Transaction) -> int:
        return await transaction.execute(
            "INSERT INTO signing_key (kid, key_id, wrapped, public, created_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kid) DO NOTHING",
            kid,
            wrapped.key_id,
            wrapped.wrapped,
            public,
            now,
        )

    if not await in_transaction(work, database="keys"):
        raise SigningKeyExists(f"a signing key named {kid} is stored already; choose another name")


async def signing_keys(keyring: KeyRing) -> list[SigningKey]:
    """Return all key pairs, the newest first."""
    rows = await fetch_keys(
        "SELECT kid, key_id, wrapped, public, created_at, retired_at FROM signing_key"
        " ORDER BY created_at DESC, kid"
    )
    return [_signing_key(keyring, row) for row in rows]


async def retire_signing_key(kid: str, now: int) -> bool:
    """Destroy the private part of a key: it only verifies from now on; False if there was none."""

    async def work(transaction: Transaction) -> int:
        return await transaction.execute(
            "UPDATE signing_key SET key_id = NULL, wrapped = NULL, retired_at = ?"
            " WHERE kid = ? AND retired_at IS NULL",
            now,
            kid,
        )

    return await in_transaction(work, database="keys") > 0


def _signing_key(keyring: KeyRing, row: Row) -> SigningKey:
    private = None
    if row["key_id"]:
        place = place_of("signing_key", row["kid"])
        private = keyring.master_keys.unwrap(row["key_id"], row["wrapped"], place)
    return SigningKey(row["kid"], row["public"], private, row["created_at"], row["retired_at"])
