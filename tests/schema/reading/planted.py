"""The values of one record: no two records share one, and none occurs in an answer by chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from models.sealing.values import Birth, Identity, Note, Physician, PostalAddress, Reach, Reason, Value
from models.words import Category

FIELDS: Final[Mapping[str, Category]] = {
    "lastName": Category.IDENTITY,
    "birthName": Category.IDENTITY,
    "firstName": Category.IDENTITY,
    "phone": Category.REACH,
    "email": Category.REACH,
    "address": Category.REACH,
    "birthDate": Category.BIRTH,
    "visitReason": Category.REASON,
    "treatingPhysician": Category.PHYSICIAN,
    "note": Category.NOTE,
}
"""The personal fields by name."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One value: as it is shown clear, as it is shown in part, and the texts that would betray it."""

    value: Any
    display: str
    partial: str | None
    betraying: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """One record of the world: where it is, and what was sealed in it."""

    number: int
    contact_id: str
    appointment_id: str
    professional_id: str
    raw: Mapping[str, Raw] = field(repr=False)


def person(number: int) -> tuple[Value, ...]:
    """Return what is sealed in the contact of a number."""
    word = f"{number:03d}"
    home = PostalAddress((f"{word} sente Corvine",), f"CP{word}X", f"Villecache{word}", "FR")
    return (
        Identity(f"Zephyr{word}", f"Quillon{word}", f"Ysoline{word}"),
        Reach(f"+3361234{number:04d}", f"xavi{word}@exemple.org", home),
        Birth(_born(number)),
        Physician(f"Mystere{word}", f"Cachan{word}", f"80000000{word}"),
    )


def words(number: int) -> tuple[Value, ...]:
    """Return what is sealed in the appointment of a number."""
    return Reason(f"Motif{number:03d}"), Note(f"Remarque{number:03d}")


def raw_of(number: int, *, sparse: bool = False) -> dict[str, Raw]:
    """Return the values of a number by field; a sparse record has nothing but a last name."""
    word, born = f"{number:03d}", _born(number)
    lines, city = [f"{word} sente Corvine"], f"Villecache{word}"
    home = {"lines": lines, "postcode": f"CP{word}X", "city": city, "country": "FR"}
    raw = {
        "lastName": _text(f"Zephyr{word}", "Z."),
        "birthName": _text(f"Quillon{word}", "Q."),
        "firstName": _text(f"Ysoline{word}", "Y."),
        "phone": _text(f"+3361234{number:04d}", f"•• •• •• •• {number % 100:02d}", f"61234{number:04d}"),
        "email": _text(f"xavi{word}@exemple.org", "x•••@exemple.org", f"xavi{word}"),
        "address": Raw(home, f"{lines[0]}, CP{word}X {city}, FR", city, (*lines, f"CP{word}X")),
        "birthDate": Raw(
            born.isoformat(),
            f"{born:%d %b %Y}",
            "1950",
            (born.isoformat(), f"{born:%d/%m/%Y}", f"{born:%d %b %Y}"),
        ),
        "visitReason": _text(f"Motif{word}", "Consultation"),
        "treatingPhysician": _text(f"Mystere{word}", None, f"Cachan{word}", f"80000000{word}"),
        "note": _text(f"Remarque{word}", None),
    }
    return {"lastName": raw["lastName"]} if sparse else raw


def _born(number: int) -> date:
    return date(1950, 1, 1) + timedelta(days=number)


def _text(value: str, partial: str | None, *others: str) -> Raw:
    return Raw(value, value, partial, (value, *others))
