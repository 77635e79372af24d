"""An appointment as it was read: who may see what is not yet decided."""

from typing import NamedTuple


class AppointmentRecord(NamedTuple):
    """One appointment row in the order of `SELECT`; `reason` and `note` hold sealed bytes.

    `restricted_at` and `erased_at` are the contact's when the appointment has none of its own;
    `states` are its own states in force, `person_states` those of its contact.
    """

    id: str
    agenda_id: str
    professional_id: str
    visit_type_id: str
    contact_id: str
    booked_by_contact_id: str | None
    channel: str
    partner_id: str | None
    origin_function: str
    starts_at: int
    ends_at: int
    status: str
    cancelled_by: str | None
    cancel_reason: str | None
    reason: bytes | None
    note: bytes | None
    note_party_id: str | None
    note_about_third_party: bool
    secret: bool
    version: int
    created_at: int
    mode: str
    policy: str
    series_id: str | None
    pending_until: int | None
    restricted_at: int | None
    erased_at: int | None
    states: str | None
    person_states: str | None

    def __repr__(self) -> str:
        return f"AppointmentRecord({self.id})"

    @property
    def collected_at(self) -> int:
        """When the entry was collected, which decides its controller."""
        return self.created_at


_FROM_CONTACT = {
    "restricted_at": "COALESCE(a.restricted_at, c.restricted_at)",
    "erased_at": "c.erased_at",
    "person_states": "c.states AS person_states",
}

SELECT = "SELECT {} FROM appointment a JOIN contact c ON c.id = a.contact_id".format(
    ", ".join(_FROM_CONTACT.get(name, f"a.{name}") for name in AppointmentRecord._fields)
)
"""Reads appointments as `a` beside their contacts as `c`, columns in the order of the record."""
