"""Giving an instruction: the controller orders in writing what its processor may read, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from models.ids import Kind, new_id
from models.storage.transaction import Transaction
from models.words import Category, Function, Purpose
from permissions.policy import INSTRUCTABLE
from permissions.purposes import NEEDING, mask
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.impersonal import tells_who
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.plain_text import letters_of, paragraphs
from resolvers.writing.prepared import refused, write_prepared

LONGEST_TEXT: Final = 2000
TOLERANCE: Final = int(timedelta(seconds=60).total_seconds())
"""How far a client's clock may lie behind ours, in seconds."""

ORDER: Final = ["28(3)(a)", "29"]
"""The articles by which only the controller orders, and only what it controls."""

BEFOREHAND: Final = ["28(3)(a)", "5(2)"]
"""The articles by which an order comes before what is done on it: none counts for the past."""

NOT_NEEDED: Final = ["5(1)(c)", "9(2)", "28(3)"]
"""The articles by which nobody orders that what a purpose does not need be opened for it."""

NOBODY: Final = ["5(1)(c)"]
"""The article by which an order about many records has no number or address of anybody."""

_INSERT = """
INSERT INTO instruction (id, professional_id, processor_id, categories, purposes, text, valid_from,
    valid_until, signed_by, given_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class NewInstruction:
    """What the processor is to be allowed; instants in epoch seconds, from now on unless said otherwise."""

    categories: Collection[Category]
    purposes: Collection[Purpose]
    text: str
    valid_from: int | None = None
    valid_until: int | None = None


async def give_instruction(context: Context, write: Write, asked: NewInstruction) -> Outcome:
    """Give an instruction, once for each key: the outcome names it, or says everything wrong with it.

    Only a professional gives one, for the records it controls; it counts from the next read on.
    """
    if context.caller.function is not Function.PROFESSIONAL:
        return refused(ErrorCode.NOT_ALLOWED, articles=ORDER)

    async def prepare(here: Context) -> Work:
        row = _checked(here, asked)

        async def work(transaction: Transaction) -> str:
            await transaction.execute(_INSERT, *row)
            await record_act(here, transaction, write.operation, row[0], professional_id=here.caller.party_id)
            return row[0]

        return work

    return await write_prepared(context, write, prepare)


def _checked(context: Context, asked: NewInstruction) -> tuple[str, *tuple[str | int | None, ...]]:
    caller, now, faults = context.caller, context.now, Gathered()
    _check_words(asked, faults)
    starts = asked.valid_from if asked.valid_from is not None else now
    if starts < now - TOLERANCE:
        faults.add(ErrorCode.INVALID_PERIOD, "validFrom", articles=BEFOREHAND, because=Because.PAST)
    starts = max(starts, now)
    if asked.valid_until is not None and asked.valid_until <= starts:
        after = Because.ENDS_BEFORE_START
        faults.add(ErrorCode.INVALID_PERIOD, "validUntil", articles=BEFOREHAND, because=after)
    text = paragraphs(asked.text, LONGEST_TEXT)
    if text is None or not letters_of(text):
        faults.add(ErrorCode.INVALID_TEXT, "text", because=Because.LETTERS, least=1, most=LONGEST_TEXT)
    elif tells_who(text):
        faults.add(ErrorCode.INVALID_TEXT, "text", articles=NOBODY, because=Because.NAMES_SOMEBODY)
    return (
        new_id(Kind.INSTRUCTION),
        caller.party_id,
        context.installation.operator_id,
        _words(asked.categories),
        _words(asked.purposes),
        faults.settled(text),
        starts,
        asked.valid_until,
        caller.account_id,
        now,
    )


def _check_words(asked: NewInstruction, faults: Gathered) -> None:
    """Gather what makes an order no order: nothing named, or what the law does not let anybody order."""
    if not asked.categories:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, "categories", articles=["28(3)"])
    if not asked.purposes:
        faults.add(ErrorCode.MISSING_REQUIRED_DATA, "purposes", articles=["28(3)", "5(1)(b)"])
    if not set(asked.categories) <= INSTRUCTABLE:
        faults.add(ErrorCode.NOT_ALLOWED, "categories", articles=["28(3)(a)"])
    elif any(not NEEDING[each] & mask(asked.purposes) for each in asked.categories if asked.purposes):
        faults.add(ErrorCode.NOT_ALLOWED, "categories", articles=NOT_NEEDED)
    if any(not _needs_one(each, asked.categories) for each in asked.purposes if asked.categories):
        faults.add(ErrorCode.NOT_ALLOWED, "purposes", articles=NOT_NEEDED)


def _needs_one(purpose: Purpose, categories: Collection[Category]) -> bool:
    """Whether a purpose needs any of these categories (GDPR art. 5(1)(c))."""
    return any(NEEDING[each] & mask([purpose]) for each in categories)


def _words(words: Collection[Category] | Collection[Purpose]) -> str:
    return " ".join(sorted({word.value for word in words}))
