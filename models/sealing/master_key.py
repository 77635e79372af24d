"""The master keys: they wrap every other key, and are the only secret kept outside the databases."""

import base64
import binascii
import os
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.sealing.errors import MasterKeyInvalid, MasterKeyUnknown, SealBroken

_BYTES = 32
_DISTINCT = 12  # random keys of 32 bytes have about 30 distinct ones; typed or zero keys a few
_VERSION = b"\x01"
_NONCE_BYTES = 12
_BODY = len(_VERSION) + _NONCE_BYTES
_REMEDY = "make one with: openssl rand -base64 32"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A key as the keys database stores it: under which master key, and its ciphertext."""

    key_id: str
    wrapped: bytes


class MasterKey:
    """One key-encryption key; its id is derived from it and tells nothing about it."""

    __slots__ = ("_aead", "_secret", "key_id")

    def __init__(self, secret: bytes) -> None:
        """Take 32 random bytes; raise MasterKeyInvalid for anything that is not."""
        if len(secret) != _BYTES:
            raise MasterKeyInvalid(f"a master key has {_BYTES} bytes, not {len(secret)}; {_REMEDY}")
        if len(set(secret)) < _DISTINCT:
            raise MasterKeyInvalid(f"a master key must be random; {_REMEDY}")
        self._secret = secret
        self._aead = AESGCM(self.derive("wrap"))
        self.key_id = self.derive("id")[:6].hex()

    def __repr__(self) -> str:
        return f"MasterKey({self.key_id})"

    def derive(self, purpose: str) -> bytes:
        """Return the 32 bytes of one purpose (HKDF, RFC 5869); another master key gives others."""
        info = f"paravent.master.{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=info).derive(self._secret)

    def wrap(self, secret: bytes, place: str) -> WrappedKey:
        """Return a key encrypted for one place (`table:row`); it unwraps nowhere else."""
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = _VERSION + nonce + self._aead.encrypt(nonce, secret, place.encode())
        return WrappedKey(self.key_id, wrapped)

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Return the key that `wrap` took; raise SealBroken if it was moved or altered."""
        if wrapped[:1] != _VERSION or len(wrapped) <= _BODY:
            raise SealBroken("a key is wrapped in a format this release does not know")
        try:
            return self._aead.decrypt(wrapped[1:_BODY], wrapped[_BODY:], place.encode())
        except InvalidTag:
            raise SealBroken("a wrapped key was moved or altered") from None


class MasterKeys:
    """The master key that wraps from now on, and the others that still unwrap."""

    __slots__ = ("_by_id", "current")

    def __init__(self, current: MasterKey, *others: MasterKey) -> None:
        """Raise MasterKeyInvalid if one key is given twice."""
        self.current = current
        self._by_id = {key.key_id: key for key in (current, *others)}
        if len(self._by_id) <= len(others):
            raise MasterKeyInvalid("a master key is given twice; keep each once, the current one first")

    def __repr__(self) -> str:
        return f"MasterKeys({', '.join(self._by_id)})"

    @property
    def key_ids(self) -> frozenset[str]:
        """The ids of all master keys given."""
        return frozenset(self._by_id)

    def wrap(self, secret: bytes, place: str) -> WrappedKey:
        """Return a key wrapped by the current master key."""
        return self.current.wrap(secret, place)

    def unwrap(self, key_id: str, wrapped: bytes, place: str) -> bytes:
        """Return a key wrapped by any master key given; raise MasterKeyUnknown for another."""
        master = self._by_id.get(key_id)
        if master is None:
            raise MasterKeyUnknown(unknown_key(key_id))
        return master.unwrap(wrapped, place)


def unknown_key(key_id: str) -> str:
    """Return the sentence that tells which master key is missing and what to do."""
    return f"keys are wrapped by master key {key_id}, which was not given; add it after the current one"


def parse_master_keys(text: str) -> MasterKeys:
    """Return the master keys of a setting or a file: base64, separated by white space, the current one first.

    Raises MasterKeyInvalid, which names the key by its rank and never shows it.
    """
    keys = [_parsed(rank, word) for rank, word in enumerate(text.split(), start=1)]
    if not keys:
        raise MasterKeyInvalid(f"no master key is given; {_REMEDY}")
    return MasterKeys(*keys)


def new_master_key() -> str:
    """Return a fresh master key as base64 text."""
    return base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def _parsed(rank: int, word: str) -> MasterKey:
    try:
        return MasterKey(base64.b64decode(word, validate=True))
    except (binascii.Error, ValueError):
        raise MasterKeyInvalid(f"master key {rank} is not base64; {_REMEDY}") from None
    except MasterKeyInvalid as error:
        raise MasterKeyInvalid(f"master key {rank}: {error}") from None
