"""Holding a time for minutes, so that nobody else takes it while a booking is filled in."""

from datetime import timedelta

from models.booking.slots.room import Placement
from models.contacts.record import ContactRecord
from models.ids import Kind, kind_of
from models.storage.dialect import LOCK_ROWS, Row
from models.storage.transaction import Transaction
from models.words import Category, Function
from permissions.acting import CHANNEL_OF, may_book
from permissions.guarantee import NOT_GUARANTEED, is_guaranteed
from resolvers.booking.freed import hold_released
from resolvers.booking.held import insert_hold, names_of
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.offers import Offer
from resolvers.booking.place import check_blocked, check_contact, place_for
from resolvers.booking.slot_id import Slot
from resolvers.booking.take_time import OVERLAP, accepted, leave, lock_offer, lock_owners, look, take
from resolvers.booking.told import tell_agenda
from resolvers.booking.waitlist.ended import offer_taken
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, caller_name, desk_name, write_once

HELD_FOR = int(timedelta(minutes=5).total_seconds())
MOST_EXTENSIONS = 3
MOST_HOLDS = {Function.PARTNER_SITE: 50, Function.CONTACT: 2}
USUAL_HOLDS = 10
"""How many times one caller may hold at once."""

_COUNT = """
SELECT COUNT(*) AS held FROM hold h WHERE h.caller = ? AND h.state = 'HELD' AND h.held_until > ?
    AND NOT EXISTS (SELECT 1 FROM waitlist w WHERE w.hold_id = h.id)
"""
_LOCK_CALLER = (
    f"SELECT id FROM account WHERE id = ? {LOCK_ROWS}",
    f"SELECT id FROM api_client WHERE id = ? {LOCK_ROWS}",
)
SELECT_HOLD = "SELECT * FROM hold WHERE id = ?"


async def hold_slot(context: Context, write: Write, slot: Slot, contact_id: str | None = None) -> Outcome:
    """Hold a time for five minutes; the outcome names the hold, or says why there is none.

    Named for a contact, the time is judged as its booking would be, and can be booked for nobody else.
    """
    offer = await kept_offer(slot.agenda_id, slot.visit_type_id, context.now)
    contact = await _contact(context, contact_id) if contact_id else None

    async def work(transaction: Transaction) -> str:
        if offer is None:
            raise refuse(ErrorCode.NOT_FOUND, "slotId")
        await _check_may_hold(context, transaction, offer)
        if contact_id and contact is None:
            raise refuse(ErrorCode.NOT_FOUND, "contactId")
        if contact and not may_book(context.lens, contact, offer.professional_id):
            raise refuse(ErrorCode.NOT_ALLOWED, "contactId", articles=["28(3)(a)", "5(1)(b)"])
        await _check_cap(context, transaction)
        standing = await lock_offer(transaction, offer, context.now)
        if standing is None:
            raise refuse(ErrorCode.NOT_FOUND, "slotId")
        return await _hold(context, transaction, standing, slot.starts_at, contact)

    return await write_once(context, write, work, OVERLAP)


async def _check_may_hold(context: Context, transaction: Transaction, offer: Offer) -> None:
    if context.caller.function not in CHANNEL_OF:
        raise refuse(ErrorCode.NOT_ALLOWED, articles=["5(1)(b)"])
    if not await is_guaranteed(transaction.fetch, context.caller, context.now):
        raise refuse(ErrorCode.NOT_ALLOWED, articles=NOT_GUARANTEED)
    staffed = context.caller.professional_ids
    if staffed and offer.professional_id not in staffed:
        raise refuse(ErrorCode.NOT_ALLOWED, "slotId", articles=["5(1)(b)"])


async def _contact(context: Context, contact_id: str) -> ContactRecord | None:
    found = (await contacts_by_id(context, [contact_id])).get(contact_id)
    await context.lens.focus([found] if found else [], frozenset[Category]())
    return found


async def _hold(
    context: Context, transaction: Transaction, offer: Offer, starts_at: int, contact: ContactRecord | None
) -> str:
    contact_id = contact.id if contact else None
    placement = await _place(context, transaction, offer, starts_at, contact)
    hold_id = await insert_hold(
        transaction, offer, caller_name(context), starts_at, context.now, HELD_FOR, contact_id
    )
    await take(transaction, offer, placement, hold_id, context.now + HELD_FOR)
    [hold] = await transaction.fetch(SELECT_HOLD, hold_id)
    await _leave_traces(context, transaction, "holdSlot", hold)
    return hold_id


async def _place(
    context: Context, transaction: Transaction, offer: Offer, starts_at: int, contact: ContactRecord | None
) -> Placement:
    """Return where the visit goes; who signs in itself and names nobody is kept out as itself."""
    if contact:
        await check_contact(transaction, contact)
        return await place_for(context, transaction, contact.id, offer, starts_at, as_of=context.now)
    channel = CHANNEL_OF[context.caller.function]
    question, verdict = await look(transaction, offer, channel, context.now, starts_at)
    if context.view.contact_id:
        await check_blocked(context, transaction, context.view.contact_id, offer, verdict)
    return accepted(question, verdict)


async def extend_hold(context: Context, write: Write, hold_id: str) -> Outcome:
    """Hold a time for five more minutes, three times at most."""
    return await write_once(context, write, lambda transaction: _extend(context, transaction, hold_id))


async def release_hold(context: Context, write: Write, hold_id: str) -> Outcome:
    """Give a held time back."""
    return await write_once(context, write, lambda transaction: _release(context, transaction, hold_id))


async def _extend(context: Context, transaction: Transaction, hold_id: str) -> str:
    hold = await live_hold(context, transaction, hold_id)
    offered = hold["caller"] == desk_name(context)
    if hold["extended"] >= MOST_EXTENSIONS or offered:  # an offer has its end: others wait
        raise refuse(ErrorCode.LIMIT_REACHED, "holdId", because=Because.EXTENDED_ENOUGH)
    until = context.now + HELD_FOR
    await transaction.execute(
        "UPDATE hold SET held_until = ?, extended = extended + 1 WHERE id = ?", until, hold_id
    )
    if not await transaction.execute("UPDATE seat SET held_until = ? WHERE holder_id = ?", until, hold_id):
        raise refuse(ErrorCode.HOLD_EXPIRED, "holdId")
    await _leave_traces(context, transaction, "extendHold", hold)
    return hold_id


async def _release(context: Context, transaction: Transaction, hold_id: str) -> str:
    hold = await live_hold(context, transaction, hold_id)
    await transaction.execute("UPDATE hold SET state = 'RELEASED' WHERE id = ?", hold_id)
    await leave(transaction, hold_id)
    await _leave_traces(context, transaction, "releaseHold", hold)
    await hold_released(context, transaction, hold)
    return hold_id


async def live_hold(
    context: Context, transaction: Transaction, hold_id: str, contact_id: str | None = None
) -> Row:
    """Return a hold of this caller that still holds, its professional's time locked.

    A hold for one contact, such as an offer from a waiting list, is not the caller's with another
    `contact_id`; an offer is that of all colleagues of who joined.

    Raises Refused HOLD_NOT_YOURS alike for an unknown hold and for somebody else's, HOLD_EXPIRED for one
    that holds no more.
    """
    known = await transaction.fetch(SELECT_HOLD, hold_id)
    waited = known[0]["contact_id"] if known else None
    if not await is_guaranteed(transaction.fetch, context.caller, context.now):
        raise refuse(ErrorCode.HOLD_NOT_YOURS, "holdId")
    if not known or known[0]["caller"] not in names_of(context) or waited not in {None, contact_id or waited}:
        raise refuse(ErrorCode.HOLD_NOT_YOURS, "holdId")
    await lock_owners(transaction, [known[0]["professional_id"]], [], context.now)
    [hold] = await transaction.fetch(SELECT_HOLD, hold_id)
    if hold["state"] != "HELD" or hold["held_until"] <= context.now:
        raise refuse(ErrorCode.HOLD_EXPIRED, "holdId")
    return hold


async def use_hold(transaction: Transaction, hold_id: str) -> None:
    """Give up the seat of a hold for what it was held for, in the transaction that takes the time."""
    await transaction.execute("UPDATE hold SET state = 'USED' WHERE id = ?", hold_id)
    await leave(transaction, hold_id)
    await offer_taken(transaction, hold_id)


async def _check_cap(context: Context, transaction: Transaction) -> None:
    """Refuse one hold too many; a caller counts one at a time, or it would hold everywhere at once."""
    of_account, of_client = _LOCK_CALLER
    by_key = kind_of(context.caller.account_id) is Kind.API_CLIENT
    await transaction.fetch(of_client if by_key else of_account, context.caller.account_id)
    [row] = await transaction.fetch(_COUNT, caller_name(context), context.now)
    most = MOST_HOLDS.get(context.caller.function, USUAL_HOLDS)
    if row["held"] >= most:
        raise refuse(ErrorCode.LIMIT_REACHED, "slotId", because=Because.HOLDS_ENOUGH, most=most)


async def _leave_traces(context: Context, transaction: Transaction, verb: str, hold: Row) -> None:
    professional_id = hold["professional_id"]
    await record_act(context, transaction, verb, hold["id"], professional_id=professional_id)
    await tell_agenda(
        context,
        transaction,
        verb,
        hold["id"],
        professional_id=professional_id,
        agenda_id=hold["agenda_id"],
        starts_at=hold["starts_at"],
        ends_at=hold["ends_at"],
    )
