"""Undoing: a cancelled appointment takes its time again, a missed one is booked again; by staff, and kept."""

from dataclasses import dataclass, replace

import orjson

from models.booking.record import AppointmentRecord
from models.booking.slots.clock import MINUTE
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import AppointmentStatus as Status
from resolvers.booking.asked import visitor_of
from resolvers.booking.book import leave_traces
from resolvers.booking.changing import check_may_change, find_appointment
from resolvers.booking.entry import channel_of
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.offers import Offer
from resolvers.booking.take_time import OVERLAP, accepted, lock_offer, look, take
from resolvers.booking.wish import STAFF
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once

_LOST_ITS_TIME = frozenset({Status.CANCELLED, Status.DECLINED, Status.EXPIRED})
_KEPT_ITS_TIME = frozenset({Status.NO_SHOW, Status.ARRIVED, Status.COMPLETED})
_NOW = f"SELECT status, version FROM appointment WHERE id = ? {LOCK_ROWS}"
_BOOK_AGAIN = """
UPDATE appointment SET status = 'BOOKED', cancelled_by = NULL, cancel_reason = NULL, pending_until = NULL,
    version = version + 1, updated_at = ? WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class Reinstatement:
    """Which appointment, in which version."""

    appointment_id: str
    expected_version: int


async def reinstate(context: Context, write: Write, asked: Reinstatement) -> Outcome:
    """Book an appointment again at its own time; refused where that time was taken meanwhile."""
    known = await find_appointment(context, asked.appointment_id)
    offer = await kept_offer(known.agenda_id, known.visit_type_id, context.now) if known else None

    async def work(transaction: Transaction) -> str:
        found = check_may_change(context, known)
        if context.caller.function not in STAFF:
            raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=["5(1)(b)"])
        if found.erased_at is not None:  # nobody comes; and which rooms its visit takes would tell its reason
            raise refuse(ErrorCode.WRONG_STATE, "id")
        standing = await lock_offer(transaction, offer, context.now) if offer else None
        if standing is None:
            raise refuse(ErrorCode.CLOSED, "id")
        await _take_again(context, transaction, found, standing, asked.expected_version)
        await transaction.execute(_BOOK_AGAIN, context.now, found.id)
        await leave_traces(
            context,
            transaction,
            "reinstateAppointment",
            found.id,
            found.contact_id,
            standing,
            found.starts_at,
        )
        return found.id

    return await write_once(context, write, work, OVERLAP)


async def _take_again(
    context: Context, transaction: Transaction, found: AppointmentRecord, offer: Offer, expected: int
) -> None:
    [row] = await transaction.fetch(_NOW, found.id)
    if row["version"] != expected:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
    if row["status"] in _KEPT_ITS_TIME:
        return
    if row["status"] not in _LOST_ITS_TIME:
        raise refuse(ErrorCode.WRONG_STATE, "id")
    own = as_it_was(offer, found)
    visitor = visitor_of(context.view, found.contact_id)
    question, verdict = await look(
        transaction, own, channel_of(context), context.now, found.starts_at, visitor=visitor
    )
    await take(transaction, own, accepted(question, verdict, overriding=True), found.id)


def as_it_was(offer: Offer, found: AppointmentRecord) -> Offer:
    """Return an offer with the length and the buffers an appointment was booked with."""
    policy = orjson.loads(found.policy)
    visit = replace(
        offer.visit,
        duration=(found.ends_at - found.starts_at) // MINUTE,
        buffer_before=policy.get("bufferBefore", offer.visit.buffer_before),
        buffer_after=policy.get("bufferAfter", offer.visit.buffer_after),
    )
    return replace(offer, visit=visit)
