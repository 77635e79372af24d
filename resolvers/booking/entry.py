"""The row of a new appointment: sealed where it is personal, with the rules in force kept beside it."""

import orjson

from models.ids import Kind, new_id
from models.sealing.cipher import Binding, DataKey, seal
from models.sealing.values import Note, Reason, encode
from models.storage.dialect import Value
from models.storage.transaction import Transaction
from models.words import AppointmentStatus, Channel, Function
from permissions.acting import CHANNEL_OF
from resolvers.booking.offers import Offer
from resolvers.booking.wish import LONGEST_TEXT, STAFF, Wish, mode_of
from resolvers.context import Context
from resolvers.writing.plain_text import paragraphs


async def insert_appointment(
    context: Context,
    transaction: Transaction,
    wish: Wish,
    offer: Offer,
    starts_at: int,
    key: DataKey,
    series_id: str | None = None,
) -> str:
    """Write an appointment and return its id; its time is taken apart."""
    appointment_id = new_id(Kind.APPOINTMENT)
    row: dict[str, Value] = {
        "id": appointment_id,
        "agenda_id": offer.agenda_id,
        "professional_id": offer.professional_id,
        "visit_type_id": offer.visit_type_id,
        "contact_id": wish.contact_id,
        "starts_at": starts_at,
        "ends_at": starts_at + offer.visit.seconds,
        "mode": mode_of(wish, offer),
        "policy": policy_of(offer),
        "series_id": series_id,
        "secret": wish.secret,
        "override_reason": wish.override.value if wish.override else None,
        "pending_until": pending_until(context, offer, starts_at),
        **_origin(context),
        **_sealed(context, wish, appointment_id, key),
    }
    row["status"] = (
        AppointmentStatus.BOOKED if row["pending_until"] is None else AppointmentStatus.PENDING
    ).value
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    await transaction.execute(f"INSERT INTO appointment ({names}) VALUES ({marks})", *row.values())
    return appointment_id


def channel_of(context: Context) -> Channel:
    """Return the channel of what this caller writes."""
    return CHANNEL_OF[context.caller.function]


def pending_until(context: Context, offer: Offer, starts_at: int) -> int | None:
    """Return until when a booking waits for approval, or None where it needs none."""
    if not offer.needs_approval or context.caller.function in STAFF:
        return None
    return min(context.now + offer.approval_minutes * 60, starts_at)


def status_of(until: Value) -> AppointmentStatus:
    """Return the state of a booking that waits for approval until an instant, or for none."""
    return AppointmentStatus.BOOKED if until is None else AppointmentStatus.PENDING


def policy_of(offer: Offer) -> str:
    """Return the rules in force, as the appointment keeps them; minutes and counts."""
    return orjson.dumps(
        {
            "duration": offer.visit.duration,
            "bufferBefore": offer.visit.buffer_before,
            "bufferAfter": offer.visit.buffer_after,
            "notice": offer.visit.notice,
            "cancellationWindow": offer.cancellation_window,
            "capacity": offer.visit.capacity,
            "needsApproval": offer.needs_approval,
        }
    ).decode()


def _origin(context: Context) -> dict[str, Value]:
    caller = context.caller
    return {
        "booked_by_contact_id": context.view.contact_id,
        "channel": channel_of(context).value,
        "partner_id": caller.party_id if caller.function is Function.PARTNER_SITE else None,
        "origin_function": caller.function.value,
        "origin_party_id": caller.party_id,
        "origin_account_id": caller.account_id,
        "created_at": context.now,
        "updated_at": context.now,
    }


def _sealed(context: Context, wish: Wish, appointment_id: str, key: DataKey) -> dict[str, Value]:
    tenant = context.installation.tenant
    row: dict[str, Value] = {}
    if wish.reason is not None:
        place = Binding(tenant, "appointment", "reason", appointment_id)
        row["reason"] = seal(encode(Reason(_text(wish.reason))), key, place)
    if wish.note is not None:
        place = Binding(tenant, "appointment", "note", appointment_id)
        row["note"] = seal(encode(Note(_text(wish.note), wish.note_about_third_party)), key, place)
        row["note_party_id"] = context.caller.party_id
        row["note_about_third_party"] = wish.note_about_third_party
    return row


def _text(typed: str) -> str:
    """Return a text in the form that was checked."""
    text = paragraphs(typed, LONGEST_TEXT)
    if text is None:
        raise ValueError("a text must be checked before it is sealed")
    return text
