"""The personal values of a contact as callers give them."""

from typing import Any

import strawberry

from models.sealing import values
from permissions import fields
from permissions.fields import PersonalField
from resolvers.contacts.given import Given, GivenValue
from schema.privacy.personal import directive_of
from schema.scalars import CountryCode, Day, EmailAddress, PhoneNumber


def _personal(field: PersonalField, description: str, default: Any = strawberry.UNSET) -> Any:
    """Return an input field that carries the @personal directive; it says what leaving it out entails."""
    return strawberry.field(default=default, directives=[directive_of(field)], description=description)


@strawberry.input(description="A postal address.")
class PostalAddressInput:
    city: str = strawberry.field(
        directives=[directive_of(fields.ADDRESS)], description="Mandatory: the town."
    )
    lines: list[str] = strawberry.field(
        default_factory=list,
        directives=[directive_of(fields.ADDRESS)],
        description="Optional: at most five lines of 100 characters.",
    )
    postcode: str | None = _personal(fields.ADDRESS, "Optional.", None)
    country: CountryCode | None = _personal(fields.ADDRESS, "Optional: France unless it is given.", None)

    def value(self) -> values.PostalAddress:
        return values.PostalAddress(tuple(self.lines), self.postcode, self.city, self.country)


@strawberry.input(description="A treating physician.")
class TreatingPhysicianInput:
    name: str = strawberry.field(
        directives=[directive_of(fields.TREATING_PHYSICIAN)], description="Mandatory: the physician's name."
    )
    city: str | None = _personal(fields.TREATING_PHYSICIAN, "Optional: where the physician receives.", None)
    rpps: str | None = _personal(
        fields.TREATING_PHYSICIAN, "Optional: the national register number, 11 digits.", None
    )

    def value(self) -> values.Physician:
        return values.Physician(self.name, self.city, self.rpps)


@strawberry.input(description="The personal values of a contact.")
class ContactData:
    last_name: str | None = _personal(
        fields.LAST_NAME, "Mandatory: without it nobody can be found or expected; the write is refused."
    )
    birth_name: str | None = _personal(
        fields.BIRTH_NAME, "Optional: without it a person who changed names is found under the new one only."
    )
    first_name: str | None = _personal(
        fields.FIRST_NAME, "Mandatory: without it namesakes cannot be told apart; the write is refused."
    )
    birth_date: Day | None = _personal(
        fields.BIRTH_DATE, "Optional: without it nobody can act for the person as a minor's parent."
    )
    phone: PhoneNumber | None = _personal(
        fields.PHONE,
        "Mandatory unless an e-mail is given or the person is a relative: without either the write is "
        "refused. Without a phone there are no reminders by SMS.",
    )
    email: EmailAddress | None = _personal(
        fields.EMAIL, "Optional where a phone is given: without it nothing is confirmed in writing."
    )
    address: PostalAddressInput | None = _personal(
        fields.ADDRESS, "Optional: without it nothing can be sent by post. Replaced as a whole."
    )
    treating_physician: TreatingPhysicianInput | None = _personal(
        fields.TREATING_PHYSICIAN,
        "Optional, health sector only: without it the physician is not written to. Replaced as a whole.",
    )


_FIELDS = {
    "last_name": fields.LAST_NAME,
    "birth_name": fields.BIRTH_NAME,
    "first_name": fields.FIRST_NAME,
    "birth_date": fields.BIRTH_DATE,
    "phone": fields.PHONE,
    "email": fields.EMAIL,
    "address": fields.ADDRESS,
    "treating_physician": fields.TREATING_PHYSICIAN,
}


def given_of(data: ContactData) -> Given:
    """Return what was given: an absent value is left out, a null stays as the wish to have none."""
    given = {field.name: getattr(data, name) for name, field in _FIELDS.items()}
    return Given({name: _plain(value) for name, value in given.items() if value is not strawberry.UNSET})


def _plain(value: Any) -> GivenValue:
    plain: GivenValue = (
        value.value() if isinstance(value, PostalAddressInput | TreatingPhysicianInput) else value
    )
    return plain
