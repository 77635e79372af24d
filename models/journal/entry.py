"""One entry of the journal, and the link that chains it to all before it: pure functions."""

import hashlib
from enum import StrEnum
from typing import Final, NamedTuple

import orjson


class Verb(StrEnum):
    """The verbs that are no mutation; an act's verb is the name of the mutation that did it."""

    READ = "READ"
    SEARCH = "SEARCH"
    EXPORT = "EXPORT"


class Entry(NamedTuple):
    """Who did or read what: ids and words, never a value.

    `at` is in epoch seconds; `purposes` are words with spaces between; `reason` is a code; `shown` is what
    was shown, as JSON: for a READ a list of [role, [[category, state, rule, articles]], [record ids]].
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


def canonical(entry: tuple[str | int | None, ...]) -> bytes:
    """Return the one form of an entry that is hashed: its columns in order, as JSON."""
    return orjson.dumps(tuple(entry))


def linked(previous: bytes, entry: tuple[str | int | None, ...]) -> bytes:
    """Return the hash of an entry that follows the hash of the one before it (SHA-256)."""
    return hashlib.sha256(previous + canonical(entry)).digest()
