"""Moving an appointment: the same appointment at another time, or where it was if that is refused."""

from dataclasses import dataclass

from models.booking.record import AppointmentRecord
from models.storage.dialect import Row
from models.storage.transaction import Transaction
from models.words import AppointmentStatus
from resolvers.booking.book import held_slot, leave_traces, no_time
from resolvers.booking.changing import check_may_change, check_state, check_window, find_appointment
from resolvers.booking.entry import pending_until, policy_of, status_of
from resolvers.booking.freed import time_freed
from resolvers.booking.hold import live_hold, use_hold
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.named_time import NOTHING_BESIDE, Beside, check_agreement
from resolvers.booking.offers import Offer
from resolvers.booking.place import place_for
from resolvers.booking.slot_id import Slot
from resolvers.booking.take_time import OVERLAP, leave, lock_offer, lock_owners, lock_rooms, take
from resolvers.booking.wish import DESK_AND_STAFF, OverrideReason
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once


@dataclass(frozen=True, slots=True)
class Move:
    """Which appointment, in which version, to which slot or hold; `beside` is what is said of it besides."""

    appointment_id: str
    expected_version: int
    slot: Slot | None
    hold_id: str | None
    override: OverrideReason | None = None
    beside: Beside = NOTHING_BESIDE


_MOVE = """
UPDATE appointment SET agenda_id = ?, visit_type_id = ?, starts_at = ?, ends_at = ?, status = ?,
    pending_until = ?, policy = ?, override_reason = ?, version = version + 1, updated_at = ? WHERE id = ?
"""


async def reschedule(context: Context, write: Write, asked: Move) -> Outcome:
    """Move an appointment: release, check and take in one transaction; refused, the old time stays."""
    known = await find_appointment(context, asked.appointment_id)
    slot = asked.slot or await held_slot(context, asked.hold_id)
    offer = await kept_offer(slot.agenda_id, slot.visit_type_id, context.now) if slot else None

    async def work(transaction: Transaction) -> str:
        found = check_may_change(context, known)
        check_window(context, found)
        if slot is None:
            raise no_time(asked.hold_id)
        check_agreement(slot, asked.beside)
        if offer is None or offer.professional_id != found.professional_id:
            raise refuse(ErrorCode.NOT_FOUND, "slotId")
        if asked.override and context.caller.function not in DESK_AND_STAFF:
            raise refuse(ErrorCode.NOT_ALLOWED, "overrideReason", because=Because.FOR_STAFF)
        if offer.pools:
            await lock_owners(transaction, [offer.professional_id], [], context.now)
            await lock_rooms(transaction, [offer.professional_id], context.now)
        standing = await lock_offer(transaction, offer, context.now)
        if standing is None:
            raise refuse(ErrorCode.NOT_FOUND, "slotId")
        await check_state(
            context, transaction, found, asked.expected_version, AppointmentStatus.CANCELLED
        )  # what can be cancelled can be moved
        await _move(context, transaction, found, standing, slot, asked)
        return found.id

    return await write_once(context, write, work, OVERLAP)


async def _move(
    context: Context,
    transaction: Transaction,
    found: AppointmentRecord,
    offer: Offer,
    slot: Slot,
    asked: Move,
) -> None:
    hold: Row | None = None
    if asked.hold_id:
        hold = await live_hold(context, transaction, asked.hold_id, found.contact_id)
    placement = await place_for(
        context,
        transaction,
        found.contact_id,
        offer,
        slot.starts_at,
        as_of=hold["created_at"] if hold else context.now,
        ignored=[found.id, *([hold["id"]] if hold else [])],
        overriding=asked.override is not None,
    )
    await leave(transaction, found.id)
    if hold:
        await use_hold(transaction, hold["id"])
    until = pending_until(context, offer, slot.starts_at)
    await take(transaction, offer, placement, found.id, until)
    await _write(context, transaction, found, offer, slot, asked)
    await time_freed(context, transaction, "rescheduleAppointment", found)
    verb = "rescheduleAppointment"
    await leave_traces(context, transaction, verb, found.id, found.contact_id, offer, slot.starts_at)


async def _write(
    context: Context,
    transaction: Transaction,
    found: AppointmentRecord,
    offer: Offer,
    slot: Slot,
    asked: Move,
) -> None:
    until = pending_until(context, offer, slot.starts_at)
    await transaction.execute(
        _MOVE,
        offer.agenda_id,
        offer.visit_type_id,
        slot.starts_at,
        slot.starts_at + offer.visit.seconds,
        status_of(until).value,
        until,
        policy_of(offer),
        asked.override.value if asked.override else None,
        context.now,
        found.id,
    )
