"""Seals and opens personal values: AES-256-GCM, bound to the place where each is stored."""

import os
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from models.sealing.errors import SealBroken

KEY_BYTES = 32
_VERSION = b"\x01"
_NONCE_BYTES = 12
_BODY = len(_VERSION) + _NONCE_BYTES
_BLOCK = 64
_SHORTEST = _BODY + _BLOCK + 16  # one padded block and the tag
_END = b"\x80"


class Binding(NamedTuple):
    """The one place where a ciphertext is valid; moved anywhere else it does not open."""

    tenant: str
    table: str
    column: str
    row: str


class DataKey:
    """The key of one contact's values: it seals and opens, and shows nothing."""

    __slots__ = ("_aead",)

    def __init__(self, secret: bytes) -> None:
        """Take 32 random bytes; raise ValueError for any other length."""
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")
        self._aead = AESGCM(secret)

    def __repr__(self) -> str:
        return "DataKey(…)"


class Sealed:
    """A personal value as models hand it out: where it is stored and its ciphertext, never its content."""

    __slots__ = ("binding", "ciphertext")

    def __init__(self, ciphertext: bytes, binding: Binding) -> None:
        self.ciphertext = ciphertext
        self.binding = binding

    def __repr__(self) -> str:
        return "Sealed(…)"


def seal(plain: bytes, key: DataKey, binding: Binding) -> bytes:
    """Return the ciphertext to store: version byte, 12 bytes of nonce, padded text with its tag.

    The length tells the length of the plain text only to the next 64 bytes. Nonces are random, which is safe
    for 2**32 values under one key (NIST SP 800-38D, 8.3); a contact has some dozens.
    """
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + key._aead.encrypt(nonce, _padded(plain), _associated(binding))  # noqa: SLF001 - the key shows itself to this module only


def open_sealed(sealed: bytes, key: DataKey, binding: Binding) -> bytes:
    """Return the plain bytes; raise SealBroken unless this key sealed them for this very place.

    Only `permissions/lens.py` may import this function, and calls it after a decision.
    """
    if sealed[:1] != _VERSION:
        raise SealBroken("sealed in a format this release does not know")
    if len(sealed) < _SHORTEST:
        raise SealBroken("cut short")
    try:
        padded = key._aead.decrypt(sealed[1:_BODY], sealed[_BODY:], _associated(binding))  # noqa: SLF001 - as above
    except InvalidTag:
        raise SealBroken("moved, altered or sealed under another key") from None
    return _unpadded(padded)


def _associated(binding: Binding) -> bytes:
    """Frame each part by its length, so that no two places share an encoding."""
    tenant, table, column, row = binding
    place = f"{len(tenant)}:{tenant}{len(table)}:{table}{len(column)}:{column}{len(row)}:{row}"
    return place.encode()


def _padded(plain: bytes) -> bytes:
    """Append one mark and zeros up to a whole number of blocks (ISO/IEC 7816-4)."""
    return (plain + _END).ljust(-(-(len(plain) + 1) // _BLOCK) * _BLOCK, b"\0")


def _unpadded(padded: bytes) -> bytes:
    plain = padded.rstrip(b"\0")
    if not plain.endswith(_END):
        raise SealBroken("padded in a way this release does not know")
    return plain[:-1]
