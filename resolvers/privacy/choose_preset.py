"""Choosing who controls what is collected from an instant on; what was collected before stays as it is."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from models.storage.transaction import Transaction
from models.words import Function, Preset
from permissions.controllership import Choice, load_controllership
from resolvers.context import Context
from resolvers.privacy.give_instruction import TOLERANCE
from resolvers.writing.act import record_act
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

MEANS: Final = ["4(7)", "38(6)"]
"""The articles by which the operator settles the means, and the officer does not."""

LEAD: Final = int(timedelta(seconds=60).total_seconds())
"""How far ahead a choice starts at least, in seconds: no request that runs by the old one lasts as long."""


class PresetReason(StrEnum):
    """Why the operator chooses a preset: a word of a closed list, because the journal holds no free text."""

    POLICY_CHANGED = "POLICY_CHANGED"
    AUTHORITY_GUIDANCE = "AUTHORITY_GUIDANCE"
    CONTRACT_CHANGED = "CONTRACT_CHANGED"
    CORRECTION = "CORRECTION"


@dataclass(frozen=True, slots=True)
class NewChoice:
    """Which preset, from which instant on (epoch seconds, at once where None), and why."""

    preset: Preset
    reason: PresetReason
    valid_from: int | None = None


_INSERT = """
INSERT INTO preset_choice (valid_from, preset, chosen_by, chosen_at) VALUES (?, ?, ?, ?)
ON CONFLICT (valid_from) DO NOTHING
"""


async def choose_preset(context: Context, write: Write, asked: NewChoice) -> Outcome:
    """Choose a preset for what is collected from an instant on, once for each key.

    The outcome names the instant the choice starts at, in epoch seconds. Only the technical administration
    chooses, on behalf of the operator: the officer advises, and must not settle the means (GDPR art. 38(6)).
    """
    if context.caller.function is not Function.TECHNICAL_ADMIN:
        return refused(ErrorCode.NOT_ALLOWED, articles=MEANS)

    async def prepare(here: Context) -> Work:
        starts = _start(asked.valid_from, here.now)
        await _check_news(here, asked.preset, starts)

        async def work(transaction: Transaction) -> str:
            caller = here.caller
            row = (starts, asked.preset.value, caller.account_id, here.now)
            if not await transaction.execute(_INSERT, *row):
                raise refuse(ErrorCode.CONTRADICTORY_RULES, "validFrom")
            told = f"{asked.preset.value} {starts} {asked.reason.value}"
            await record_act(here, transaction, write.operation, caller.party_id, reason=told)
            return str(starts)

        return work

    return await write_prepared(context, write, prepare)


def _start(asked: int | None, now: int) -> int:
    """Return when a choice starts; what is collected already keeps its controller, so never before now."""
    if asked is not None and asked < now - TOLERANCE:
        raise refuse(ErrorCode.INVALID_PERIOD, "validFrom", because=Because.PAST)
    return max(asked or 0, now + LEAD)


async def _check_news(context: Context, preset: Preset, starts: int) -> None:
    """Refuse what changes nothing; a second choice for one instant is contradictory, whatever it says."""
    controllership = await load_controllership(context.installation.operator_id)
    if any(choice.valid_from == starts for choice in controllership.choices):
        raise refuse(ErrorCode.CONTRADICTORY_RULES, "validFrom")
    if controllership.preset_at(starts) is preset:
        raise refuse(ErrorCode.NOTHING_TO_CHANGE, "preset")


async def choice_starting_at(context: Context, instant: int) -> Choice | None:
    """Return the choice that starts at an instant."""
    controllership = await load_controllership(context.installation.operator_id)
    return next((each for each in controllership.choices if each.valid_from == instant), None)
