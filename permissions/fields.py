"""Every personal field of the product: its category, where it is sealed, and its partial form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.ids import Kind
from models.sealing.values import PostalAddress
from models.words import Category, Language
from permissions import masks

Form = Callable[[Any, Language], str]
PartialForm = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A personal field: the record it belongs to, its category, its place in the sealed values.

    `column` is the sealed column, `attribute` the name inside its sealed values. `whole` writes the
    value for people; `partial` what may stand for it, and is None where no part of it may.
    """

    name: str
    record: Kind
    category: Category
    attribute: str
    special: bool
    articles: tuple[str, ...]
    partial: PartialForm | None
    whole: Form

    @property
    def column(self) -> str:
        """The sealed column, named after its category."""
        return self.category.lower()


def _town(address: PostalAddress) -> str | None:
    return address.city


def _as_it_is(text: str, _: Language) -> str:
    return text


def _one_line(address: PostalAddress, _: Language) -> str:
    town = " ".join(part for part in (address.postcode, address.city) if part)
    return ", ".join(part for part in (*address.lines, town, address.country) if part)


def _day(day: date, language: Language) -> str:
    """Write a day so that nobody reads the month for the day."""
    return f"{day:%d/%m/%Y}" if language is Language.FR else f"{day:%d %b %Y}"


def _contact(
    name: str, category: Category, attribute: str, partial: PartialForm | None, whole: Form | None = None
) -> PersonalField:
    special = category is Category.PHYSICIAN
    articles = ("9", "28(3)(a)") if special else ("6", "28(3)(a)")
    return PersonalField(
        name, Kind.CONTACT, category, attribute, special, articles, partial, whole or _as_it_is
    )


def _appointment(name: str, category: Category, attribute: str) -> PersonalField:
    special, articles = True, ("9", "28(3)(a)")
    return PersonalField(name, Kind.APPOINTMENT, category, attribute, special, articles, None, _as_it_is)


LAST_NAME = _contact("lastName", Category.IDENTITY, "last_name", masks.initials)
BIRTH_NAME = _contact("birthName", Category.IDENTITY, "birth_name", masks.initials)
FIRST_NAME = _contact("firstName", Category.IDENTITY, "first_name", masks.initials)
PHONE = _contact("phone", Category.REACH, "phone", masks.last_digits)
EMAIL = _contact("email", Category.REACH, "email", masks.first_letter_and_domain)
ADDRESS = _contact("address", Category.REACH, "address", _town, _one_line)
BIRTH_DATE = _contact("birthDate", Category.BIRTH, "birth_date", masks.year, _day)
TREATING_PHYSICIAN = _contact("treatingPhysician", Category.PHYSICIAN, "name", None)
VISIT_REASON = _appointment("visitReason", Category.REASON, "text")
NOTE = _appointment("note", Category.NOTE, "text")

PERSONAL_FIELDS: Mapping[str, PersonalField] = {
    f"{kind}.{field.name}": field
    for kind, fields in {
        "Contact": (
            LAST_NAME,
            BIRTH_NAME,
            FIRST_NAME,
            PHONE,
            EMAIL,
            ADDRESS,
            BIRTH_DATE,
            TREATING_PHYSICIAN,
        ),
        "Appointment": (VISIT_REASON, NOTE),
    }.items()
    for field in fields
}
"""The personal fields by their coordinate in the GraphQL schema."""
