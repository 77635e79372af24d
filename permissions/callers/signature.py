"""Signed compact tokens (JWS, RFC 7515): what they claim before and after the signature is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry, decode
from joserfc.util import urlsafe_b64decode

from permissions.callers.refusal import CredentialRefused

Claims = Mapping[str, Any]

_PARTS = 3
_LONGEST_KEY_ID = 128
# "crit" and "b64" change how a token is read (RFC 7515 section 4.1.11, RFC 7797); no issuer needs them here.
_REFUSED_HEADERS = frozenset({"crit", "b64"})


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What a token says of itself, good only for choosing the key that can prove it."""

    issuer: str
    key_id: str
    kind: str


def read_unchecked(text: str) -> Unchecked:
    """Return the issuer, key id and `typ` a token claims; nothing of it is proven yet.

    Raises:
        CredentialRefused: not three parts of base64url JSON, or without issuer or key id.
    """
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise CredentialRefused("shape")
    header, payload = _json_object(parts[0]), _json_object(parts[1])
    issuer, key_id, kind = payload.get("iss"), header.get("kid"), header.get("typ", "")
    if not (isinstance(issuer, str) and isinstance(key_id, str) and isinstance(kind, str)):
        raise CredentialRefused("shape")
    if not 0 < len(key_id) <= _LONGEST_KEY_ID or _REFUSED_HEADERS & header.keys():
        raise CredentialRefused("header")
    return Unchecked(issuer, key_id, kind.lower())


def _json_object(part: str) -> dict[str, Any]:
    try:
        found = orjson.loads(urlsafe_b64decode(part.encode()))
    except ValueError as error:
        raise CredentialRefused("shape") from error
    if not isinstance(found, dict):
        raise CredentialRefused("shape")
    return found


def checked_claims(text: str, key: Key, algorithms: tuple[str, ...]) -> Claims:
    """Return the claims of a token whose signature by this key, in one of these algorithms, is good.

    Raises:
        CredentialRefused: any other token.
    """
    try:
        return decode(text, key, algorithms=algorithms).claims
    except (JoseError, ValueError, RecursionError) as error:
        raise CredentialRefused("signature") from error


def check_claims(
    claims: Claims, *, exact: Mapping[str, str], needed: tuple[str, ...], now: int, skew: int
) -> None:
    """Refuse claims without an exact or needed value, expired, or from the future.

    `exact` are the values of issuer and audience; a list claim must contain its value. `skew` seconds
    forgive a clock that runs ahead at the issuer; expiry has no grace.

    Raises:
        CredentialRefused: the claims do not hold now and here.
    """
    registry = JWTClaimsRegistry(
        now=now,
        leeway=skew,
        **{name: ClaimsOption(essential=True, value=value) for name, value in exact.items()},
        **dict.fromkeys(("exp", "iat", "sub", *needed), ClaimsOption(essential=True)),
    )
    try:
        registry.validate(dict(claims))
    except JoseError as error:
        raise CredentialRefused("claims") from error
    if claims["exp"] <= now:
        raise CredentialRefused("expired")
