"""Weighing an objection: the controller decides, and says why (GDPR art. 12(4), 21(1))."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from models.storage.transaction import Transaction
from models.words import Function, StateKind
from permissions.policy import Standing
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.objection import found_objection
from resolvers.privacy.objections import ObjectionRecord
from resolvers.privacy.speaking import lock_person, person_of, record_deed
from resolvers.privacy.timeline import end_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared


class ObjectionReason(StrEnum):
    """Why an objection is upheld or refused."""

    NO_COMPELLING_GROUNDS = "NO_COMPELLING_GROUNDS"
    CONTROLLER_AGREES = "CONTROLLER_AGREES"
    COMPELLING_GROUNDS = "COMPELLING_GROUNDS"
    LEGAL_CLAIMS = "LEGAL_CLAIMS"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    NEEDED_FOR_CONTRACT = "NEEDED_FOR_CONTRACT"


class Weighed(NamedTuple):
    """What a reason leads to, and the articles that say so."""

    upheld: bool
    articles: tuple[str, ...]


REASONS: Final[Mapping[ObjectionReason, Weighed]] = MappingProxyType(
    {
        ObjectionReason.NO_COMPELLING_GROUNDS: Weighed(upheld=True, articles=("21(1)", "17(1)(c)")),
        ObjectionReason.CONTROLLER_AGREES: Weighed(upheld=True, articles=("21(1)",)),
        ObjectionReason.COMPELLING_GROUNDS: Weighed(upheld=False, articles=("21(1)",)),
        ObjectionReason.LEGAL_CLAIMS: Weighed(upheld=False, articles=("21(1)", "17(3)(e)")),
        ObjectionReason.LEGAL_OBLIGATION: Weighed(upheld=False, articles=("6(1)(c)", "21(1)")),
        ObjectionReason.NEEDED_FOR_CONTRACT: Weighed(upheld=False, articles=("6(1)(b)", "21(1)")),
    }
)

DECIDERS: Final = frozenset({Standing.CONTROLLER_DESK, Standing.CONTROLLER_PROFESSIONAL})
_MAY_DECIDE: Final = frozenset({Function.DESK_AGENT, Function.PROFESSIONAL})
_NOT_THE_OFFICER: Final = ["38(6)", "38(3)"]
_DECIDE: Final = """
UPDATE objection SET state = ?, decided_at = ?, decided_by_party = ?, decided_by_account = ?, ground = ?
WHERE id = ? AND state = 'WEIGHED'
"""


async def decide_objection(
    context: Context, write: Write, objection_id: str, reason: ObjectionReason, *, upheld: bool
) -> Outcome:
    """Decide about an objection that is weighed, once for each key: the outcome names it.

    Upheld, the purpose stays stopped for good; refused, it is served again from the next read on. The
    controller decides, and not the data-protection officer: he would check his own decision.
    """
    if context.caller.function is Function.PROTECTION_OFFICER:
        return refused(ErrorCode.NOT_ALLOWED, articles=_NOT_THE_OFFICER)
    if context.caller.function not in _MAY_DECIDE:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        found = await found_objection(here, objection_id)
        person = await person_of(here, found.contact_id, DECIDERS, "id")
        if REASONS[reason].upheld is not upheld:
            raise refuse(ErrorCode.INVALID_REASON, "reason", articles=list(REASONS[reason].articles))

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "id")
            await _decide(here, transaction, found, reason)
            if not upheld:
                await end_state(transaction, person.id, StateKind.OBJECTED, here.now, found.purpose.value)
            await record_deed(here, transaction, write, person, f"{found.purpose} {reason}")
            return found.id

        return work

    return await write_prepared(context, write, prepare)


async def _decide(
    context: Context, transaction: Transaction, found: ObjectionRecord, reason: ObjectionReason
) -> None:
    decided = await transaction.execute(
        _DECIDE,
        "UPHELD" if REASONS[reason].upheld else "REFUSED",
        context.now,
        context.caller.party_id,
        context.caller.account_id,
        " ".join(filter(None, (found.ground, reason))),
        found.id,
    )
    if not decided:
        raise refuse(ErrorCode.WRONG_STATE, "id")
