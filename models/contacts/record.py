"""A contact as it was read: who may see what is not yet decided."""

from typing import NamedTuple


class ContactRecord(NamedTuple):
    """One contact row in the order of `SELECT`; category columns hold sealed bytes."""

    id: str
    channel: str
    professional_id: str | None
    partner_id: str | None
    source_contact_id: str | None
    entered_by: str
    collected_at: int
    updated_at: int
    version: int
    identity: bytes | None
    reach: bytes | None
    birth: bytes | None
    physician: bytes | None
    restricted_at: int | None
    erased_at: int | None
    states: str | None

    def __repr__(self) -> str:
        return f"ContactRecord({self.id})"

    @property
    def contact_id(self) -> str:
        """The contact whose data key seals this record."""
        return self.id

    @property
    def person_states(self) -> str | None:
        """The states in force for all records of the contact."""
        return self.states


SELECT = "SELECT {} FROM contact c".format(", ".join(f"c.{name}" for name in ContactRecord._fields))
"""Reads contacts as `c`, columns in the order of the record."""
