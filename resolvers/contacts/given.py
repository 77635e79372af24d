"""What a caller gave of a person, field by field, and what of it may be kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from models.sealing.values import Personal, Physician, PostalAddress
from models.words import Category
from permissions import fields
from permissions.fields import PersonalField
from permissions.wording import STATES
from resolvers.contacts import checks
from resolvers.writing.fault import ErrorCode
from resolvers.writing.gathered import Gathered

GivenValue = str | date | PostalAddress | Physician | None
Changes = Mapping[PersonalField, Any]
"""Checked values by field; None where the value is to be removed."""

MASK_DOT: Final = "•"

FIELDS: Final[Mapping[str, PersonalField]] = {
    field.name: field
    for field in (
        fields.LAST_NAME,
        fields.BIRTH_NAME,
        fields.FIRST_NAME,
        fields.BIRTH_DATE,
        fields.PHONE,
        fields.EMAIL,
        fields.ADDRESS,
        fields.TREATING_PHYSICIAN,
    )
}
"""The fields of a contact that callers may write, by name."""

_WORDINGS: Final = {text.casefold() for states in STATES.values() for text in states.values() if text}


@dataclass(frozen=True, slots=True, repr=False)
class Given(Personal):
    """The values a caller gave, by field name: None removes a value, a name that is not there keeps it."""

    values: Mapping[str, GivenValue]

    def has(self, field: PersonalField) -> bool:
        """Whether a value, and not its removal, was given for a field."""
        return self.values.get(field.name) is not None


def checked(given: Given, collected: Collection[Category], now: int, faults: Gathered) -> Changes:
    """Return the values in their one form; whatever is masked, malformed or not collected becomes a fault."""
    changes: dict[PersonalField, Any] = {}
    for name, value in given.values.items():
        field = FIELDS[name]
        if value is None:
            changes[field] = None
        elif field.category not in collected:
            faults.add(ErrorCode.CATEGORY_NOT_COLLECTED, name, category=field.category.value)
        elif is_masked(value):
            faults.add(ErrorCode.MASK_WRITTEN_BACK, name, category=field.category.value)
        elif (kept := faults.take(_check_of(field, now), value, name)) is not None:
            changes[field] = kept
    return changes


def require(given: Given, faults: Gathered, *, reachable: bool) -> None:
    """Gather what is missing of a new contact; `reachable` asks for a phone or an e-mail too."""
    for field in (fields.LAST_NAME, fields.FIRST_NAME):
        if not given.has(field):
            faults.add(ErrorCode.MISSING_REQUIRED_DATA, field.name)
    if reachable and not (given.has(fields.PHONE) or given.has(fields.EMAIL)):
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, fields.PHONE.name)


def is_masked(value: GivenValue) -> bool:
    """Whether a value is what stands for a value nobody was shown."""
    return any(MASK_DOT in part or part.strip().casefold() in _WORDINGS for part in _parts(value))


def _check_of(field: PersonalField, now: int) -> Callable[[Any], Any]:
    if field is fields.BIRTH_DATE:
        return partial(checks.birth_date, now=now)
    return _CHECKS[field]


_CHECKS: Final[Mapping[PersonalField, Callable[[Any], Any]]] = {
    fields.LAST_NAME: checks.name,
    fields.BIRTH_NAME: checks.name,
    fields.FIRST_NAME: checks.name,
    fields.PHONE: checks.phone,
    fields.EMAIL: checks.email,
    fields.ADDRESS: checks.address,
    fields.TREATING_PHYSICIAN: checks.physician,
}


def _parts(value: GivenValue) -> list[str]:
    match value:
        case str():
            return [value]
        case PostalAddress():
            return [*value.lines, *filter(None, (value.postcode, value.city, value.country))]
        case Physician():
            return [value.name, *filter(None, (value.city, value.rpps))]
    return []
