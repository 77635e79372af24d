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
    number = just_written * Facts.JUST_WRITTEN
    number += (record.restricted_at is not None) * Facts.RESTRICTED
    number += (record.erased_at is not None) * Facts.ERASED
    if isinstance(record, AppointmentRecord):
        return _FACTS[number + _facts_of_appointment(view, record)]
    typed = record.source_contact_id == view.contact_id is not None and record.version == 1
    return _FACTS[number + typed * Facts.TYPED_BY_CALLER]


def _facts_of_appointment(view: Viewpoint, record: AppointmentRecord) -> int:
    return (
        (view.now < record.ends_at + REASON_DELAY) * Facts.OPEN
        + (view.now < record.ends_at) * Facts.AHEAD
        + (record.note_party_id == view.caller.party_id) * Facts.OWN_NOTE
        + bool(record.note_about_third_party) * Facts.THIRD_PARTY
        + bool(record.secret) * Facts.SECRET
        + (record.booked_by_contact_id == view.contact_id is not None) * Facts.TYPED_BY_CALLER
    )


class _ByNumber(dict[int, Facts]):
    """Facts by their number: to combine members of a flag costs ten times what adding numbers does."""

    def __missing__(self, number: int) -> Facts:
        found = self[number] = Facts(number)  # a few hundred are ever met, of tens of thousands
        return found


_FACTS = _ByNumber()
