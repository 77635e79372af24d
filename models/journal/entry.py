"""One entry of the journal, and the link that chains it to all before it: pure functions."""

import hashlib
from enum import StrEnum
from typing import Final, NamedTuple, get_type_hints


class Verb(StrEnum):
    """The verbs that are no mutation; an act's verb is the name of the mutation that did it."""

    READ = "READ"
    SEARCH = "SEARCH"
    EXPORT = "EXPORT"


class Entry(NamedTuple):
    """Who did or read what: ids and words, never a value.

    `at` is in epoch seconds; `purposes` are words with spaces between; `reason` is a code; `shown` is what
    was shown, as JSON: for a READ a list of
    [role, [[category, state, rule, articles, fields]], [record ids]].
    """

    id: str
    at: int
    verb: str
    record_id: str | None
    contact_id: str | None
    professional_id: str | None
    function: str
    party_id: str
    account_id: str
    purposes: str
    reason: str | None
    shown: str | None
    request_id: str | None


class About(NamedTuple):
    """That an entry is about a record of a contact; `secret` keeps that from those who act for a minor."""

    contact_id: str
    at: int
    entry_id: str
    record_id: str
    categories: str
    secret: bool


class Link(NamedTuple):
    """The place of an entry in the chain."""

    seq: int
    entry_id: str
    hash: bytes


START: Final = bytes(32)
"""What the first link takes for the hash before it."""


_BETWEEN: Final = "\x1f"
_NOTHING: Final = "\x1e"
_BORDERS: Final = len(Entry._fields) - 1

_AS_TEXT: Final = {
    name: f"COALESCE(j.{name}, '{_NOTHING}')" if "None" in str(kind) else f"j.{name}"
    for name, kind in get_type_hints(Entry).items()
} | {"at": "CAST(j.at AS TEXT)"}
CANONICAL: Final = f" || '{_BETWEEN}' || ".join(_AS_TEXT[name] for name in Entry._fields)
"""The canonical form as SQL, of the journal as `j`: on both databases what `canonical` returns."""


def canonical(entry: Entry) -> str:
    """Return the one form of an entry that is hashed: its columns in order, a unit separator between.

    Raises ValueError where a column has a separator of its own: it might borrow from its neighbours.
    """
    text = _BETWEEN.join(_NOTHING if each is None else str(each) for each in entry)
    if text.count(_BETWEEN) != _BORDERS:
        raise ValueError("an entry of the journal with a separator in a column")
    return text


def linked(previous: bytes, text: str) -> bytes:
    """Return the hash of an entry in its canonical form, after the hash of the one before it (SHA-256)."""
    return hashlib.sha256(previous + text.encode()).digest()
