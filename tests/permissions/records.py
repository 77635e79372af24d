"""Records as they are read, for tests of decisions: every column may be given."""

from typing import Any

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Function, PartyKind
from permissions.caller import DEFAULT_PURPOSES, PARTY_KIND_OF, Caller
from permissions.controllership import Controller, Rule
from permissions.viewpoint import Viewpoint
from tests.support.rows import DAY, HOUR, NOW

OPERATOR, DOCTOR, PARTNER, PATIENT = "ope_1", "pro_1", "par_1", "con_1"


def visit(**given: Any) -> AppointmentRecord:
    """An entry of the doctor for a patient, an hour from now."""
    columns: dict[str, Any] = dict.fromkeys(AppointmentRecord._fields)
    columns |= {
        "id": "apt_1",
        "professional_id": DOCTOR,
        "contact_id": PATIENT,
        "channel": "AGENDA",
        "starts_at": NOW + HOUR,
        "ends_at": NOW + 2 * HOUR,
        "created_at": NOW - DAY,
        "note_about_third_party": False,
        "secret": False,
        "version": 1,
    }
    return AppointmentRecord(**columns | given)


def person(**given: Any) -> ContactRecord:
    """A contact that the doctor wrote down."""
    columns: dict[str, Any] = dict.fromkeys(ContactRecord._fields)
    columns |= {
        "id": PATIENT,
        "channel": "AGENDA",
        "professional_id": DOCTOR,
        "entered_by": DOCTOR,
        "collected_at": NOW - DAY,
        "updated_at": NOW - DAY,
        "version": 1,
    }
    return ContactRecord(**columns | given)


def seen_by(function: Function, party_id: str, *, now: int = NOW, **given: Any) -> Viewpoint:
    """Where a caller looks from; a professional acts for himself."""
    staffed = {party_id} if function is Function.PROFESSIONAL else set()
    caller = Caller(
        function=function,
        party_kind=PARTY_KIND_OF[function],
        party_id=party_id,
        account_id="acc_1",
        credential_id="1",
        purposes=DEFAULT_PURPOSES[function],
        professional_ids=frozenset(given.pop("staffed", staffed)),
    )
    return Viewpoint(caller, now, **given)


def controlled_by(party_id: str) -> Controller:
    """The controller of a record, by some rule."""
    kind = PartyKind.OPERATOR if party_id == OPERATOR else PartyKind.PROFESSIONAL
    rule = Rule.__new__(Rule)
    return Controller(kind, party_id, rule)
