"""The OpenID issuers a deployment trusts."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from models.words import Function
from permissions.callers.identity import Shape

ASYMMETRIC = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"}
)
"""Signatures whose key can be published (RFC 7518 section 3.1, RFC 9864)."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class IssuerMisconfigured(ValueError):
    """The settings of an issuer would accept tokens that nobody should trust."""


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """An OpenID issuer: whose tokens, for which audience, proven by which keys, read in which shape.

    `audience_claim` is "azp" for an issuer whose access tokens name only the client they were given to.
    `strong_acr` are the `acr` values that mean more than one factor. `enrols` are the functions for
    which the first good token opens an account by itself; with none, accounts are made beforehand.

    Raises:
        IssuerMisconfigured: a symmetric or unknown algorithm, keys over plain HTTP, or an enrolment
            that the issuer's shape cannot express.
    """

    issuer: str
    jwks_url: str
    audience: str
    algorithms: tuple[str, ...] = ("RS256",)
    shape: Shape = Shape.SUBJECT
    strong_acr: frozenset[str] = frozenset()
    enrols: frozenset[Function] = frozenset()
    audience_claim: Literal["aud", "azp"] = "aud"

    def __post_init__(self) -> None:
        if not self.algorithms or not ASYMMETRIC.issuperset(self.algorithms):
            raise IssuerMisconfigured(f"Algorithms must be among {' '.join(sorted(ASYMMETRIC))}.")
        url = urlsplit(self.jwks_url)
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in _LOOPBACK):
            raise IssuerMisconfigured("The keys' address must begin with https://.")
        if not (self.issuer and self.audience):
            raise IssuerMisconfigured("Name the issuer and the audience its tokens carry for this API.")
        if self.enrols and self.shape is not Shape.KEYCLOAK:
            raise IssuerMisconfigured("Only the KEYCLOAK shape carries the party and function to enrol.")
