"""Where does this caller stand towards this record, and which facts matter?"""

from datetime import timedelta

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Function
from permissions.controllership import Controller
from permissions.decide import Facts
from permissions.policy import Standing
from permissions.viewpoint import Viewpoint

Record = AppointmentRecord | ContactRecord

REASON_DELAY = int(timedelta(days=30).total_seconds())
"""How long after the visit the operator's desk still reads the reason (art. 5(1)(e))."""


_WITHOUT_RECORD = {
    Function.PROTECTION_OFFICER: Standing.PROTECTION_OFFICER,
    Function.TECHNICAL_ADMIN: Standing.TECHNICAL_ADMIN,
    Function.ANONYMOUS: Standing.ANONYMOUS,
}


def standing_towards(view: Viewpoint, record: Record, controller: Controller) -> Standing:
    """Return the standing of a caller towards a record that exists in its scope."""
    match view.caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            return _of_staff(view, controller)
        case Function.DESK_AGENT:
            return _of_desk(view, controller)
        case Function.PARTNER_SITE:
            own = record.partner_id == view.caller.party_id
            return Standing.SUB_PROCESSOR if own else Standing.SUB_PROCESSOR_OTHER
        case Function.CONTACT:
            return _of_contact(view, record)
        case other:
            return _WITHOUT_RECORD[other]


def _of_desk(view: Viewpoint, controller: Controller) -> Standing:
    controls = controller.party_id == view.caller.party_id
    return Standing.CONTROLLER_DESK if controls else Standing.PROCESSOR


def _of_staff(view: Viewpoint, controller: Controller) -> Standing:
    controls = controller.party_id in view.caller.professional_ids
    if view.caller.function is Function.PROFESSIONAL:
        return Standing.CONTROLLER_PROFESSIONAL if controls else Standing.RECIPIENT_PROFESSIONAL
    return Standing.CONTROLLER_STAFF if controls else Standing.RECIPIENT_STAFF


def _of_contact(view: Viewpoint, record: Record) -> Standing:
    if record.contact_id == view.contact_id:
        return Standing.DATA_SUBJECT
    if record.contact_id in view.represented:
        return Standing.REPRESENTATIVE
    return Standing.BOOKER


def facts_of(view: Viewpoint, record: Record, *, just_written: bool) -> Facts:
    """Return the facts about a record on which the conditional cells and the states depend."""
    facts = Facts.JUST_WRITTEN if just_written else Facts.NONE
    if record.restricted_at is not None:
        facts |= Facts.RESTRICTED
    if record.erased_at is not None:
        facts |= Facts.ERASED
    if isinstance(record, AppointmentRecord):
        return facts | _facts_of_appointment(view, record)
    if record.source_contact_id == view.contact_id is not None and record.version == 1:
        facts |= Facts.TYPED_BY_CALLER
    return facts


def _facts_of_appointment(view: Viewpoint, record: AppointmentRecord) -> Facts:
    facts = Facts.OPEN if view.now < record.ends_at + REASON_DELAY else Facts.NONE
    if view.now < record.ends_at:
        facts |= Facts.AHEAD
    if record.note_party_id == view.caller.party_id:
        facts |= Facts.OWN_NOTE
    if record.note_about_third_party:
        facts |= Facts.THIRD_PARTY
    if record.secret:
        facts |= Facts.SECRET
    if record.booked_by_contact_id == view.contact_id is not None:
        facts |= Facts.TYPED_BY_CALLER
    return facts
