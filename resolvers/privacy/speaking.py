"""Who speaks for a person: itself, who represents it by law, and the desk that writes down what it said."""

from collections.abc import Collection
from typing import Final

from models.contacts.record import ContactRecord
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import Category, Function
from permissions.policy import Standing
from permissions.standing import Record
from resolvers.contacts.writable import check_standing, contact_in_scope
from resolvers.context import Context
from resolvers.privacy.restriction import SUBJECTS
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Write

MAY_SPEAK: Final = frozenset({Function.CONTACT, Function.DESK_AGENT})
"""The functions that may speak for anybody at all; their standing towards the contact decides."""

SPEAKERS: Final = SUBJECTS | {Standing.CONTROLLER_DESK}
"""Who says what a person wants: the desk only of the records that its operator controls."""

_LOCK: Final = f"SELECT erased_at FROM contact WHERE id = ? {LOCK_ROWS}"


async def person_of(
    context: Context, contact_id: str, allowed: Collection[Standing], *path: str
) -> ContactRecord:
    """Return a contact for whom this caller may speak.

    Raises Refused: NOT_FOUND alike for an unknown id and for a contact outside the scope, NOT_ALLOWED with
    the articles of the caller's standing, WRONG_STATE for who was erased.
    """
    record = await contact_in_scope(context, contact_id, frozenset[Category](), *path)
    check_standing(context.lens, record, allowed, *path)
    if record.erased_at is not None:
        raise refuse(ErrorCode.WRONG_STATE, *path)
    return record


async def lock_person(transaction: Transaction, contact_id: str, *path: str) -> None:
    """Keep everybody else from the states of a contact until commit; raise WRONG_STATE if it was erased."""
    [row] = await transaction.fetch(_LOCK, contact_id)
    if row["erased_at"] is not None:
        raise refuse(ErrorCode.WRONG_STATE, *path)


async def record_deed(
    context: Context, transaction: Transaction, write: Write, record: Record, reason: str | None = None
) -> None:
    """Write down what is done to a record of a person; `reason` is made of codes, never a text."""
    await record_act(
        context,
        transaction,
        write.operation,
        record.id,
        professional_id=record.professional_id,
        contact_id=record.contact_id,
        reason=reason,
    )
