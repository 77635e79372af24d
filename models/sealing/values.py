"""What each category seals: frozen values that never print their content, and their bytes."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

import orjson

from models.words import Category


class Personal:
    """A value that shows its type and nothing else, wherever it is printed, logged or traced."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Identity(Personal):
    """IDENTITY: the names of a contact."""

    last_name: str | None = None
    birth_name: str | None = None
    first_name: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PostalAddress(Personal):
    """Where post reaches a contact; the country is an ISO 3166-1 alpha-2 code."""

    lines: tuple[str, ...] = ()
    postcode: str | None = None
    city: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Reach(Personal):
    """REACH: how a contact is reached; the phone in E.164."""

    phone: str | None = None
    email: str | None = None
    address: PostalAddress | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Birth(Personal):
    """BIRTH: the day a contact was born."""

    birth_date: date


@dataclass(frozen=True, slots=True, repr=False)
class Physician(Personal):
    """PHYSICIAN: the treating physician; `rpps` is the national register number."""

    name: str
    city: str | None = None
    rpps: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Reason(Personal):
    """REASON: why an appointment is asked for."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Note(Personal):
    """NOTE: what staff wrote down; what is about a third party is kept from the subject (GDPR 15(4))."""

    text: str
    about_third_party: bool = False


Value = Identity | Reach | Birth | Physician | Reason | Note

VALUE_OF: Final[dict[Category, type[Value]]] = {
    Category.IDENTITY: Identity,
    Category.REACH: Reach,
    Category.BIRTH: Birth,
    Category.PHYSICIAN: Physician,
    Category.REASON: Reason,
    Category.NOTE: Note,
}


def encode(value: Value) -> bytes:
    """Return the bytes to seal: a JSON object in which whatever is empty is left out."""
    return orjson.dumps(_filled(value), option=orjson.OPT_PASSTHROUGH_DATACLASS)


def decode(category: Category, plain: bytes) -> Value:
    """Return the value of a category that `encode` wrote; what a later release added is ignored."""
    kind = VALUE_OF[category]
    stored = orjson.loads(plain)
    if not stored.keys() <= _KNOWN[kind]:
        stored = {name: stored[name] for name in _NAMES[kind] if name in stored}
    if kind is Birth:
        stored["birth_date"] = date.fromisoformat(stored["birth_date"])
    elif "address" in stored:
        stored["address"] = _address(stored["address"])
    return kind(**stored)


_NAMES: Final = {
    kind: tuple(field.name for field in fields(kind)) for kind in (*VALUE_OF.values(), PostalAddress)
}
_KNOWN: Final = {kind: frozenset(names) for kind, names in _NAMES.items()}


def _filled(value: Value | PostalAddress) -> dict[str, Any]:
    entries = {name: getattr(value, name) for name in _NAMES[type(value)]}
    return {
        name: _filled(entry) if isinstance(entry, PostalAddress) else entry
        for name, entry in entries.items()
        if entry
    }


def _address(stored: dict[str, Any]) -> PostalAddress:
    known = {name: stored[name] for name in _NAMES[PostalAddress] if name in stored}
    return PostalAddress(**{**known, "lines": tuple(known.get("lines", ()))})
