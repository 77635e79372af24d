"""What a good token proves, and a short memory of proofs already checked."""

import hashlib
from dataclasses import dataclass
from typing import Generic, TypeVar

from joserfc.jwk import Key

from permissions.callers.identity import Identity

_LONGEST_S = 60
_MOST = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Proof:
    """A checked token: its holder is one of our accounts by id, or a person an issuer names.

    Good until `expires_at` (epoch seconds), unless revoked. `strong`: more than one factor.
    """

    holder: str | Identity
    token_id: str
    expires_at: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """A proof with the source and key that checked it."""

    source: T
    key_id: str
    key: Key
    proof: Proof
    until: int


class CheckedTokens(Generic[T]):
    """Proofs of tokens checked in the last minute, by hash; good tokens only, so that noise fills nothing.

    It saves the signature's arithmetic and nothing else: whether key, account and token still stand
    is asked at every request.
    """

    def __init__(self) -> None:
        self._kept: dict[bytes, Checked[T]] = {}

    def get(self, text: str, now: int) -> Checked[T] | None:
        """Return what was checked of a token, unless it is too old or has expired."""
        found = self._kept.get(_digest(text))
        return found if found and found.until - _LONGEST_S <= now < found.until else None

    def keep(self, text: str, source: T, key_id: str, key: Key, proof: Proof, now: int) -> None:
        """Remember a proof for a minute or until it expires; the oldest makes room."""
        digest = _digest(text)
        self._kept.pop(digest, None)
        if len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[digest] = Checked(source, key_id, key, proof, min(proof.expires_at, now + _LONGEST_S))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
