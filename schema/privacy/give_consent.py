"""giveConsent and withdrawConsent."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import Purpose
from resolvers.privacy.consent import give_consent as give
from resolvers.privacy.consent import withdraw_consent as withdraw
from resolvers.privacy.consents import latest_consent
from resolvers.writing.once import Outcome
from schema.contacts.contact import Contact
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    ConsentTextChanged,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongState,
)
from schema.privacy.consent import Consent
from schema.privacy.written import written_person
from schema.writing import idempotency_key, write_of

_WHOSE = "Who consents: oneself, a person represented by law, or who said so to the desk by telephone."


@strawberry.input(description="A consent to a purpose that rests on consent: MATCHING, REMINDER or CARE.")
class GiveConsentInput:
    contact_id: strawberry.ID = strawberry.field(description=_WHOSE)
    purpose: Purpose
    text_version: str = strawberry.field(description="The version of the words, as consentTexts gives it.")
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="A consent to withdraw (GDPR art. 7(3)); no reason is asked.")
class WithdrawConsentInput:
    contact_id: strawberry.ID = strawberry.field(description=_WHOSE)
    purpose: Purpose
    idempotency_key: str | None = idempotency_key()


GiveConsentError: TypeAlias = Annotated[
    InvalidInput
    | NotFound
    | NotAllowed
    | WrongState
    | ConsentTextChanged
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("GiveConsentError", description="Why no consent was written."),
]
WithdrawConsentError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("WithdrawConsentError", description="Why a consent was not withdrawn."),
]


@strawberry.type(
    description="The consent and the contact as the caller reads it from now on, or why there is none."
)
class GiveConsentPayload:
    consent: Consent | None
    contact: Contact | None
    errors: list[GiveConsentError]


@strawberry.type(
    description="The consent that ended, where one was kept, and the contact as the caller reads it now."
)
class WithdrawConsentPayload:
    consent: Consent | None
    contact: Contact | None
    errors: list[WithdrawConsentError]


async def give_consent(info: Info, input: GiveConsentInput) -> GiveConsentPayload:  # noqa: A002 - Relay's word
    """Consent to a purpose, once for each key."""
    write = write_of(info, "giveConsent", input)
    outcome = await give(info.context, write, input.contact_id, input.purpose, input.text_version)
    return GiveConsentPayload(
        consent=await _consent(info, outcome, input.purpose),
        contact=await written_person(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )


async def withdraw_consent(info: Info, input: WithdrawConsentInput) -> WithdrawConsentPayload:  # noqa: A002 - Relay's word
    """Withdraw a consent, once for each key."""
    write = write_of(info, "withdrawConsent", input)
    outcome = await withdraw(info.context, write, input.contact_id, input.purpose)
    return WithdrawConsentPayload(
        consent=await _consent(info, outcome, input.purpose),
        contact=await written_person(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )


async def _consent(info: Info, outcome: Outcome, purpose: Purpose) -> Consent | None:
    found = await latest_consent(outcome.record_id, purpose) if outcome.record_id else None
    return Consent.of(found, info.context.language) if found else None
