"""withdrawInstruction."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.withdraw_instruction import withdraw_instruction as withdraw
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
from schema.privacy.instruction import Instruction
from schema.privacy.written import written_instruction
from schema.writing import idempotency_key, write_of


@strawberry.input(description="An instruction of the calling professional, to withdraw at once.")
class WithdrawInstructionInput:
    id: strawberry.ID = strawberry.field(description="The instruction.")
    idempotency_key: str | None = idempotency_key()


WithdrawInstructionError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("WithdrawInstructionError", description="Why an instruction stands."),
]


@strawberry.type(description="The instruction that is withdrawn, or why it stands.")
class WithdrawInstructionPayload:
    instruction: Instruction | None
    errors: list[WithdrawInstructionError]


async def withdraw_instruction(
    info: Info,
    input: WithdrawInstructionInput,  # noqa: A002 - Relay's word
) -> WithdrawInstructionPayload:
    """Withdraw an instruction, once for each key."""
    outcome = await withdraw(info.context, write_of(info, "withdrawInstruction", input), input.id)
    return WithdrawInstructionPayload(
        instruction=await written_instruction(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
