"""object, withdrawObjection and decideObjection."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import Purpose
from resolvers.privacy.decide_objection import ObjectionReason
from resolvers.privacy.decide_objection import decide_objection as decide
from resolvers.privacy.objection import ObjectionGround
from resolvers.privacy.objection import object_to as raise_objection
from resolvers.privacy.objection import withdraw_objection as withdraw
from resolvers.privacy.objections import objection_by_id
from resolvers.writing.once import Outcome
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
from schema.privacy.objection import Objection
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="An objection to a purpose (GDPR art. 21). It stops at once, while it is weighed."
)
class ObjectInput:
    contact_id: strawberry.ID = strawberry.field(
        description="Who objects: oneself, a person represented by law, or who told the desk by telephone."
    )
    purpose: Purpose = strawberry.field(description="Any but RIGHTS and OPERATION, which the law orders.")
    ground: ObjectionGround | None = strawberry.field(default=None, description="Why, as far as it is said.")
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="An objection to withdraw, weighed or upheld: the purpose is served again.")
class WithdrawObjectionInput:
    id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


@strawberry.input(
    description="The controller's decision about an objection: the desk's where the operator controls the "
    "contact, the professional's where he does, and never the data-protection officer's (art. 38(6))."
)
class DecideObjectionInput:
    id: strawberry.ID
    upheld: bool = strawberry.field(description="Whether the purpose stays stopped for good.")
    reason: ObjectionReason = strawberry.field(description="One that leads to that decision.")
    idempotency_key: str | None = idempotency_key()


ObjectionError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("ObjectionError", description="Why nothing was written of an objection."),
]


@strawberry.type(description="The objection as it stands now, or why nothing was written of it.")
class ObjectionPayload:
    objection: Objection | None
    errors: list[ObjectionError]


async def object_to(info: Info, input: ObjectInput) -> ObjectionPayload:  # noqa: A002 - Relay's word
    """Object to a purpose, once for each key."""
    write = write_of(info, "object", input)
    return await _payload(
        info, await raise_objection(info.context, write, input.contact_id, input.purpose, input.ground)
    )


async def withdraw_objection(info: Info, input: WithdrawObjectionInput) -> ObjectionPayload:  # noqa: A002 - Relay's word
    """Withdraw an objection, once for each key."""
    write = write_of(info, "withdrawObjection", input)
    return await _payload(info, await withdraw(info.context, write, input.id))


async def decide_objection(info: Info, input: DecideObjectionInput) -> ObjectionPayload:  # noqa: A002 - Relay's word
    """Uphold or refuse an objection, once for each key."""
    write = write_of(info, "decideObjection", input)
    return await _payload(
        info, await decide(info.context, write, input.id, input.reason, upheld=input.upheld)
    )


async def _payload(info: Info, outcome: Outcome) -> ObjectionPayload:
    found = await objection_by_id(info.context, outcome.record_id) if outcome.record_id else None
    return ObjectionPayload(
        objection=Objection.of(found) if found else None,
        errors=errors_of(outcome.faults, info.context.language),
    )
