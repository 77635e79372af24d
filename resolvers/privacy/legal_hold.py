"""Legal holds: what a claim needs is not erased while it lasts (GDPR art. 17(3)(e)); no mask changes."""

from enum import StrEnum
from typing import Final

from models.storage.transaction import Transaction
from models.words import Function, StateKind
from permissions.policy import Standing
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.speaking import lock_person, person_of, record_deed
from resolvers.privacy.timeline import NewState, end_state, holds, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

HOLDERS: Final = frozenset(
    {Standing.CONTROLLER_PROFESSIONAL, Standing.CONTROLLER_DESK, Standing.PROTECTION_OFFICER}
)
_MAY_HOLD: Final = frozenset({Function.PROFESSIONAL, Function.DESK_AGENT, Function.PROTECTION_OFFICER})


class HoldReason(StrEnum):
    """Why data must not be erased."""

    COURT_CLAIM = "COURT_CLAIM"
    LIABILITY_CLAIM = "LIABILITY_CLAIM"
    AUTHORITY_REQUEST = "AUTHORITY_REQUEST"
    COMPLAINT = "COMPLAINT"


async def place_legal_hold(context: Context, write: Write, contact_id: str, reason: HoldReason) -> Outcome:
    """Keep a contact and its appointments from being erased; the outcome names it, or says why not.

    The controller places it, and the data-protection officer.
    """
    if context.caller.function not in _MAY_HOLD:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, HOLDERS, "contactId")
        hold = NewState(person.id, person.id, StateKind.LEGAL_HOLD, ground=reason)

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            if await holds(transaction, person.id, hold.kind, here.now):
                raise refuse(ErrorCode.WRONG_STATE, "contactId")
            await set_state(here, transaction, hold)
            await record_deed(here, transaction, write, person, reason)
            return person.id

        return work

    return await write_prepared(context, write, prepare)


async def lift_legal_hold(context: Context, write: Write, contact_id: str) -> Outcome:
    """Let a contact be erased again; the outcome names it, or says why not."""
    if context.caller.function not in _MAY_HOLD:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, HOLDERS, "contactId")

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            if not await end_state(transaction, person.id, StateKind.LEGAL_HOLD, here.now):
                raise refuse(ErrorCode.WRONG_STATE, "contactId")
            await record_deed(here, transaction, write, person)
            return person.id

        return work

    return await write_prepared(context, write, prepare)
