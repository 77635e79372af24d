"""linkRelative."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import LegalPower, RelationshipKind
from permissions import fields
from resolvers.contacts.given import Given
from resolvers.contacts.link import Link
from resolvers.contacts.link import link_relative as link
from resolvers.contacts.power import AskedPower
from schema.contacts.contact import Relationship
from schema.contacts.contact_data import ContactData, given_of
from schema.contacts.written import written_relationship
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongState,
)
from schema.privacy.personal import directive_of
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.input(description="A relative to create; null and absent mean the same: not given.")
class NewRelativeInput(ContactData):
    pass


@strawberry.input(one_of=True, description="A relative: a contact that exists, or a new one.")
class RelativeInput:
    relative_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="A contact links one it created; staff any two whose records they control.",
    )
    new_relative: NewRelativeInput | None = strawberry.field(
        default=strawberry.UNSET,
        description="Created with the relationship or not at all; it needs no phone and no e-mail.",
    )


@strawberry.input(
    description="A relative to act for. A contact has parental authority over a minor, and no power over an "
    "adult; staff give guardianship or a mandate when they saw its proof."
)
class LinkRelativeInput:
    relative: RelativeInput
    kind: RelationshipKind = strawberry.field(description="What the contact is to the relative.")
    power: LegalPower = strawberry.field(
        default=LegalPower.NONE, description="By which power it is to act; NONE opens nothing."
    )
    contact_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who is to act. Mandatory for staff; a contact means itself."
    )
    proof: str | None = strawberry.field(
        default=None,
        directives=[directive_of(fields.LAST_NAME)],
        description="Mandatory for GUARDIANSHIP and MANDATE, which are refused without it: which judgment or "
        "mandate was seen, at most 500 characters, without telephone numbers or e-mail addresses. "
        "Refused with any other power.",
    )
    valid_until: Instant | None = strawberry.field(
        default=None, description="Optional. Parental authority ends at the latest when the relative is 18."
    )
    idempotency_key: str | None = idempotency_key()


LinkRelativeError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("LinkRelativeError", description="Why a relative was not linked."),
]


@strawberry.type(description="The relationship, or why there is none.")
class LinkRelativePayload:
    relationship: Relationship | None
    errors: list[LinkRelativeError]


async def link_relative(info: Info, input: LinkRelativeInput) -> LinkRelativePayload:  # noqa: A002 - Relay's word
    """Link a relative, once for each key."""
    power = AskedPower(input.kind, input.power, input.proof, input.valid_until)
    asked = Link(input.contact_id, _relative(input.relative), power)
    outcome = await link(info.context, write_of(info, "linkRelative", input), asked)
    return LinkRelativePayload(
        relationship=await written_relationship(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )


def _relative(asked: RelativeInput) -> str | Given:
    return given_of(asked.new_relative) if asked.new_relative else str(asked.relative_id)
