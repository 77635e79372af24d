"""Cursors: positions in a list, sealed to the caller and to the query that gave them."""

import base64
import binascii
from functools import lru_cache

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from permissions.caller import Caller
from permissions.refusal import Refusal

Position = list[int | str]


class BadCursor(Refusal):
    """A cursor that this query did not give to this caller."""

    code = "BAD_USER_INPUT"

    def __init__(self) -> None:
        """Refuse alike what is malformed, foreign or of another query."""
        super().__init__("cursor")


def seal_cursor(secret: bytes, caller: Caller, query: str, position: Position) -> str:
    """Return the cursor of a position: opaque, and the same each time (AES-SIV, RFC 5297)."""
    return _written(_siv(secret).encrypt(orjson.dumps(position), _bound_to(caller, query)))


def open_cursor(secret: bytes, caller: Caller, query: str, cursor: str) -> Position:
    """Return the position in a cursor; raise BadCursor unless this query gave it to this caller."""
    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        position: Position = orjson.loads(_siv(secret).decrypt(sealed, _bound_to(caller, query)))
    except (binascii.Error, ValueError, InvalidTag):
        raise BadCursor from None
    if _written(sealed) != cursor:  # base64 reads over foreign characters and spare bits
        raise BadCursor
    return position


def _written(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


@lru_cache(maxsize=4)
def _siv(secret: bytes) -> AESSIV:
    return AESSIV(secret)


def _bound_to(caller: Caller, query: str) -> list[bytes]:
    return [f"{caller.function} {caller.party_id} {caller.account_id}".encode(), query.encode()]
