"""updateContact."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.contacts.update import ContactUpdate
from resolvers.contacts.update import update_contact as update
from schema.contacts.contact import Contact
from schema.contacts.contact_data import ContactData, given_of
from schema.contacts.written import written_contact
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    VersionConflict,
    WrongState,
)
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="Changes to a contact. A value left out stays as it is, null removes it. Only who reads a "
    "category clear may change it; a masked form is refused and never kept."
)
class UpdateContactInput(ContactData):
    id: strawberry.ID
    expected_version: int = strawberry.field(description="The version the changes are based on.")
    idempotency_key: str | None = idempotency_key()


UpdateContactError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | VersionConflict | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("UpdateContactError", description="Why a contact was not changed."),
]


@strawberry.type(description="The contact as it is now, or why it was not changed.")
class UpdateContactPayload:
    contact: Contact | None
    errors: list[UpdateContactError]


async def update_contact(info: Info, input: UpdateContactInput) -> UpdateContactPayload:  # noqa: A002 - Relay's word
    """Change a contact, once for each key."""
    asked = ContactUpdate(input.id, input.expected_version, given_of(input))
    outcome = await update(info.context, write_of(info, "updateContact", input), asked)
    return UpdateContactPayload(
        contact=await written_contact(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
