"""Search tokens: keyed fingerprints by which sealed values are found and never read.

A token is bound to its wall (the controller who may search there): the same name behind another wall has
another token. Birth dates have tokens of their own, so that a name changes without opening a birth date; a
search asks for them together with a name.
"""

import hmac
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.sealing.errors import Unsearchable
from models.sealing.name_forms import asked_forms, stored_forms
from models.sealing.reach_forms import email_form, phone_form
from models.sealing.values import Birth, Identity, Reach

_TOKEN_BYTES = 16


class SearchKind(StrEnum):
    """What a search token was made from."""

    PHONE = "PHONE"
    EMAIL = "EMAIL"
    NAME = "NAME"
    BIRTH = "BIRTH"


class SearchToken(NamedTuple):
    """A fingerprint of 16 bytes and what it was made from."""

    kind: SearchKind
    token: bytes


class SearchTokens:
    """Makes the tokens to store and the tokens to ask for, under one secret."""

    __slots__ = ("_region", "_secret")

    def __init__(self, secret: bytes, region: str = "FR") -> None:
        """Take the search secret of the key ring and the region of telephone numbers without a prefix."""
        self._secret = secret
        self._region = region

    def __repr__(self) -> str:
        return "SearchTokens(…)"

    def tokens_of(self, wall: str, value: Identity | Reach | Birth) -> frozenset[SearchToken]:
        """Return every token under which a value is found behind a wall; they replace those of its kinds."""
        return frozenset(
            SearchToken(kind, token)
            for kind, forms in _forms_of(value, self._region).items()
            for token in self._tokens(wall, kind, forms)
        )

    def query_tokens(self, wall: str, kind: SearchKind, text: str) -> frozenset[bytes]:
        """Return the tokens that must all be stored for a contact to be found; a birth date is ISO text.

        Raises Unsearchable if the text holds nothing to search for, so that nobody asks for everybody.
        """
        tokens = frozenset(self._tokens(wall, kind, _asked(kind, text, self._region)))
        if not tokens:
            raise Unsearchable(f"nothing to search for in this {kind}")
        return tokens

    def _tokens(self, wall: str, kind: SearchKind, forms: Iterable[str]) -> list[bytes]:
        """Fingerprint the forms; a key of its own for each wall and kind keeps them apart."""
        key = hmac.digest(self._secret, f"{kind} {wall}".encode(), "sha256")
        return [
            hmac.digest(key, form.encode(errors="replace"), "sha256")[:_TOKEN_BYTES] for form in forms if form
        ]


def kinds_of(value_type: type[Identity | Reach | Birth]) -> frozenset[SearchKind]:
    """Return the kinds of token a value has, all of which are replaced when it changes."""
    return _KINDS[value_type]


_KINDS = {
    Identity: frozenset({SearchKind.NAME}),
    Reach: frozenset({SearchKind.PHONE, SearchKind.EMAIL}),
    Birth: frozenset({SearchKind.BIRTH}),
}


def _forms_of(value: Identity | Reach | Birth, region: str) -> dict[SearchKind, Iterable[str]]:
    if isinstance(value, Identity):
        return {SearchKind.NAME: stored_forms(value.last_name, value.birth_name, value.first_name)}
    if isinstance(value, Reach):
        phone, email = phone_form(value.phone or "", region), email_form(value.email or "")
        return {SearchKind.PHONE: [phone], SearchKind.EMAIL: [email]}
    return {SearchKind.BIRTH: [value.birth_date.isoformat()]}


def _asked(kind: SearchKind, text: str, region: str) -> Iterable[str]:
    if kind is SearchKind.PHONE:
        return [phone_form(text, region)]
    if kind is SearchKind.EMAIL:
        return [email_form(text)]
    if kind is SearchKind.NAME:
        return asked_forms(text)
    return [_day(text)]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unsearchable("a birth date is searched as YYYY-MM-DD") from None
