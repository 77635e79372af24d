"""Giving and withdrawing instructions, restricting and lifting, choosing who controls."""

import strawberry

from schema.privacy.choose_preset import ChoosePresetPayload, choose_preset
from schema.privacy.give_instruction import GiveInstructionPayload, give_instruction
from schema.privacy.lift import LiftRestrictionPayload, lift_restriction
from schema.privacy.restrict import RestrictProcessingPayload, restrict_processing
from schema.privacy.withdraw_instruction import WithdrawInstructionPayload, withdraw_instruction


@strawberry.type
class PrivacyMutation:
    give_instruction: GiveInstructionPayload = strawberry.mutation(
        resolver=give_instruction,
        description="Open categories to the processor, for purposes and a period (GDPR art. 28(3)(a)).",
    )
    withdraw_instruction: WithdrawInstructionPayload = strawberry.mutation(
        resolver=withdraw_instruction, description="Close at once what an instruction opened."
    )
    restrict_processing: RestrictProcessingPayload = strawberry.mutation(
        resolver=restrict_processing,
        description="Keep a record and stop everything else done with it (GDPR art. 18).",
    )
    lift_restriction: LiftRestrictionPayload = strawberry.mutation(
        resolver=lift_restriction, description="Let a restricted record be read and changed again."
    )
    choose_preset: ChoosePresetPayload = strawberry.mutation(
        resolver=choose_preset,
        description="Choose who controls what is collected from an instant on (GDPR art. 4(7)).",
    )
