"""placeLegalHold and liftLegalHold."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.legal_hold import HoldReason
from resolvers.privacy.legal_hold import lift_legal_hold as lift
from resolvers.privacy.legal_hold import place_legal_hold as place
from resolvers.writing.once import Outcome
from schema.contacts.contact import Contact
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
from schema.privacy.written import written_person
from schema.writing import idempotency_key, write_of

strawberry.enum(HoldReason, description="Why data must not be erased (GDPR art. 17(3)(e)).")


@strawberry.input(
    description="A contact whose data are not to be erased while a claim lasts. Who reads what stays as it "
    "is. The controller may place it, and the data-protection officer."
)
class PlaceLegalHoldInput:
    contact_id: strawberry.ID
    reason: HoldReason
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="A contact whose data may be erased again.")
class LiftLegalHoldInput:
    contact_id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


LegalHoldError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("LegalHoldError", description="Why nothing changed for the erasure of a contact."),
]


@strawberry.type(description="The contact, or why nothing changed.")
class LegalHoldPayload:
    contact: Contact | None
    errors: list[LegalHoldError]


async def place_legal_hold(info: Info, input: PlaceLegalHoldInput) -> LegalHoldPayload:  # noqa: A002 - Relay's word
    """Place a legal hold, once for each key."""
    write = write_of(info, "placeLegalHold", input)
    return await _payload(info, await place(info.context, write, input.contact_id, input.reason))


async def lift_legal_hold(info: Info, input: LiftLegalHoldInput) -> LegalHoldPayload:  # noqa: A002 - Relay's word
    """Lift a legal hold, once for each key."""
    write = write_of(info, "liftLegalHold", input)
    return await _payload(info, await lift(info.context, write, input.contact_id))


async def _payload(info: Info, outcome: Outcome) -> LegalHoldPayload:
    return LegalHoldPayload(
        contact=await written_person(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
