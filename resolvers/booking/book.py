"""Booking a time for a contact, from a slot or from a hold."""

from dataclasses import dataclass, replace

from models.contacts.record import ContactRecord
from models.sealing.cipher import DataKey
from models.storage.dialect import Row
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from permissions.acting import CHANNEL_OF, may_book
from resolvers.booking.entry import insert_appointment, pending_until
from resolvers.booking.held import names_of
from resolvers.booking.hold import SELECT_HOLD, live_hold, use_hold
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.named_time import check_agreement
from resolvers.booking.offers import Offer
from resolvers.booking.place import check_contact, place_for
from resolvers.booking.slot_id import NO_SLOT, Slot
from resolvers.booking.take_time import OVERLAP, lock_offer, take
from resolvers.booking.told import tell_agenda
from resolvers.booking.wish import Wish, check_wish, weighed_for
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, Refused, refuse
from resolvers.writing.once import Outcome, Write, write_once


@dataclass(frozen=True, slots=True)
class Basis:
    """What a booking rests on, read before its transaction: each may be missing."""

    slot: Slot | None
    offer: Offer | None
    contact: ContactRecord | None
    key: DataKey | None


async def book(context: Context, write: Write, wish: Wish) -> Outcome:
    """Book a time, once for each key: the outcome names the appointment, or says why there is none."""
    basis = await basis_of(context, wish)

    async def work(transaction: Transaction) -> str:
        offer, contact, key, slot = await checked_under_lock(context, transaction, wish, basis)
        hold = await live_hold(context, transaction, wish.hold_id, contact.id) if wish.hold_id else None
        await check_contact(transaction, contact)
        return await _book(context, transaction, wish, offer, slot, key, hold)

    return await write_once(context, write, work, OVERLAP)


async def basis_of(context: Context, wish: Wish) -> Basis:
    """Read what a booking rests on, and focus the lens on its contact."""
    slot = wish.slot or await held_slot(context, wish.hold_id)
    offer = await kept_offer(slot.agenda_id, slot.visit_type_id, context.now) if slot else None
    contact = (await contacts_by_id(context, [wish.contact_id])).get(wish.contact_id)
    await context.lens.focus([contact] if contact else [], weighed_for(secret=wish.secret))
    keys = await context.installation.keyring.data_keys([wish.contact_id]) if contact else {}
    return Basis(slot, offer, contact, keys.get(wish.contact_id))


async def held_slot(context: Context, hold_id: str | None) -> Slot | None:
    rows = await fetch(SELECT_HOLD, hold_id) if hold_id else []
    if not rows or rows[0]["caller"] not in names_of(context):
        return None
    return Slot(rows[0]["agenda_id"], rows[0]["visit_type_id"], rows[0]["starts_at"])


def checked(context: Context, wish: Wish, basis: Basis) -> tuple[Offer, ContactRecord, DataKey, Slot]:
    """Return the basis of a booking that may be made, or raise Refused."""
    if basis.slot is None:
        raise no_time(wish.hold_id)
    if context.caller.function not in CHANNEL_OF:
        raise refuse(ErrorCode.NOT_ALLOWED, articles=["5(1)(b)", "25"])
    check_agreement(basis.slot, wish.beside)
    if basis.offer is None:
        raise refuse(ErrorCode.NOT_FOUND, "slotId" if basis.slot == NO_SLOT else "visitTypeId")
    if basis.contact is None or basis.key is None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if not may_book(context.lens, basis.contact, basis.offer.professional_id):
        raise refuse(ErrorCode.NOT_ALLOWED, "contactId", articles=["28(3)(a)", "5(1)(b)"])
    check_wish(context, wish, basis.offer, basis.contact)
    return basis.offer, basis.contact, basis.key, basis.slot


async def checked_under_lock(
    context: Context, transaction: Transaction, wish: Wish, basis: Basis
) -> tuple[Offer, ContactRecord, DataKey, Slot]:
    """Lock the time of a booking that may be made, and return its basis as it stands; or raise Refused."""
    offer, *_ = checked(context, wish, basis)
    standing = await lock_offer(transaction, offer, context.now)
    return checked(context, wish, replace(basis, offer=standing))


def no_time(hold_id: str | None) -> Refused:
    """Return the refusal of a request that names no time, or a hold that is not the caller's."""
    if hold_id is not None:
        return refuse(ErrorCode.HOLD_NOT_YOURS, "holdId")
    return refuse(ErrorCode.MISSING_REQUIRED_DATA, "slotId")


async def _book(
    context: Context,
    transaction: Transaction,
    wish: Wish,
    offer: Offer,
    slot: Slot,
    key: DataKey,
    hold: Row | None,
) -> str:
    """Decide as of when the time was held, then take the time anew: the visit may be longer by now."""
    placement = await place_for(
        context,
        transaction,
        wish.contact_id,
        offer,
        slot.starts_at,
        as_of=hold["created_at"] if hold else context.now,
        ignored=[hold["id"]] if hold else [],
        overriding=wish.override is not None,
    )
    appointment_id = await insert_appointment(context, transaction, wish, offer, slot.starts_at, key)
    until = pending_until(context, offer, slot.starts_at)
    if hold:
        await use_hold(transaction, hold["id"])
    await take(transaction, offer, placement, appointment_id, until)
    await leave_traces(
        context, transaction, "bookAppointment", appointment_id, wish.contact_id, offer, slot.starts_at, wish
    )
    return appointment_id


async def leave_traces(
    context: Context,
    transaction: Transaction,
    verb: str,
    appointment_id: str,
    contact_id: str,
    offer: Offer,
    starts_at: int,
    wish: Wish | None = None,
) -> None:
    """Write the act down and tell the agenda, in the transaction that did it."""
    reason = wish.override.value if wish and wish.override else None
    professional_id = offer.professional_id
    await record_act(
        context,
        transaction,
        verb,
        appointment_id,
        professional_id=professional_id,
        contact_id=contact_id,
        reason=reason,
    )
    await tell_agenda(
        context,
        transaction,
        verb,
        appointment_id,
        professional_id=professional_id,
        agenda_id=offer.agenda_id,
        starts_at=starts_at,
        ends_at=starts_at + offer.visit.seconds,
    )
