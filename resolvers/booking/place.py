"""Where a contact's visit goes, by the rules and by what else that contact has; or why nowhere."""

from collections.abc import Iterable

from models.booking.slots.engine import Verdict
from models.booking.slots.room import Placement
from models.booking.slots.rules import Refused as Unbookable
from models.contacts.record import ContactRecord
from models.storage.transaction import Transaction
from resolvers.booking.asked import visitor_of
from resolvers.booking.entry import channel_of
from resolvers.booking.offers import Offer
from resolvers.booking.take_time import accepted, look
from resolvers.booking.wish import STAFF
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse

_BLOCKED = "SELECT 1 AS one FROM contact_block WHERE professional_id = ? AND contact_id = ?"


async def check_contact(transaction: Transaction, contact: ContactRecord) -> None:
    """Refuse for a contact that was erased or restricted meanwhile."""
    [row] = await transaction.fetch("SELECT restricted_at, erased_at FROM contact WHERE id = ?", contact.id)
    if row["erased_at"] is not None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if row["restricted_at"] is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "contactId", articles=["18"])


async def place_for(
    context: Context,
    transaction: Transaction,
    contact_id: str,
    offer: Offer,
    starts_at: int,
    *,
    as_of: int,
    ignored: Iterable[str] = (),
    overriding: bool = False,
) -> Placement:
    """Return where a contact's visit goes, by the rules as of an instant, or raise Refused."""
    channel, visitor = channel_of(context), visitor_of(context.view, contact_id)
    question, verdict = await look(
        transaction, offer, channel, as_of, starts_at, visitor=visitor, ignored=ignored
    )
    await check_blocked(context, transaction, contact_id, offer, verdict, overriding=overriding)
    return accepted(question, verdict, overriding=overriding)


async def check_blocked(
    context: Context,
    transaction: Transaction,
    contact_id: str,
    offer: Offer,
    verdict: Verdict,
    *,
    overriding: bool = False,
) -> None:
    """Give a contact that the professional blocked the answer of an agenda without free time.

    So that it cannot tell; only staff is told.
    """
    if not await transaction.fetch(_BLOCKED, offer.professional_id, contact_id):
        return
    if context.caller.function in STAFF:
        raise refuse(ErrorCode.CONTACT_BLOCKED, "contactId")
    if overriding or verdict.kind in {None, Unbookable.SLOT_TAKEN}:
        raise refuse(ErrorCode.SLOT_TAKEN, "startsAt", starts=[], ends=[])
