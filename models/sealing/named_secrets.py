"""Random secrets of a deployment, one for each purpose, made once and kept wrapped in the keys database.

They are not derived from the master key: its rotation changes none of them, and search tokens stay valid.
"""

import secrets
from enum import StrEnum

from models.sealing.master_key import MasterKeys
from models.sealing.wrapped_rows import place_of
from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction

_BYTES = 32


class SecretName(StrEnum):
    """What a secret is for."""

    SEARCH = "search"
    CURSOR = "cursor"
    IDEMPOTENCY = "idempotency"


async def named_secrets(master_keys: MasterKeys, now: int) -> dict[SecretName, bytes]:
    """Return the 32 bytes of every secret; those that do not exist yet are made."""
    if len(await _stored()) < len(SecretName):
        await _make_missing(master_keys, now)
    stored = await _stored()
    return {name: master_keys.unwrap(*stored[name], place_of("named_secret", name)) for name in SecretName}


async def _stored() -> dict[str, tuple[str, bytes]]:
    rows = await fetch_keys("SELECT name, key_id, wrapped FROM named_secret")
    return {row["name"]: (row["key_id"], row["wrapped"]) for row in rows}


async def _make_missing(master_keys: MasterKeys, now: int) -> None:
    """Of two processes starting together the first to commit decides; the other reads its secrets."""

    async def work(transaction: Transaction) -> None:
        for name in SecretName:
            made = master_keys.wrap(secrets.token_bytes(_BYTES), place_of("named_secret", name))
            await transaction.execute(
                "INSERT INTO named_secret (name, key_id, wrapped, created_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO NOTHING",
                name.value,
                made.key_id,
                made.wrapped,
                now,
            )

    await in_transaction(work, database="keys")
