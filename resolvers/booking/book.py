"""Booking a time for a contact."""

import unicodedata
from dataclasses import dataclass

from models.contacts.record import ContactRecord
from models.ids import Kind, new_id
from models.sealing.cipher import Binding, DataKey, seal
from models.sealing.values import Note, Reason, encode
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from models.words import AppointmentStatus, Category, Function
from permissions.acting import CHANNEL_OF, may_book
from resolvers.booking.offers import Offer, offer_of
from resolvers.booking.take_time import OVERLAP, accepted, lock_offer, look, take
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault, Refused, refuse
from resolvers.writing.once import Outcome, Write, write_once

LONGEST_TEXT = 2000
_WRITES_NOTES = frozenset({Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT})


@dataclass(frozen=True, slots=True, repr=False)
class Booking:
    """What is to be booked; `starts_at` in epoch seconds."""

    agenda_id: str
    visit_type_id: str
    contact_id: str
    starts_at: int
    reason: str | None = None
    note: str | None = None
    note_about_third_party: bool = False
    secret: bool = False


async def book(context: Context, write: Write, booking: Booking) -> Outcome:
    """Book a time, once for each key: the outcome names the appointment, or says why there is none."""
    offer = await offer_of(fetch, booking.agenda_id, booking.visit_type_id, context.now)
    contact = (await contacts_by_id(context, [booking.contact_id])).get(booking.contact_id)
    await context.lens.focus([contact] if contact else [], frozenset[Category]())
    keys = await context.installation.keyring.data_keys([booking.contact_id]) if contact else {}

    async def work(transaction: Transaction) -> str:
        if offer is None:
            raise refuse(ErrorCode.NOT_FOUND, "visitTypeId")
        if contact is None or booking.contact_id not in keys:
            raise refuse(ErrorCode.NOT_FOUND, "contactId")
        _check_may_book(context, contact, offer)
        _check_data(context, booking, offer)
        await lock_offer(transaction, offer, context.now)
        await _check_not_restricted(transaction, contact)
        return await _insert(context, transaction, booking, offer, keys[contact.id])

    return await write_once(context, write, work, OVERLAP)


def _check_may_book(context: Context, contact: ContactRecord, offer: Offer) -> None:
    if context.caller.function not in CHANNEL_OF:
        raise refuse(ErrorCode.NOT_ALLOWED, articles=["5(1)(b)", "25"])
    if not may_book(context.lens, contact, offer.professional_id):
        raise refuse(ErrorCode.NOT_ALLOWED, "contactId", articles=["28(3)(a)", "5(1)(b)"])


def _check_data(context: Context, booking: Booking, offer: Offer) -> None:
    """Refuse what must not be collected, what is missing and what is no text, all at once."""
    faults: list[Fault] = []
    for category, name, text in (
        (Category.REASON, "reason", booking.reason),
        (Category.NOTE, "note", booking.note),
    ):
        if text is None:
            continue
        if category not in offer.collects:
            faults.append(Fault(ErrorCode.CATEGORY_NOT_COLLECTED, (name,), {"category": category}))
        elif not is_plain_text(text):
            faults.append(Fault(ErrorCode.INVALID_TEXT, (name,)))
    if offer.reason_required and booking.reason is None and Category.REASON in offer.collects:
        faults.append(Fault(ErrorCode.MISSING_REQUIRED_DATA, ("reason",)))
    if booking.note is not None and context.caller.function not in _WRITES_NOTES:
        faults.append(Fault(ErrorCode.NOT_ALLOWED, ("note",)))
    if faults:
        raise Refused(*faults)


def is_plain_text(text: str) -> bool:
    """Return whether a text says something, is not too long and holds no control characters."""
    controls = {"Cc", "Cf", "Cs", "Co"}
    clean = all(each in "\n\t" or unicodedata.category(each) not in controls for each in text)
    return bool(text.strip()) and len(text) <= LONGEST_TEXT and clean


async def _check_not_restricted(transaction: Transaction, contact: ContactRecord) -> None:
    [row] = await transaction.fetch("SELECT restricted_at, erased_at FROM contact WHERE id = ?", contact.id)
    if row["erased_at"] is not None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if row["restricted_at"] is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "contactId", articles=["18"])


async def _insert(
    context: Context, transaction: Transaction, booking: Booking, offer: Offer, key: DataKey
) -> str:
    caller, now = context.caller, context.now
    appointment_id = new_id(Kind.APPOINTMENT)
    channel = CHANNEL_OF[caller.function]
    row = {
        "id": appointment_id,
        "agenda_id": offer.agenda_id,
        "professional_id": offer.professional_id,
        "visit_type_id": offer.visit_type_id,
        "contact_id": booking.contact_id,
        "booked_by_contact_id": context.view.contact_id,
        "channel": channel.value,
        "partner_id": caller.party_id if caller.function is Function.PARTNER_SITE else None,
        "origin_function": caller.function.value,
        "origin_party_id": caller.party_id,
        "origin_account_id": caller.account_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.starts_at + offer.visit.seconds,
        "status": AppointmentStatus.BOOKED.value,
        "note_party_id": caller.party_id if booking.note is not None else None,
        "note_about_third_party": booking.note_about_third_party,
        "secret": booking.secret,
        "created_at": now,
        "updated_at": now,
        **_sealed(context, booking, appointment_id, key),
    }
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    question, verdict = await look(
        transaction, offer, channel, now, booking.starts_at, contact_id=booking.contact_id
    )
    placement = accepted(question, verdict)
    await transaction.execute(f"INSERT INTO appointment ({names}) VALUES ({marks})", *row.values())
    await take(transaction, offer, placement, appointment_id)
    return appointment_id


def _sealed(context: Context, booking: Booking, appointment_id: str, key: DataKey) -> dict[str, bytes | None]:
    tenant = context.installation.tenant
    reason, note = None, None
    if booking.reason is not None:
        place = Binding(tenant, "appointment", "reason", appointment_id)
        reason = seal(encode(Reason(booking.reason.strip())), key, place)
    if booking.note is not None:
        place = Binding(tenant, "appointment", "note", appointment_id)
        note = seal(encode(Note(booking.note.strip(), booking.note_about_third_party)), key, place)
    return {"reason": reason, "note": note}
