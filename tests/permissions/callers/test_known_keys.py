"""Known keys: fresh enough, never a storm, and patient with an issuer that is down."""

import asyncio
from collections.abc import Mapping

import pytest
from joserfc.jwk import Key, OKPKey

from permissions.callers.known_keys import KeysUnavailable, KnownKeys

KEY = OKPKey.generate_key("Ed25519")
OTHER = OKPKey.generate_key("Ed25519")


class Source:
    """Where a ring loads from; `fails` is raised instead, and `gate` holds a load back."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {"one": KEY}
        self.loads = 0
        self.fails: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, _now: int) -> Mapping[str, Key]:
        self.loads += 1
        await self.gate.wait()
        if self.fails:
            raise self.fails
        return dict(self.keys)

    def known(self) -> KnownKeys:
        return KnownKeys(self, fresh_s=600, pause_s=30, stale_s=3600)


async def test_a_made_up_key_id_cannot_cause_a_storm_of_loads() -> None:
    source = Source()
    keys = source.known()
    for attempt in range(1000):
        assert await keys.find(f"../../{attempt}", 1000 + attempt // 100) is None
    assert source.loads == 1
    assert await keys.find("made up", 1031) is None
    assert source.loads == 2


async def test_a_new_key_is_found_before_the_old_ones_age() -> None:
    source = Source()
    keys = source.known()
    assert await keys.find("one", 1000) is KEY
    source.keys["two"] = OTHER
    assert await keys.find("two", 1029) is None
    assert await keys.find("two", 1030) is OTHER


async def test_a_withdrawn_key_is_gone_once_the_keys_have_aged() -> None:
    source = Source()
    keys = source.known()
    assert await keys.find("one", 1000) is KEY
    source.keys = {"two": OTHER}
    assert await keys.find("one", 1599) is KEY
    assert await keys.find("one", 1600) is None


async def test_callers_at_a_cold_start_share_one_load() -> None:
    source = Source()
    source.gate.clear()
    keys = source.known()
    asked = [asyncio.create_task(keys.find("one", 1000)) for _ in range(20)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asked.append(asyncio.create_task(keys.find("one", 1000)))
    source.gate.set()
    assert await asyncio.gather(*asked) == [KEY] * 21
    assert source.loads == 1


async def test_a_caller_who_hangs_up_does_not_cancel_the_load_for_the_others() -> None:
    source = Source()
    source.gate.clear()
    keys = source.known()
    first, second = (asyncio.create_task(keys.find("one", 1000)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    source.gate.set()
    assert await second is KEY
    assert source.loads == 1


async def test_known_keys_serve_while_a_reload_is_slow() -> None:
    source = Source()
    keys = source.known()
    await keys.find("one", 1000)
    source.gate.clear()
    slow = asyncio.create_task(keys.find("one", 1600))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await asyncio.wait_for(keys.find("one", 1600), 1) is KEY
    source.gate.set()
    assert await slow is KEY


async def test_the_last_keys_serve_while_the_issuer_is_down_but_not_for_ever() -> None:
    source = Source()
    keys = source.known()
    await keys.find("one", 1000)
    source.fails = KeysUnavailable("down")
    assert await keys.find("one", 1600) is KEY
    assert await keys.find("one", 4599) is KEY
    assert await keys.find("one", 4630) is None


async def test_an_issuer_that_comes_back_is_asked_again_within_a_second() -> None:
    source = Source()
    source.fails = KeysUnavailable("down")
    keys = source.known()
    assert await keys.find("one", 1000) is None
    source.fails = None
    assert await keys.find("one", 1000) is None
    assert await keys.find("one", 1001) is KEY


async def test_a_fault_of_our_own_is_not_taken_for_a_bad_key() -> None:
    source = Source()
    source.fails = RuntimeError("the keys database is gone")
    keys = source.known()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await keys.find("one", 1000)
    source.fails = None
    assert await keys.find("one", 1000) is KEY


async def test_a_clock_set_back_reloads_instead_of_trusting_for_ever() -> None:
    source = Source()
    keys = source.known()
    await keys.find("one", 1_000_000)
    source.keys = {}
    assert await keys.find("one", 1000) is None
    assert source.loads == 2
