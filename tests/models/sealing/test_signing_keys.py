"""Signing keys are kept wrapped, and lose their private part when retired."""

import pytest

from models.sealing.errors import SealBroken, SigningKeyExists
from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import MasterKey, MasterKeys
from models.sealing.signing_keys import SigningKey, retire_signing_key, signing_keys, store_signing_key
from models.storage.reading import fetch_keys
from models.storage.transaction import Transaction, in_transaction

NOW = 1_800_000_000
MASTERS = MasterKeys(MasterKey(bytes(range(32))))

pytestmark = pytest.mark.usefixtures("databases")


async def _keyring() -> KeyRing:
    return await open_keyring(MASTERS, NOW)


async def test_key_pairs_come_back_the_newest_first() -> None:
    keyring = await _keyring()
    await store_signing_key(keyring, "old", b"private 1", b"public 1", NOW)
    await store_signing_key(keyring, "new", b"private 2", b"public 2", NOW + 1)
    assert await signing_keys(keyring) == [
        SigningKey("new", b"public 2", b"private 2", NOW + 1, None),
        SigningKey("old", b"public 1", b"private 1", NOW, None),
    ]


async def test_a_retired_key_has_lost_its_private_part_and_still_verifies() -> None:
    keyring = await _keyring()
    await store_signing_key(keyring, "old", b"private", b"public", NOW)
    assert await retire_signing_key("old", NOW + 5) is True
    assert await signing_keys(keyring) == [SigningKey("old", b"public", None, NOW, NOW + 5)]
    assert await retire_signing_key("old", NOW + 9) is False
    assert await retire_signing_key("none", NOW + 9) is False
    assert await fetch_keys("SELECT key_id, wrapped, retired_at FROM signing_key") == [
        {"key_id": None, "wrapped": None, "retired_at": NOW + 5}
    ]


async def test_a_key_pair_is_never_replaced() -> None:
    keyring = await _keyring()
    await store_signing_key(keyring, "one", b"private", b"public", NOW)
    with pytest.raises(SigningKeyExists, match=r"^a signing key named one is stored already; choose another"):
        await store_signing_key(keyring, "one", b"other", b"other", NOW)
    assert [key.private for key in await signing_keys(keyring)] == [b"private"]


async def test_the_private_part_is_stored_wrapped_for_its_name() -> None:
    keyring = await _keyring()
    await store_signing_key(keyring, "one", b"private", b"public", NOW)
    rows = await fetch_keys("SELECT wrapped FROM signing_key")
    assert b"private" not in rows[0]["wrapped"]

    async def work(transaction: Transaction) -> int:
        return await transaction.execute("UPDATE signing_key SET kid = 'two'")

    assert await in_transaction(work, database="keys") == 1
    with pytest.raises(SealBroken):
        await signing_keys(keyring)


def test_a_signing_key_does_not_print_its_private_part() -> None:
    shown = repr(SigningKey("one", b"public", b"private", NOW, None))
    assert shown == "SigningKey(kid='one', public=b'public', created_at=1800000000, retired_at=None)"
