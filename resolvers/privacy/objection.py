"""Objecting to a purpose (GDPR art. 21): it stops at once, while the objection is weighed."""

from enum import StrEnum
from typing import Final

from models.ids import Kind, new_id
from models.storage.transaction import Transaction
from models.words import Purpose, StateKind
from permissions.purposes import OBJECTIONABLE
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.objections import ObjectionRecord, objection_by_id
from resolvers.privacy.speaking import MAY_SPEAK, SPEAKERS, lock_person, person_of, record_deed
from resolvers.privacy.timeline import NewState, end_state, holds, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

ORDERED_BY_LAW: Final = ["21(1)", "6(1)(c)"]
"""The articles by which nobody objects to what the law orders."""

_INSERT: Final = """
INSERT INTO objection (id, contact_id, purpose, raised_at, raised_by_party, raised_by_account, state, ground)
VALUES (?, ?, ?, ?, ?, ?, 'WEIGHED', ?)
"""
_WITHDRAW: Final = "UPDATE objection SET state = 'WITHDRAWN' WHERE id = ? AND state IN ('WEIGHED', 'UPHELD')"


class ObjectionGround(StrEnum):
    """Why a person objects, where it says so: a code, never a text."""

    PERSONAL_SITUATION = "PERSONAL_SITUATION"
    SAFETY = "SAFETY"
    DISCRETION = "DISCRETION"
    UNSOLICITED = "UNSOLICITED"
    OTHER = "OTHER"


async def object_to(
    context: Context, write: Write, contact_id: str, purpose: Purpose, ground: ObjectionGround | None
) -> Outcome:
    """Object to a purpose, once for each key: the outcome names the objection, or says why there is none.

    The person objects, who represents it, or the desk for who said so by phone.
    """
    if context.caller.function not in MAY_SPEAK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, SPEAKERS, "contactId")
        if purpose not in OBJECTIONABLE:
            raise refuse(ErrorCode.NOT_ALLOWED, "purpose", articles=ORDERED_BY_LAW)
        stopped = NewState(person.id, person.id, StateKind.OBJECTED, purpose.value, ground=ground)
        objection_id = new_id(Kind.OBJECTION)

        async def work(transaction: Transaction) -> str:
            caller, now = here.caller, here.now
            await lock_person(transaction, person.id, "contactId")
            if await holds(transaction, person.id, stopped.kind, now, stopped.target):
                raise refuse(ErrorCode.WRONG_STATE, "purpose")
            who = (caller.party_id, caller.account_id)
            row = (objection_id, person.id, purpose.value, now, *who, stopped.ground)
            await transaction.execute(_INSERT, *row)
            await set_state(here, transaction, stopped)
            await record_deed(here, transaction, write, person, " ".join(filter(None, (purpose, ground))))
            return objection_id

        return work

    return await write_prepared(context, write, prepare)


async def withdraw_objection(context: Context, write: Write, objection_id: str) -> Outcome:
    """Withdraw an objection, weighed or upheld, once for each key: the purpose is served again."""
    if context.caller.function not in MAY_SPEAK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        found = await found_objection(here, objection_id)
        person = await person_of(here, found.contact_id, SPEAKERS, "id")

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "id")
            if not await transaction.execute(_WITHDRAW, found.id):
                raise refuse(ErrorCode.WRONG_STATE, "id")
            await end_state(transaction, person.id, StateKind.OBJECTED, here.now, found.purpose.value)
            await record_deed(here, transaction, write, person, found.purpose.value)
            return found.id

        return work

    return await write_prepared(context, write, prepare)


async def found_objection(context: Context, objection_id: str) -> ObjectionRecord:
    """Return an objection about a contact of the caller's scope; raise NOT_FOUND for any other id."""
    found = await objection_by_id(context, objection_id)
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, "id")
    return found
