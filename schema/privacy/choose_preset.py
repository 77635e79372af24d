"""choosePreset."""

from typing import Annotated, TypeAlias

import strawberry

from models.words import Preset
from resolvers.privacy.choose_preset import NewChoice, PresetReason, choice_starting_at
from resolvers.privacy.choose_preset import choose_preset as choose
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import BusyTryAgain, IdempotencyMismatch, InvalidInput, NotAllowed, WrongState
from schema.privacy.controllership import PresetChoice
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of

strawberry.enum(PresetReason, description="Why the operator chooses a preset.")


@strawberry.input(
    description="A preset for what is collected from an instant on; what was collected before keeps its "
    "controller. The technical administration chooses, on behalf of the operator: the data-protection "
    "officer advises and does not settle them (GDPR art. 38(6))."
)
class ChoosePresetInput:
    preset: Preset
    reason: PresetReason
    valid_from: Instant | None = strawberry.field(
        default=None,
        description="From when on, never in the past; in a minute at the earliest, and unless it is given, "
        "so that no request still runs by the earlier choice.",
    )
    idempotency_key: str | None = idempotency_key()


ChoosePresetError: TypeAlias = Annotated[
    InvalidInput | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("ChoosePresetError", description="Why no preset was chosen."),
]


@strawberry.type(description="The choice, or why there is none.")
class ChoosePresetPayload:
    choice: PresetChoice | None
    errors: list[ChoosePresetError]


async def choose_preset(info: Info, input: ChoosePresetInput) -> ChoosePresetPayload:  # noqa: A002 - Relay's word
    """Choose a preset, once for each key."""
    asked = NewChoice(input.preset, input.reason, input.valid_from)
    outcome = await choose(info.context, write_of(info, "choosePreset", input), asked)
    return ChoosePresetPayload(
        choice=await _written(info, outcome.record_id),
        errors=errors_of(outcome.faults, info.context.language),
    )


async def _written(info: Info, starts: str | None) -> PresetChoice | None:
    found = await choice_starting_at(info.context, int(starts)) if starts else None
    return PresetChoice.of(found, info.context) if found else None
