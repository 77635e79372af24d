"""The key ring: makes, finds and destroys the data key of each contact."""

import secrets
from collections.abc import Iterable, Mapping

from models.sealing.cipher import KEY_BYTES, DataKey
from models.sealing.errors import DataKeyExists, MasterKeyUnknown
from models.sealing.master_key import MasterKeys, unknown_key
from models.sealing.named_secrets import SecretName, named_secrets
from models.sealing.wrapped_rows import WRAPPED, key_ids_in_use, place_of
from models.storage.database import truncate_log
from models.storage.dialect import Row, among, listed
from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction


class KeyRing:
    """What opens the keys database: one for a process, held by the application.

    It remembers no data key, so that a destroyed one is gone for every process at once.
    """

    __slots__ = ("_secrets", "master_keys")

    def __init__(self, master_keys: MasterKeys, named: Mapping[SecretName, bytes]) -> None:
        """Hold the master keys and the named secrets; use `open_keyring`."""
        self.master_keys = master_keys
        self._secrets = dict(named)

    def __repr__(self) -> str:
        return "KeyRing(…)"

    def secret(self, name: SecretName) -> bytes:
        """Return the 32 bytes of a named secret; they outlive a change of master key."""
        return self._secrets[name]

    async def create_data_key(self, contact_id: str, now: int) -> DataKey:
        """Return the new key of a contact; raise DataKeyExists if there is one.

        It is committed at once and apart from the data: make it before the contact's own transaction. If that
        fails, a key without a contact stays behind, which opens nothing.
        """
        return (await self.create_data_keys([contact_id], now))[contact_id]

    async def create_data_keys(self, contact_ids: Iterable[str], now: int) -> dict[str, DataKey]:
        """Return the new keys of many contacts, all made or none; raise DataKeyExists as above."""
        made = {contact_id: secrets.token_bytes(KEY_BYTES) for contact_id in contact_ids}

        async def work(transaction: Transaction) -> None:
            for contact_id, secret in made.items():
                await self._store(transaction, contact_id, secret, now)

        await in_transaction(work, database="keys")
        return {contact_id: DataKey(secret) for contact_id, secret in made.items()}

    async def data_keys(self, contact_ids: Iterable[str]) -> dict[str, DataKey]:
        """Return the keys of these contacts in one statement; whoever is missing was erased."""
        rows = await fetch_keys(
            f"SELECT contact_id, key_id, wrapped FROM data_key WHERE {among('contact_id')}",
            listed(contact_ids),
        )
        return {row["contact_id"]: self._unwrapped(row) for row in rows}

    async def destroy_data_key(self, contact_id: str) -> bool:
        """Erase what a contact's key sealed, for ever (GDPR 17); return False if it was destroyed before.

        Raises StorageBusy if the key is gone and its trace in the write-ahead log is not yet: ask again.
        """

        async def work(transaction: Transaction) -> int:
            return await transaction.execute("DELETE FROM data_key WHERE contact_id = ?", contact_id)

        destroyed = await in_transaction(work, database="keys")
        await truncate_log("keys")
        return destroyed > 0

    async def _store(self, transaction: Transaction, contact_id: str, secret: bytes, now: int) -> None:
        wrapped = self.master_keys.wrap(secret, place_of("data_key", contact_id))
        stored = await transaction.execute(
            "INSERT INTO data_key (contact_id, key_id, wrapped, created_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (contact_id) DO NOTHING",
            contact_id,
            wrapped.key_id,
            wrapped.wrapped,
            now,
        )
        if not stored:
            raise DataKeyExists(f"{contact_id} has a data key already; destroy it first if that is meant")

    def _unwrapped(self, row: Row) -> DataKey:
        place = place_of("data_key", row["contact_id"])
        return DataKey(self.master_keys.unwrap(row["key_id"], row["wrapped"], place))


async def open_keyring(master_keys: MasterKeys, now: int) -> KeyRing:
    """Return the key ring of the open keys database.

    Raises MasterKeyUnknown, before anything is served, if some key is wrapped by a master key not given.
    """
    for table in WRAPPED:
        for key_id in await key_ids_in_use(table) - master_keys.key_ids:
            raise MasterKeyUnknown(unknown_key(key_id))
    return KeyRing(master_keys, await named_secrets(master_keys, now))
