"""The credential inside an `Authorization` header."""

from permissions.callers.refusal import CredentialRefused

LONGEST = 8192
"""Bytes; more than any token of Keycloak or Pro Santé Connect needs, and cheap to refuse."""


def bearer(authorization: str) -> str:
    """Return the credential of a Bearer header (RFC 6750 section 2.1).

    Raises:
        CredentialRefused: another scheme, no credential, oversize, or a character that no credential has.
    """
    scheme, _, credential = authorization.partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(credential) <= LONGEST:
        raise CredentialRefused("scheme")
    if not (credential.isascii() and credential.isprintable()) or " " in credential:
        raise CredentialRefused("characters")
    return credential
