"""The keys that prove our own tokens."""

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc.jwk import Key, OKPKey

from models.callers.signing_key import VerifyingKey, verifying_keys
from permissions.callers.known_keys import KnownKeys

_FRESH_S = 5
_PAUSE_S = 1


def own_keys(longest_s: int) -> KnownKeys:
    """Return our public keys, read again every 5 s: a withdrawn key is refused everywhere by then.

    A retired key proves tokens for `longest_s` seconds more, when the last it signed has expired. If
    the keys database fails, so does the request: stale keys would keep a withdrawn one alive.
    """

    async def load(now: int) -> Mapping[str, Key]:
        return {
            key.key_id: _public_key(key.public)
            for key in await verifying_keys()
            if _serves(key, longest_s, now)
        }

    return KnownKeys(load, fresh_s=_FRESH_S, pause_s=_PAUSE_S, stale_s=0)


def _serves(key: VerifyingKey, longest_s: int, now: int) -> bool:
    return key.retired_at is None or now < key.retired_at + longest_s


def _public_key(raw: bytes) -> OKPKey:
    return OKPKey.import_key(Ed25519PublicKey.from_public_bytes(raw))
