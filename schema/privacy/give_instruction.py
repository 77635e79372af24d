"""giveInstruction."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import Purpose
from resolvers.privacy.give_instruction import NewInstruction
from resolvers.privacy.give_instruction import give_instruction as give
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import BusyTryAgain, IdempotencyMismatch, InvalidInput, NotAllowed
from schema.privacy.instruction import Instruction
from schema.privacy.written import written_instruction
from schema.scalars import Instant
from schema.words import DataCategory
from schema.writing import idempotency_key, write_of


@strawberry.input(
    description="An order of the calling professional to its processor, about the records it controls. It "
    "counts from the next read on."
)
class GiveInstructionInput:
    categories: list[DataCategory] = strawberry.field(  # type: ignore[valid-type]
        description="What the processor may read: one category at least; NOTE stays with the controller."
    )
    purposes: list[Purpose] = strawberry.field(description="For which purposes: one at least.")
    text: str = strawberry.field(
        description="The order in words, 1 to 2,000 characters. Name no person; numbers of telephones or "
        "registers and e-mail addresses are refused."
    )
    valid_from: Instant | None = strawberry.field(
        default=None, description="From when on: now unless it is given, and never in the past."
    )
    valid_until: Instant | None = strawberry.field(
        default=None, description="Until when: until it is withdrawn unless it is given."
    )
    idempotency_key: str | None = idempotency_key()


GiveInstructionError: TypeAlias = Annotated[
    InvalidInput | NotAllowed | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("GiveInstructionError", description="Why no instruction was given."),
]


@strawberry.type(description="The instruction, or why there is none.")
class GiveInstructionPayload:
    instruction: Instruction | None
    errors: list[GiveInstructionError]


async def give_instruction(info: Info, input: GiveInstructionInput) -> GiveInstructionPayload:  # noqa: A002 - Relay's word
    """Give an instruction, once for each key."""
    asked = NewInstruction(input.categories, input.purposes, input.text, input.valid_from, input.valid_until)
    outcome = await give(info.context, write_of(info, "giveInstruction", input), asked)
    return GiveInstructionPayload(
        instruction=await written_instruction(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
