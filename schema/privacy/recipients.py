"""opposeRecipient and withdrawOpposition, hideFromProviders and showToProviders."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.recipients import OPENLY, SILENTLY, keep_out, let_in
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

_ALL = "The professional; every provider if it is left out."


@strawberry.input(
    description="A professional who is to receive nothing more of a contact (CSP L1110-4). He is told so; "
    "what he controls himself stays his."
)
class OpposeRecipientInput:
    contact_id: strawberry.ID = strawberry.field(
        description="Who opposes: oneself, a person represented by law, or who told the desk by telephone."
    )
    professional_id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="An opposition to withdraw: the professional receives the data again.")
class WithdrawOppositionInput:
    contact_id: strawberry.ID
    professional_id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


@strawberry.input(
    description="Providers from whom the reasons, the notes and the treating physician of a contact are "
    "to be hidden (Regulation (EU) 2025/327, art. 8). Nobody is told, not even that something is hidden; "
    "only the person may ask, or who represents it by law."
)
class HideFromProvidersInput:
    contact_id: strawberry.ID
    professional_id: strawberry.ID | None = strawberry.field(default=None, description=_ALL)
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="What was hidden is shown again, to whom it was hidden from by the same words.")
class ShowToProvidersInput:
    contact_id: strawberry.ID
    professional_id: strawberry.ID | None = strawberry.field(default=None, description=_ALL)
    idempotency_key: str | None = idempotency_key()


KeepOutError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("KeepOutError", description="Why nothing changed for who receives the data."),
]


@strawberry.type(description="The contact as the caller reads it now, or why nothing changed.")
class KeepOutPayload:
    contact: Contact | None
    errors: list[KeepOutError]


async def oppose_recipient(info: Info, input: OpposeRecipientInput) -> KeepOutPayload:  # noqa: A002 - Relay's word
    """Oppose a recipient, once for each key."""
    write = write_of(info, "opposeRecipient", input)
    ids = input.contact_id, input.professional_id
    return await _payload(info, await keep_out(info.context, write, OPENLY, *ids))


async def withdraw_opposition(info: Info, input: WithdrawOppositionInput) -> KeepOutPayload:  # noqa: A002 - Relay's word
    """Withdraw an opposition, once for each key."""
    write = write_of(info, "withdrawOpposition", input)
    ids = input.contact_id, input.professional_id
    return await _payload(info, await let_in(info.context, write, OPENLY, *ids))


async def hide_from_providers(info: Info, input: HideFromProvidersInput) -> KeepOutPayload:  # noqa: A002 - Relay's word
    """Hide from a provider or from all, once for each key."""
    write = write_of(info, "hideFromProviders", input)
    ids = input.contact_id, input.professional_id
    return await _payload(info, await keep_out(info.context, write, SILENTLY, *ids))


async def show_to_providers(info: Info, input: ShowToProvidersInput) -> KeepOutPayload:  # noqa: A002 - Relay's word
    """Show again what was hidden, once for each key."""
    write = write_of(info, "showToProviders", input)
    ids = input.contact_id, input.professional_id
    return await _payload(info, await let_in(info.context, write, SILENTLY, *ids))


async def _payload(info: Info, outcome: Outcome) -> KeepOutPayload:
    return KeepOutPayload(
        contact=await written_person(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
