"""Rotation wraps every key anew, may die at any moment, and loses nothing."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from models.sealing.cipher import Binding, DataKey, open_sealed, seal
from models.sealing.errors import MasterKeyUnknown
from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import MasterKey, MasterKeys, WrappedKey
from models.sealing.named_secrets import SecretName
from models.sealing.rotation import Progress, rotate
from models.sealing.signing_keys import retire_signing_key, signing_keys, store_signing_key
from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage.reading import fetch_keys

NOW = 1_800_000_000
OLD = MasterKey(bytes(range(32)))
NEW = MasterKey(bytes(range(1, 33)))
CONTACTS = [f"con_{number:02}" for number in range(25)]
HERE = Binding("ope_1", "contact", "identity", "con_1")
ROOT = Path(__file__).parents[3]
ROTATING = """
import asyncio, sys
from models.sealing.keys import open_keyring
from models.sealing.master_key import MasterKey, MasterKeys
from models.sealing.rotation import rotate
from models.storage.database import DatabaseSettings, open_databases

async def main(data_url, keys_url):
    await open_databases(DatabaseSettings(data_url, keys_url))
    masters = MasterKeys(MasterKey(bytes(range(1, 33))), MasterKey(bytes(range(32))))
    async for progress in rotate(await open_keyring(masters, 0), batch=1):
        print(progress.rewrapped, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


class FailingKey(MasterKey):
    """A master key that fails after eleven wraps."""

    def __init__(self, secret: bytes) -> None:
        super().__init__(secret)
        self.left = 11

    def wrap(self, secret: bytes, place: str) -> WrappedKey:
        if not self.left:
            raise RuntimeError("planted")
        self.left -= 1
        return super().wrap(secret, place)


async def _filled() -> tuple[KeyRing, dict[str, bytes]]:
    """Return a world under the old key, and what each contact's key sealed."""
    keyring = await open_keyring(MasterKeys(OLD), NOW)
    keys = await keyring.create_data_keys(CONTACTS, NOW)
    await store_signing_key(keyring, "used", b"private", b"public", NOW)
    await store_signing_key(keyring, "retired", b"gone", b"public", NOW)
    await retire_signing_key("retired", NOW)
    return keyring, {contact: seal(contact.encode(), key, HERE) for contact, key in keys.items()}


async def _both() -> KeyRing:
    return await open_keyring(MasterKeys(NEW, OLD), NOW)


def _opened(sealed: dict[str, bytes], keys: dict[str, DataKey]) -> list[str]:
    return [open_sealed(sealed[contact], keys[contact], HERE).decode() for contact in sorted(keys)]


async def _how_many(master: MasterKey) -> int:
    rows = await fetch_keys("SELECT count(*) AS n FROM data_key WHERE key_id = ?", master.key_id)
    return int(rows[0]["n"])


async def _assert_whole_under_the_new_key(before: KeyRing, sealed: dict[str, bytes]) -> None:
    after = await open_keyring(MasterKeys(NEW), NOW)
    assert _opened(sealed, await after.data_keys(CONTACTS)) == CONTACTS
    for name in SecretName:
        assert after.secret(name) == before.secret(name)
    private = {key.kid: key.private for key in await signing_keys(after)}
    assert private == {"used": b"private", "retired": None}
    with pytest.raises(MasterKeyUnknown):
        await open_keyring(MasterKeys(OLD), NOW)


@pytest.mark.usefixtures("databases")
async def test_every_key_is_wrapped_anew_and_opens_as_before() -> None:
    before, sealed = await _filled()
    progress = [each async for each in rotate(await _both(), batch=10)]
    assert progress == [Progress(done, 29) for done in (10, 20, 25, 28, 29)]
    await _assert_whole_under_the_new_key(before, sealed)


@pytest.mark.usefixtures("databases")
async def test_a_second_rotation_finds_nothing_to_do() -> None:
    await _filled()
    assert [each async for each in rotate(await _both())][-1] == Progress(29, 29)
    assert [each async for each in rotate(await _both())] == []


@pytest.mark.usefixtures("databases")
async def test_workers_with_either_key_first_serve_while_it_runs() -> None:
    _, sealed = await _filled()
    behind = await open_keyring(MasterKeys(OLD, NEW), NOW)
    ahead = await _both()
    async for progress in rotate(ahead, batch=10):
        for keyring in (behind, ahead):
            assert _opened(sealed, await keyring.data_keys(CONTACTS)) == CONTACTS
        if progress.rewrapped == 20:
            await behind.create_data_key("con_late", NOW)
    assert await _how_many(OLD) == 0


@pytest.mark.usefixtures("databases")
async def test_a_failure_in_a_batch_undoes_that_batch_only() -> None:
    before, sealed = await _filled()
    failing = KeyRing(MasterKeys(FailingKey(bytes(range(1, 33))), OLD), {})
    with pytest.raises(RuntimeError, match=r"^planted$"):
        _ = [each async for each in rotate(failing, batch=5)]
    assert (await _how_many(NEW), await _how_many(OLD)) == (10, 15)
    assert _opened(sealed, await (await _both()).data_keys(CONTACTS)) == CONTACTS
    assert [each.outdated async for each in rotate(await _both())][-1] == 19
    await _assert_whole_under_the_new_key(before, sealed)


@pytest.mark.usefixtures("databases")
async def test_two_rotations_beside_each_other_do_the_work_once() -> None:
    before, sealed = await _filled()

    async def run() -> int:
        return max([each.rewrapped async for each in rotate(await _both(), batch=3)], default=0)

    assert sum(await asyncio.gather(run(), run())) == 29
    await _assert_whole_under_the_new_key(before, sealed)


@pytest.mark.usefixtures("databases")
async def test_a_key_destroyed_meanwhile_does_not_come_back() -> None:
    keyring, _ = await _filled()
    async for _ in rotate(await _both(), batch=10):
        for contact in ("con_00", "con_24"):
            await keyring.destroy_data_key(contact)
    assert set(await (await _both()).data_keys(CONTACTS)) == set(CONTACTS) - {"con_00", "con_24"}


@pytest.mark.usefixtures("databases")
async def test_a_remnant_of_a_destroyed_key_is_unreadable_after_the_rotation() -> None:
    keyring, _ = await _filled()
    rows = await fetch_keys("SELECT key_id, wrapped FROM data_key WHERE contact_id = 'con_00'")
    await keyring.destroy_data_key("con_00")
    assert [each async for each in rotate(await _both())]
    after = await open_keyring(MasterKeys(NEW), NOW)
    with pytest.raises(MasterKeyUnknown):
        after.master_keys.unwrap(rows[0]["key_id"], rows[0]["wrapped"], "data_key:con_00")


async def test_a_rotation_killed_at_any_moment_goes_on_where_it_was(
    database_settings: DatabaseSettings,
) -> None:
    await open_databases(database_settings)
    before, sealed = await _filled()
    await before.create_data_keys([f"con_more_{number}" for number in range(500)], NOW)
    await close_databases()
    for _ in range(3):
        await _killed_after(4, database_settings)
    await open_databases(database_settings)
    try:
        assert 12 <= await _how_many(NEW) < 525
        assert _opened(sealed, await (await _both()).data_keys(CONTACTS)) == CONTACTS
        assert [each async for each in rotate(await _both())]
        await _assert_whole_under_the_new_key(before, sealed)
    finally:
        await close_databases()


async def _killed_after(batches: int, settings: DatabaseSettings) -> None:
    """Rotate in another process and kill it (SIGKILL) once it told of so many batches."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ROTATING, settings.data_url, settings.keys_url,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    told = [await process.stdout.readline() for _ in range(batches)]
    assert told == [b"%d\n" % number for number in range(1, batches + 1)]
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL
