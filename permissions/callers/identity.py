"""Whom an OpenID token names, in the shapes of the issuers we know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.words import Function
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import Claims

ROLE_PREFIX = "paravent-"
"""Realm roles of Keycloak that name a function: `paravent-desk-agent` is DESK_AGENT."""

_NATIONAL_ID = re.compile(r"8([0-9]{11})")
_ROLES = {ROLE_PREFIX + function.lower().replace("_", "-"): function for function in Function}


class Shape(StrEnum):
    """How an issuer's claims are read: the subject alone, or the habits of a known issuer."""

    SUBJECT = "SUBJECT"
    PRO_SANTE_CONNECT = "PRO_SANTE_CONNECT"
    KEYCLOAK = "KEYCLOAK"


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the issuer names him.

    `rpps` is set when the issuer vouches for a health professional's number. `functions` are those
    the issuer grants, None when it does not say; `party_id` likewise.
    """

    issuer: str
    subject: str
    rpps: str | None = None
    functions: frozenset[Function] | None = None
    party_id: str | None = None


def identity(shape: Shape, claims: Claims) -> Identity:
    """Return whom checked claims name.

    Raises:
        CredentialRefused: claims that contradict each other or are not of the issuer's shape.
    """
    if shape is Shape.PRO_SANTE_CONNECT:
        return Identity(claims["iss"], claims["sub"], rpps=_rpps(claims))
    if shape is Shape.KEYCLOAK:
        return Identity(claims["iss"], claims["sub"], functions=_functions(claims), party_id=_party(claims))
    return Identity(claims["iss"], claims["sub"])


def _rpps(claims: Claims) -> str | None:
    # The subject is "f:<provider>:<national id>"; SubjectNameID repeats the national id. "8" leads an RPPS.
    by_subject = _NATIONAL_ID.fullmatch(claims["sub"].rpartition(":")[2])
    named = claims.get("SubjectNameID")
    if named is None:
        return by_subject and by_subject[1]
    by_name = _NATIONAL_ID.fullmatch(named) if isinstance(named, str) else None
    if by_subject and (by_name is None or by_name[1] != by_subject[1]):
        raise CredentialRefused("identity")
    return by_name and by_name[1]


def _functions(claims: Claims) -> frozenset[Function]:
    granted = {_ROLES[role] for role in _realm_roles(claims) if role in _ROLES}
    named = claims.get("function")
    if named is not None:
        function = _function(named)
        granted = granted & {function} if granted else {function}
    granted.discard(Function.ANONYMOUS)
    if not granted:
        raise CredentialRefused("function")
    return frozenset(granted)


def _realm_roles(claims: Claims) -> list[str]:
    access = claims.get("realm_access")
    roles = access.get("roles") if isinstance(access, Mapping) else None
    return [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []


def _function(named: object) -> Function:
    if not isinstance(named, str) or named not in Function.__members__:
        raise CredentialRefused("function")
    return Function[named]


def _party(claims: Claims) -> str | None:
    party_id = claims.get("party")
    if party_id is not None and not isinstance(party_id, str):
        raise CredentialRefused("party")
    return party_id
