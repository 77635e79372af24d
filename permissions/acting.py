"""May this caller act on this record? Doing is refused with a reason; reading is only masked."""

from collections.abc import Mapping
from types import MappingProxyType

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Canceller, Category, Channel, Function
from permissions.lens import Lens
from permissions.policy import Standing

CHANNEL_OF: Mapping[Function, Channel] = MappingProxyType(
    {
        Function.PROFESSIONAL: Channel.AGENDA,
        Function.ASSISTANT: Channel.AGENDA,
        Function.DESK_AGENT: Channel.PHONE,
        Function.PARTNER_SITE: Channel.ONLINE,
        Function.CONTACT: Channel.ONLINE,
    }
)
"""The channel of what a function writes: its party decides, never its word."""

CANCELLER_OF: Mapping[Function, Canceller] = MappingProxyType(
    {
        Function.PROFESSIONAL: Canceller.PROFESSIONAL,
        Function.ASSISTANT: Canceller.PROFESSIONAL,
        Function.DESK_AGENT: Canceller.DESK,
        Function.PARTNER_SITE: Canceller.PARTNER,
        Function.CONTACT: Canceller.CONTACT,
    }
)
"""Who is said to have cancelled when a function cancels."""

_MAY_BOOK = frozenset(
    {
        Standing.CONTROLLER_PROFESSIONAL,
        Standing.CONTROLLER_STAFF,
        Standing.CONTROLLER_DESK,
        Standing.RECIPIENT_PROFESSIONAL,
        Standing.RECIPIENT_STAFF,
        Standing.SUB_PROCESSOR,
        Standing.DATA_SUBJECT,
        Standing.REPRESENTATIVE,
        Standing.BOOKER,
    }
)


def may_book(lens: Lens, contact: ContactRecord, professional_id: str) -> bool:
    """May this caller book a time with a professional for a contact in its scope?

    Staff book with the professionals they act for; the desk for whom the operator controls, or on an
    instruction that opens IDENTITY; a partner for contacts it registered; a contact for itself and for
    the relatives it is linked to. What one professional controls stays behind his wall.
    """
    caller = lens.view.caller
    if caller.professional_ids and professional_id not in caller.professional_ids:
        return False
    controller = lens.controller(contact).party_id
    if controller not in {professional_id, lens.operator_id}:
        return False
    return lens.standing(contact) in _MAY_BOOK or _instructed(lens, contact)


def may_cancel(lens: Lens, appointment: AppointmentRecord) -> bool:
    """May this caller cancel an appointment in its scope?

    Staff theirs; the desk where the operator controls the entry, or on an instruction that opens
    REASON; partner and contact what they booked, or what concerns them.
    """
    return lens.standing(appointment) in _MAY_BOOK or _instructed(lens, appointment)


def _instructed(lens: Lens, record: AppointmentRecord | ContactRecord) -> bool:
    category = Category.REASON if isinstance(record, AppointmentRecord) else Category.IDENTITY
    instructed = f"{Standing.PROCESSOR_INSTRUCTED}/"
    return lens.decide(record, category).rule.startswith(instructed)
