"""Tokens of configured OpenID issuers (OpenID Connect Core 1.0; RFC 9068 for access tokens)."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping

from joserfc.jwk import Key

from permissions.callers.identity import identity
from permissions.callers.issuer import IssuerSettings
from permissions.callers.known_keys import KnownKeys
from permissions.callers.proof import Proof
from permissions.callers.published_keys import published_keys
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import Claims, check_claims, checked_claims

KINDS = frozenset({"", "jwt", "at+jwt", "application/at+jwt"})
"""The `typ` headers of identity and access tokens; logout and other tokens name themselves otherwise."""

_SKEW_S = 60
_FRESH_S = 600
_PAUSE_S = 30
_STALE_S = 24 * 3600
_LONGEST_ID = 255  # OpenID Connect Core 1.0 section 2, for `sub`


def issuer_keys(
    settings: IssuerSettings, load: Callable[[str], Awaitable[Mapping[str, Key]]] = published_keys
) -> KnownKeys:
    """Return an issuer's keys: loaded again each 10 minutes, or for an unknown key id each 30 s at most.

    When the issuer cannot be reached its last keys serve for a day.
    """
    return KnownKeys(lambda _: load(settings.jwks_url), fresh_s=_FRESH_S, pause_s=_PAUSE_S, stale_s=_STALE_S)


def verify(settings: IssuerSettings, text: str, key: Key, now: int) -> Proof:
    """Return whom an issuer's token names now.

    Raises:
        CredentialRefused: forged, of another issuer or audience, expired, early, lacking a claim, or
            in a shape that is not the issuer's.
    """
    claims = checked_claims(text, key, settings.algorithms)
    exact = {"iss": settings.issuer, settings.audience_claim: settings.audience}
    check_claims(claims, exact=exact, needed=(), now=now, skew=_SKEW_S)
    if "events" in claims:  # a logout token (OpenID Back-Channel Logout 1.0 section 2.4) is no credential
        raise CredentialRefused("kind")
    if not _storable(claims["sub"]):
        raise CredentialRefused("claims")
    return Proof(
        holder=identity(settings.shape, claims),
        token_id=_token_id(settings.issuer, claims, text),
        expires_at=int(claims["exp"]),
        strong=claims.get("acr") in settings.strong_acr if isinstance(claims.get("acr"), str) else False,
    )


def _token_id(issuer: str, claims: Claims, text: str) -> str:
    # Issuers number tokens apart, and some not at all: the issuer belongs to the id, the text stands in.
    own = claims.get("jti", hashlib.sha256(text.encode()).hexdigest())
    if not isinstance(own, str) or not _storable(own):
        raise CredentialRefused("claims")
    return f"{issuer}#{own}"


def _storable(name: str) -> bool:
    # A NUL is text to JSON and an error to PostgreSQL.
    return len(name) <= _LONGEST_ID and name.isprintable()
