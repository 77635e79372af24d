"""Contacts a professional no longer receives; they are told what is told where no time is free."""

from typing import Final

from models.contacts.record import ContactRecord
from models.ids import Kind
from models.words import Category
from permissions.acting import may_book
from permissions.managing import MANAGERS
from resolvers.booking.management.change import Change, Changed, Done, ManagementReason, change
from resolvers.booking.management.owners import Target
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Write

_BLOCK: Final = """
INSERT INTO contact_block (professional_id, contact_id, blocked_at, blocked_by) VALUES (?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
_UNBLOCK: Final = "DELETE FROM contact_block WHERE professional_id = ? AND contact_id = ?"


async def block_contact(
    context: Context,
    write: Write,
    professional_id: str,
    contact_id: str,
    reason: ManagementReason | None = None,
) -> Changed:
    """Receive a contact no longer; WRONG_STATE if that is so already. What is booked stays."""
    contact = await _contact(context, contact_id)

    async def work(opened: Change) -> Done:
        found = _checked(opened, contact)
        caller, now = opened.context.caller, opened.context.now
        if not await opened.transaction.execute(_BLOCK, opened.owner, found, now, caller.account_id):
            raise refuse(ErrorCode.WRONG_STATE, "contactId")
        return Done(found)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def unblock_contact(
    context: Context,
    write: Write,
    professional_id: str,
    contact_id: str,
    reason: ManagementReason | None = None,
) -> Changed:
    """Receive a contact again; WRONG_STATE if it is not blocked."""
    contact = await _contact(context, contact_id)

    async def work(opened: Change) -> Done:
        found = _checked(opened, contact)
        if not await opened.transaction.execute(_UNBLOCK, opened.owner, found):
            raise refuse(ErrorCode.WRONG_STATE, "contactId")
        return Done(found)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def _contact(context: Context, contact_id: str) -> ContactRecord | None:
    """Return a contact of the caller's scope, read before the transaction as its standing needs it."""
    if context.caller.function not in MANAGERS:
        return None
    contact = (await contacts_by_id(context, [contact_id])).get(contact_id)
    await context.lens.focus([contact] if contact else [], frozenset[Category]())
    return contact


def _checked(opened: Change, contact: ContactRecord | None) -> str:
    if contact is None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if not may_book(opened.context.lens, contact, opened.owner):
        raise refuse(ErrorCode.NOT_ALLOWED, "contactId", articles=["28(3)(a)", "5(1)(b)"])
    return contact.id
