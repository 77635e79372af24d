"""Sealing keeps a value secret, whole and in its place."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from models.sealing.cipher import Binding, DataKey, Sealed, open_sealed, seal
from models.sealing.errors import SealBroken

SECRET = bytes(range(32))
KEY = DataKey(SECRET)
HERE = Binding("ope_1", "contact", "identity", "con_1")
PLAIN = "Lefèvre".encode()
PART = st.text(max_size=8)


@given(plain=st.binary(max_size=300), parts=st.tuples(PART, PART, PART, PART))
def test_what_is_sealed_opens_in_its_place(plain: bytes, parts: tuple[str, str, str, str]) -> None:
    assert open_sealed(seal(plain, KEY, Binding(*parts)), KEY, Binding(*parts)) == plain


@pytest.mark.parametrize("part", ["tenant", "table", "column", "row"])
def test_a_ciphertext_moved_to_another_place_does_not_open(part: str) -> None:
    sealed = seal(PLAIN, KEY, HERE)
    with pytest.raises(SealBroken) as broken:
        open_sealed(sealed, KEY, HERE._replace(**{part: "elsewhere"}))
    assert str(broken.value) == "moved, altered or sealed under another key"
    assert broken.value.__cause__ is None


@given(first=st.tuples(PART, PART, PART, PART), second=st.tuples(PART, PART, PART, PART))
def test_no_two_places_are_one(first: tuple[str, str, str, str], second: tuple[str, str, str, str]) -> None:
    sealed = seal(PLAIN, KEY, Binding(*first))
    if first == second:
        return
    with pytest.raises(SealBroken):
        open_sealed(sealed, KEY, Binding(*second))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "bc", "d", "e"), ("ab", "c", "d", "e")),
        (("a", "", "1:b", "c"), ("a", "1:b", "", "c")),
        (("1:a", "", "", ""), ("", "1:a", "", "")),
        (("é", "a", "b", "c"), ("é", "ab", "", "c")),
    ],
)
def test_places_whose_parts_run_together_stay_apart(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    with pytest.raises(SealBroken):
        open_sealed(seal(PLAIN, KEY, Binding(*one)), KEY, Binding(*other))


def test_every_altered_byte_is_noticed() -> None:
    sealed = seal(PLAIN, KEY, HERE)
    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(SealBroken):
            open_sealed(bytes(altered), KEY, HERE)


def test_every_cut_is_noticed() -> None:
    sealed = seal(PLAIN, KEY, HERE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(sealed[:length], KEY, HERE)


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        open_sealed(seal(PLAIN, KEY, HERE), DataKey(bytes(32)), HERE)


def test_an_unknown_format_is_told_from_a_broken_seal() -> None:
    with pytest.raises(SealBroken, match=r"^sealed in a format this release does not know$"):
        open_sealed(b"\x02" + seal(PLAIN, KEY, HERE)[1:], KEY, HERE)


def test_text_without_its_padding_mark_is_refused() -> None:
    nonce = bytes(12)
    place = "5:ope_17:contact8:identity5:con_1"
    unpadded = b"\x01" + nonce + AESGCM(SECRET).encrypt(nonce, b"a" * 64, place.encode())
    with pytest.raises(SealBroken, match=r"^padded in a way this release does not know$"):
        open_sealed(unpadded, KEY, HERE)


@pytest.mark.parametrize("plain", [b"", b"\0", b"\x80", b"\x80\0\0", b"a\x80", b"a" * 63, b"a" * 64])
def test_padding_never_eats_the_text(plain: bytes) -> None:
    assert open_sealed(seal(plain, KEY, HERE), KEY, HERE) == plain


@pytest.mark.parametrize(("length", "stored"), [(0, 93), (1, 93), (63, 93), (64, 157), (128, 221)])
def test_a_short_text_does_not_tell_its_length(length: int, stored: int) -> None:
    assert len(seal(b"a" * length, KEY, HERE)) == stored


def test_what_this_release_sealed_opens_in_every_later_one() -> None:
    sealed = (
        "01b2c03b3c3a6883bfe0cd12035f6fc0fa7ae93a11ec0f2e95729bc95fb512546feffa7df3c4cf730388f02d763886517"
        "5db70f308d64cdaa43b8bb7497214a1d3695e850febee516bbb83641bcc5e5714563dbd9283b139d4be04a902"
    )
    assert open_sealed(bytes.fromhex(sealed), KEY, HERE) == PLAIN


def test_equal_values_have_unequal_ciphertexts() -> None:
    assert len({seal(PLAIN, KEY, HERE) for _ in range(1000)}) == 1000


def test_a_ciphertext_does_not_hold_its_text() -> None:
    assert PLAIN not in seal(PLAIN, KEY, HERE)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33])
def test_a_data_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match=r"^a data key has 32 bytes$"):
        DataKey(bytes(length))


def test_keys_and_sealed_values_show_nothing() -> None:
    sealed = Sealed(b"ciphertext", HERE)
    assert f"{KEY} {KEY!r} {sealed} {sealed!r}" == "DataKey(…) DataKey(…) Sealed(…) Sealed(…)"
    assert (sealed.ciphertext, sealed.binding) == (b"ciphertext", HERE)
    assert not hasattr(KEY, "__dict__")
