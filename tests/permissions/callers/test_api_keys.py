"""API keys: long, recognisable, and never stored."""

import hashlib
import re

import pytest

from permissions.callers.api_keys import is_api_key, key_hash, new_api_key


def test_a_key_holds_256_random_bits_behind_a_prefix_scanners_know() -> None:
    keys = {new_api_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(re.fullmatch(r"paravent_[A-Za-z0-9_-]{49}", key) for key in keys)


def test_a_fresh_key_is_recognised() -> None:
    assert all(is_api_key(new_api_key()) for _ in range(100))


def test_every_change_of_one_character_breaks_the_checksum() -> None:
    key = new_api_key()
    for place in range(len("paravent_"), len(key)):
        other = "A" if key[place] != "A" else "B"
        assert not is_api_key(key[:place] + other + key[place + 1 :])


@pytest.mark.parametrize("text", ["", "paravent_", "paravent_" + "A" * 49, "paravent_" + "é" * 49])
def test_what_only_looks_like_a_key_is_not_one(text: str) -> None:
    assert not is_api_key(text)


def test_a_longer_or_shorter_key_is_not_one() -> None:
    key = new_api_key()
    assert not is_api_key(key + "A")
    assert not is_api_key(key[:-1])
    assert not is_api_key(key + "\n")


def test_only_the_sha256_of_a_key_is_stored() -> None:
    assert key_hash("paravent_x") == hashlib.sha256(b"paravent_x").digest()
