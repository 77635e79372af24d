"""Our own tokens: Ed25519 signatures over issuer, audience, account, id and times (RFC 7519, RFC 9068)."""

import secrets
from dataclasses import dataclass, field

from joserfc.jwk import Key, OKPKey
from joserfc.jwt import encode

from models.ids import Kind, kind_of
from permissions.callers.proof import Proof
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import check_claims, checked_claims

ALGORITHMS = ("Ed25519",)
"""The closed list: EdDSA with its curve in the name; RFC 9864 retires the ambiguous "EdDSA"."""

KIND = "at+jwt"
"""The `typ` of our tokens (RFC 9068 section 2.1): nothing else we may ever sign is taken for one."""

_SKEW_S = 10
_ID_BYTES = 16
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """Who issues our tokens, for which API, and for how many seconds at the longest."""

    issuer: str
    audience: str
    longest_s: int = 30 * 24 * 3600


class LifetimeTooLong(ValueError):
    """A token was asked to live longer than the settings allow."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and its id; its repr shows the id only."""

    key_id: str
    key: OKPKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token to hand out: `text` is the secret, `token_id` is what revokes it."""

    text: str = field(repr=False)
    token_id: str
    expires_at: int


def issue(
    settings: TokenSettings,
    signing: SigningKey,
    *,
    account_id: str,
    now: int,
    lifetime_s: int,
    strong: bool = False,
) -> IssuedToken:
    """Return a token for an account, good from `now` for `lifetime_s` seconds.

    Raises:
        LifetimeTooLong: a retired key verifies for the longest lifetime and no longer.
    """
    if not 0 < lifetime_s <= settings.longest_s:
        raise LifetimeTooLong(f"A token lives 1 to {settings.longest_s} seconds.")
    token_id, expires_at = secrets.token_hex(_ID_BYTES), now + lifetime_s
    claims = {
        "iss": settings.issuer,
        "aud": settings.audience,
        "sub": account_id,
        "jti": token_id,
        "iat": now,
        "nbf": now,
        "exp": expires_at,
        "strong": strong,
    }
    header = {"alg": ALGORITHMS[0], "kid": signing.key_id, "typ": KIND}
    return IssuedToken(encode(header, claims, signing.key, algorithms=ALGORITHMS), token_id, expires_at)


def verify(settings: TokenSettings, text: str, key: Key, now: int) -> Proof:
    """Return what a token proves now.

    Raises:
        CredentialRefused: forged, of another issuer or audience, expired, early, or lacking a claim.
    """
    claims = checked_claims(text, key, ALGORITHMS)
    check_claims(
        claims,
        exact={"iss": settings.issuer, "aud": settings.audience},
        needed=("jti", "nbf"),
        now=now,
        skew=_SKEW_S,
    )
    if kind_of(claims["sub"]) is not Kind.ACCOUNT or len(claims["jti"]) > _LONGEST_ID:
        raise CredentialRefused("claims")
    return Proof(claims["sub"], claims["jti"], int(claims["exp"]), claims.get("strong") is True)
