"""Holding a time for minutes, so that nobody else takes it while a booking is filled in."""

from datetime import timedelta

from models.ids import Kind, new_id
from models.storage.dialect import Row
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from models.words import Function
from permissions.acting import CHANNEL_OF
from resolvers.booking.act import record_act, tell_agenda
from resolvers.booking.offers import Offer, offer_of
from resolvers.booking.slot_id import Slot
from resolvers.booking.take_time import OVERLAP, accepted, leave, lock_offer, lock_owners, look, take
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, caller_name, write_once

HELD_FOR = int(timedelta(minutes=5).total_seconds())
MOST_EXTENSIONS = 3
MOST_HOLDS = {Function.PARTNER_SITE: 50, Function.CONTACT: 2}
USUAL_HOLDS = 10
"""How many times one caller may hold at once."""

_INSERT = """
INSERT INTO hold (id, caller, professional_id, agenda_id, visit_type_id, contact_id, starts_at, ends_at,
    held_until, state, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD', ?)
"""
_COUNT = "SELECT COUNT(*) AS held FROM hold WHERE caller = ? AND state = 'HELD' AND held_until > ?"
SELECT_HOLD = "SELECT * FROM hold WHERE id = ?"


async def hold_slot(context: Context, write: Write, slot: Slot) -> Outcome:
    """Hold a time for five minutes; the outcome names the hold, or says why there is none."""
    offer = await offer_of(fetch, slot.agenda_id, slot.visit_type_id, context.now)

    async def work(transaction: Transaction) -> str:
        if context.caller.function not in CHANNEL_OF:
            raise refuse(ErrorCode.NOT_ALLOWED, articles=["5(1)(b)"])
        if offer is None:
            raise refuse(ErrorCode.NOT_FOUND, "slotId")
        await lock_offer(transaction, offer, context.now)
        await _check_cap(context, transaction)
        return await _hold(context, transaction, offer, slot.starts_at)

    return await write_once(context, write, work, OVERLAP)


async def _hold(context: Context, transaction: Transaction, offer: Offer, starts_at: int) -> str:
    channel = CHANNEL_OF[context.caller.function]
    question, verdict = await look(transaction, offer, channel, context.now, starts_at)
    placement = accepted(question, verdict)
    hold_id = await insert_hold(transaction, offer, caller_name(context), starts_at, context.now, HELD_FOR)
    await take(transaction, offer, placement, hold_id, context.now + HELD_FOR)
    await _leave_traces(context, transaction, "holdSlot", hold_id, offer.professional_id)
    return hold_id


async def insert_hold(
    transaction: Transaction,
    offer: Offer,
    caller: str,
    starts_at: int,
    now: int,
    seconds: int,
    contact_id: str | None = None,
) -> str:
    """Write a hold for somebody and return its id; its seat is taken apart."""
    hold_id = new_id(Kind.HOLD)
    await transaction.execute(
        _INSERT,
        hold_id,
        caller,
        offer.professional_id,
        offer.agenda_id,
        offer.visit_type_id,
        contact_id,
        starts_at,
        starts_at + offer.visit.seconds,
        now + seconds,
        now,
    )
    return hold_id


async def extend_hold(context: Context, write: Write, hold_id: str) -> Outcome:
    """Hold a time for five more minutes, three times at most."""
    return await write_once(context, write, lambda transaction: _extend(context, transaction, hold_id))


async def release_hold(context: Context, write: Write, hold_id: str) -> Outcome:
    """Give a held time back."""
    return await write_once(context, write, lambda transaction: _release(context, transaction, hold_id))


async def _extend(context: Context, transaction: Transaction, hold_id: str) -> str:
    hold = await live_hold(context, transaction, hold_id)
    if hold["extended"] >= MOST_EXTENSIONS:
        raise refuse(ErrorCode.LIMIT_REACHED, "holdId")
    until = context.now + HELD_FOR
    await transaction.execute(
        "UPDATE hold SET held_until = ?, extended = extended + 1 WHERE id = ?", until, hold_id
    )
    await transaction.execute("UPDATE seat SET held_until = ? WHERE holder_id = ?", until, hold_id)
    return hold_id


async def _release(context: Context, transaction: Transaction, hold_id: str) -> str:
    hold = await live_hold(context, transaction, hold_id)
    await leave(transaction, hold_id)
    await transaction.execute("UPDATE hold SET state = 'RELEASED' WHERE id = ?", hold_id)
    await _leave_traces(context, transaction, "releaseHold", hold_id, hold["professional_id"])
    return hold_id


async def live_hold(context: Context, transaction: Transaction, hold_id: str) -> Row:
    """Return a hold of this caller that still holds, its professional's time locked.

    Raises Refused HOLD_NOT_YOURS alike for an unknown hold and for somebody else's, HOLD_EXPIRED for one
    that holds no more.
    """
    known = await transaction.fetch(SELECT_HOLD, hold_id)
    if not known or known[0]["caller"] != caller_name(context):
        raise refuse(ErrorCode.HOLD_NOT_YOURS, "holdId")
    await lock_owners(transaction, [known[0]["professional_id"]], [], context.now)
    [hold] = await transaction.fetch(SELECT_HOLD, hold_id)
    if hold["state"] != "HELD" or hold["held_until"] <= context.now:
        raise refuse(ErrorCode.HOLD_EXPIRED, "holdId")
    return hold


async def _check_cap(context: Context, transaction: Transaction) -> None:
    [row] = await transaction.fetch(_COUNT, caller_name(context), context.now)
    if row["held"] >= MOST_HOLDS.get(context.caller.function, USUAL_HOLDS):
        raise refuse(ErrorCode.LIMIT_REACHED, "slotId")


async def _leave_traces(
    context: Context, transaction: Transaction, verb: str, hold_id: str, professional_id: str
) -> None:
    await record_act(context, transaction, verb, hold_id, professional_id=professional_id)
    await tell_agenda(context, transaction, verb, hold_id, professional_id=professional_id)
