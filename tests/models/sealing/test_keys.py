"""A contact's key is made once, found in one statement, bound to its contact and destroyed for good."""

import asyncio
from pathlib import Path

import pytest

from models.sealing.cipher import Binding, open_sealed, seal
from models.sealing.errors import DataKeyExists, MasterKeyUnknown, SealBroken
from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import MasterKey, MasterKeys
from models.sealing.named_secrets import SecretName
from models.sealing.signing_keys import store_signing_key
from models.storage.reading import counting_statements, fetch_keys
from models.storage.transaction import Transaction, in_transaction

NOW = 1_800_000_000
MASTER = MasterKey(bytes(range(32)))
OTHER = MasterKey(bytes(range(1, 33)))
HERE = Binding("ope_1", "contact", "identity", "con_1")

pytestmark = pytest.mark.usefixtures("databases")


async def _keyring() -> KeyRing:
    return await open_keyring(MasterKeys(MASTER), NOW)


async def _execute(sql: str, *values: str) -> int:
    async def work(transaction: Transaction) -> int:
        return await transaction.execute(sql, *values)

    return await in_transaction(work, database="keys")


def _contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("keys.db*"))


async def test_what_a_new_key_sealed_the_stored_one_opens() -> None:
    sealed = seal(b"Roux", await (await _keyring()).create_data_key("con_1", NOW), HERE)
    stored = await (await _keyring()).data_keys(["con_1"])
    assert open_sealed(sealed, stored["con_1"], HERE) == b"Roux"


async def test_keys_of_any_number_of_contacts_are_found_in_one_statement() -> None:
    keyring = await _keyring()
    made = await keyring.create_data_keys([f"con_{number}" for number in range(50)], NOW)
    for asked in ([], ["con_7"], list(made)):
        with counting_statements() as counter:
            found = await keyring.data_keys(asked)
        assert (set(found), len(counter)) == (set(asked), 1)


async def test_every_contact_has_a_key_of_its_own() -> None:
    made = await (await _keyring()).create_data_keys(["con_1", "con_2"], NOW)
    with pytest.raises(SealBroken):
        open_sealed(seal(b"Roux", made["con_1"], HERE), made["con_2"], HERE)


async def test_a_destroyed_key_is_missing_and_its_values_stay_shut() -> None:
    keyring, beside = await _keyring(), await _keyring()
    made = await keyring.create_data_keys(["con_1", "con_2"], NOW)
    sealed = seal(b"Roux", made["con_1"], HERE)
    assert await keyring.destroy_data_key("con_1") is True
    assert set(await beside.data_keys(["con_1", "con_2"])) == {"con_2"}
    assert await keyring.destroy_data_key("con_1") is False
    anew = await keyring.create_data_key("con_1", NOW)
    with pytest.raises(SealBroken):
        open_sealed(sealed, anew, HERE)


async def test_a_key_is_never_replaced() -> None:
    keyring = await _keyring()
    sealed = seal(b"Roux", await keyring.create_data_key("con_1", NOW), HERE)
    with pytest.raises(DataKeyExists) as refused:
        await keyring.create_data_key("con_1", NOW)
    assert str(refused.value) == "con_1 has a data key already; destroy it first if that is meant"
    assert open_sealed(sealed, (await keyring.data_keys(["con_1"]))["con_1"], HERE) == b"Roux"


async def test_of_many_keys_all_are_made_or_none() -> None:
    keyring = await _keyring()
    await keyring.create_data_key("con_2", NOW)
    with pytest.raises(DataKeyExists):
        await keyring.create_data_keys(["con_1", "con_2", "con_3"], NOW)
    assert set(await keyring.data_keys(["con_1", "con_2", "con_3"])) == {"con_2"}


async def test_a_key_moved_to_another_contact_does_not_unwrap() -> None:
    keyring = await _keyring()
    await keyring.create_data_key("con_1", NOW)
    assert await _execute("UPDATE data_key SET contact_id = ?", "con_2") == 1
    with pytest.raises(SealBroken):
        await keyring.data_keys(["con_2"])


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)  # of PostgreSQL's dead rows: test_rotation.py
async def test_a_destroyed_key_leaves_no_trace_in_the_files(tmp_path: Path) -> None:
    keyring = await _keyring()
    await keyring.create_data_keys(["con_1", "con_2"], NOW)
    rows = await fetch_keys("SELECT contact_id, wrapped FROM data_key")
    wrapped = {row["contact_id"]: row["wrapped"] for row in rows}
    await keyring.destroy_data_key("con_1")
    stored = _contents(tmp_path)
    assert (wrapped["con_1"] in stored, wrapped["con_2"] in stored) == (False, True)


async def test_named_secrets_are_made_once_even_by_processes_starting_together() -> None:
    rings = await asyncio.gather(*(_keyring() for _ in range(5)), return_exceptions=False)
    for name in SecretName:
        assert {len(ring.secret(name)) for ring in rings} == {32}
        assert len({ring.secret(name) for ring in rings}) == 1
    assert len({rings[0].secret(name) for name in SecretName}) == len(SecretName)
    assert {row["created_at"] for row in await fetch_keys("SELECT created_at FROM named_secret")} == {NOW}


async def test_a_secret_moved_to_another_name_does_not_unwrap() -> None:
    await _keyring()
    assert await _execute("DELETE FROM named_secret WHERE name = ?", "cursor") == 1
    assert await _execute("UPDATE named_secret SET name = ? WHERE name = ?", "cursor", "search") == 1
    with pytest.raises(SealBroken):
        await _keyring()


@pytest.mark.parametrize("table", ["data_key", "named_secret", "signing_key"])
async def test_a_process_without_the_master_key_in_use_does_not_start(table: str) -> None:
    keyring = await _keyring()
    await keyring.create_data_key("con_1", NOW)
    await store_signing_key(keyring, "key_1", b"private", b"public", NOW)
    for other in {"data_key", "named_secret", "signing_key"} - {table}:
        await _execute(f"DELETE FROM {other}")
    with pytest.raises(MasterKeyUnknown) as refused:
        await open_keyring(MasterKeys(OTHER), NOW)
    assert str(refused.value) == (
        f"keys are wrapped by master key {MASTER.key_id}, which was not given; add it after the current one"
    )
    assert (await open_keyring(MasterKeys(OTHER, MASTER), NOW)).master_keys.current is OTHER


async def test_a_key_ring_shows_nothing() -> None:
    assert repr(await _keyring()) == "KeyRing(…)"
