"""createContact."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.contacts.create import create_contact as create
from schema.contacts.contact import Contact
from schema.contacts.contact_data import ContactData, given_of
from schema.contacts.written import written_contact
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import BusyTryAgain, IdempotencyMismatch, InvalidInput, NotAllowed, NotFound
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="A contact to create. The channel is that of the caller's party: AGENDA, PHONE or ONLINE; "
    "what a contact creates is a relative of its own. A category that the professional does not collect "
    "is refused; without a professional only IDENTITY, REACH and BIRTH are kept."
)
class CreateContactInput(ContactData):
    professional_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="For whom the data are collected. Mandatory for staff of several professionals, implied "
        "for a professional, optional for the desk and for partners, never given by a contact.",
    )
    idempotency_key: str | None = idempotency_key()


CreateContactError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("CreateContactError", description="Why no contact was created."),
]


@strawberry.type(description="The contact, or why there is none.")
class CreateContactPayload:
    contact: Contact | None
    errors: list[CreateContactError]


async def create_contact(info: Info, input: CreateContactInput) -> CreateContactPayload:  # noqa: A002 - Relay's word
    """Create a contact, once for each key."""
    write = write_of(info, "createContact", input)
    outcome = await create(info.context, write, given_of(input), input.professional_id)
    return CreateContactPayload(
        contact=await written_contact(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
