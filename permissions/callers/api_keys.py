"""The keys partner sites send: made, recognised and hashed."""

import base64
import hashlib
import re
import secrets
import zlib

PREFIX = "paravent_"
"""Leads every key, so that scanners of leaked secrets find one by its look."""

_SECRET_BYTES = 32
_KEY = re.compile(PREFIX + r"([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})")


def new_api_key() -> str:
    """Return a fresh key: prefix, 256 random bits, and a checksum that tells a typo from a key."""
    secret = _base64(secrets.token_bytes(_SECRET_BYTES))
    return f"{PREFIX}{secret}{_checksum(secret)}"


def is_api_key(text: str) -> bool:
    """Tell whether a text has the form and checksum of a key, without asking whether it exists."""
    found = _KEY.fullmatch(text)
    return found is not None and _checksum(found[1]) == found[2]


def key_hash(key: str) -> bytes:
    """Return the SHA-256 of a key, the only form that is stored.

    A slow password hash would add nothing: it makes guessing dear, and 256 random bits cannot be guessed.
    """
    return hashlib.sha256(key.encode()).digest()


def _checksum(secret: str) -> str:
    return _base64(zlib.crc32(f"{PREFIX}{secret}".encode()).to_bytes(4, "big"))


def _base64(noise: bytes) -> str:
    return base64.urlsafe_b64encode(noise).rstrip(b"=").decode()
