"""The public keys an OpenID issuer publishes (JWKS, RFC 7517)."""

from collections.abc import Mapping
from typing import Any

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from permissions.callers.known_keys import KeysUnavailable

_TIMEOUT_S = 5.0
_LONGEST = 256 * 1024
_SMALLEST_RSA_BITS = 2048
_PUBLIC_KEYS: Mapping[str, type[RSAKey | ECKey | OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}


async def published_keys(url: str) -> Mapping[str, Key]:
    """Return the signing keys an issuer publishes, by key id.

    Raises:
        KeysUnavailable: no answer within 5 s, another status than 200, oversize, or no usable key.
    """
    try:
        return usable_keys(orjson.loads(await _download(url)))
    except (httpx.HTTPError, ValueError) as error:
        raise KeysUnavailable(type(error).__name__) from error


async def _download(url: str) -> bytes:
    # No redirects and no proxy from the environment: keys come from the configured address or not at all.
    async with (
        httpx.AsyncClient(timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False) as client,
        client.stream("GET", url, headers={"Accept": "application/json"}) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise KeysUnavailable(f"status {answer.status_code}")
        body = bytearray()
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > _LONGEST:
                raise KeysUnavailable("oversize")
        return bytes(body)


def usable_keys(document: object) -> Mapping[str, Key]:
    """Return the public signature keys of a JWKS document by key id, leaving out every other entry.

    Raises:
        KeysUnavailable: not a JWKS document, or one without a usable key.
    """
    entries = document.get("keys") if isinstance(document, dict) else None
    found = {
        entry["kid"]: key
        for entry in entries or ()
        if isinstance(entry, dict) and (key := _public_key(entry))
    }
    if not found:
        raise KeysUnavailable("no usable key")
    return found


def _public_key(entry: dict[str, Any]) -> Key | None:
    # A symmetric key ("oct") in a public document is known to everybody; so is a private one ("d").
    kind = _PUBLIC_KEYS.get(str(entry.get("kty")))
    if (
        kind is None
        or "d" in entry
        or entry.get("use", "sig") != "sig"
        or not isinstance(entry.get("kid"), str)
    ):
        return None
    try:
        key = kind.import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError):
        return None  # one malformed entry does not spoil the others
    too_small = isinstance(key, RSAKey) and key.raw_value.key_size < _SMALLEST_RSA_BITS
    return None if too_small else key
