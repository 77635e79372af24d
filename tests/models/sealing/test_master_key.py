"""Master keys are read strictly, told apart by id and never shown."""

import base64

import pytest

from models.sealing.errors import MasterKeyInvalid, MasterKeyUnknown, SealBroken, SealingError
from models.sealing.master_key import MasterKey, MasterKeys, new_master_key, parse_master_keys

SECRET = bytes(range(32))
OTHER = bytes(range(1, 33))
REMEDY = "make one with: openssl rand -base64 32"


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"no master key is given; {REMEDY}"),
        (" \n\t", f"no master key is given; {REMEDY}"),
        ("not base64!", f"master key 1 is not base64; {REMEDY}"),
        ("é", f"master key 1 is not base64; {REMEDY}"),
        (_text(SECRET[:16]), f"master key 1: a master key has 32 bytes, not 16; {REMEDY}"),
        (_text(SECRET + b"!"), f"master key 1: a master key has 32 bytes, not 33; {REMEDY}"),
        (_text(bytes(32)), f"master key 1: a master key must be random; {REMEDY}"),
        (_text(b"changeme" * 4), f"master key 1: a master key must be random; {REMEDY}"),
        (f"{_text(SECRET)} x", f"master key 2 is not base64; {REMEDY}"),
        (
            f"{_text(SECRET)} {_text(SECRET)}",
            "a master key is given twice; keep each once, the current one first",
        ),
    ],
)
def test_an_unusable_master_key_is_refused_with_the_next_step(text: str, message: str) -> None:
    with pytest.raises(MasterKeyInvalid) as refused:
        parse_master_keys(text)
    assert str(refused.value) == message
    assert isinstance(refused.value, SealingError)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_the_first_master_key_is_current_and_the_others_unwrap() -> None:
    keys = parse_master_keys(f"{_text(SECRET)}\n{_text(OTHER)}\n")
    assert keys.current.key_id == MasterKey(SECRET).key_id
    assert keys.key_ids == {MasterKey(SECRET).key_id, MasterKey(OTHER).key_id}
    old = MasterKey(OTHER).wrap(b"secret", "here")
    assert keys.unwrap(old.key_id, old.wrapped, "here") == b"secret"
    assert keys.wrap(b"secret", "here").key_id == keys.current.key_id


def test_a_key_of_an_unknown_master_key_is_refused_by_its_id() -> None:
    wrapped = MasterKey(OTHER).wrap(b"secret", "here")
    with pytest.raises(MasterKeyUnknown) as refused:
        MasterKeys(MasterKey(SECRET)).unwrap(wrapped.key_id, wrapped.wrapped, "here")
    assert str(refused.value) == (
        f"keys are wrapped by master key {wrapped.key_id}, which was not given; add it after the current one"
    )


def test_a_wrapped_key_does_not_unwrap_elsewhere_or_altered() -> None:
    master = MasterKey(SECRET)
    wrapped = master.wrap(b"secret", "here").wrapped
    with pytest.raises(SealBroken, match=r"^a wrapped key was moved or altered$"):
        master.unwrap(wrapped, "there")
    with pytest.raises(SealBroken, match=r"^a wrapped key was moved or altered$"):
        master.unwrap(wrapped[:-1], "here")
    for unreadable in (b"", b"\x02" + wrapped[1:], wrapped[:13]):
        with pytest.raises(SealBroken, match=r"^a key is wrapped in a format this release does not know$"):
            master.unwrap(unreadable, "here")


def test_purposes_have_unequal_keys_that_tell_nothing_of_each_other() -> None:
    master = MasterKey(SECRET)
    derived = {purpose: master.derive(purpose) for purpose in ("wrap", "id", "search")}
    assert len({*derived.values(), SECRET}) == 4
    assert {len(key) for key in derived.values()} == {32}
    assert derived["wrap"] == MasterKey(SECRET).derive("wrap") != MasterKey(OTHER).derive("wrap")


def test_the_format_of_wrapped_keys_is_kept() -> None:
    """What this release stored must unwrap in every later one."""
    stored = (
        "01eafc62f0ed94e99cc170f36ee601fdacbb27c86f1873ff4389df68254914"
        "cc8b28a4a7e5324cb49a2a9b0bfe6198629889e5b791e4df68d4716d7b93"
    )
    assert MasterKey(SECRET).key_id == "b524d996e682"
    assert MasterKey(SECRET).unwrap(bytes.fromhex(stored), "data_key:con_1") == OTHER


def test_a_new_master_key_is_usable_and_unlike_the_last() -> None:
    assert parse_master_keys(f"{new_master_key()} {new_master_key()}").current.key_id


def test_master_keys_show_their_ids_only() -> None:
    keys = parse_master_keys(f"{_text(SECRET)} {_text(OTHER)}")
    ids = [MasterKey(SECRET).key_id, MasterKey(OTHER).key_id]
    assert repr(keys) == f"MasterKeys({ids[0]}, {ids[1]})"
    assert repr(keys.current) == f"MasterKey({ids[0]})"
    assert len(ids[0]) == 12
