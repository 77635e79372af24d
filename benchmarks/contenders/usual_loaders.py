"""What one request of the usual application loads, each kind of row once for a whole level."""

from collections.abc import Sequence
from typing import Final

from strawberry.dataloader import DataLoader

from models.booking.appointment import Appointment
from models.booking.record import AppointmentRecord
from models.contacts.contact import Contact
from models.contacts.record import ContactRecord
from models.directory.visit_type import VisitType
from models.words import Category
from permissions.lens import Lens
from resolvers.context import Context

_CATEGORIES: Final = (Category.IDENTITY, Category.REACH, Category.BIRTH, Category.REASON)
_OF_CONTACT: Final = {"restricted_at", "erased_at"}

Record = AppointmentRecord | ContactRecord


class Loaders:
    """The loaders of one request and the lens its caller looks through."""

    def __init__(self, request: Context) -> None:
        """Look as the caller of a request."""
        self.request = request
        self.caller = request.caller
        self.contacts: DataLoader[str, Contact] = DataLoader(self._contacts)
        self.visit_types: DataLoader[str, VisitType] = DataLoader(self._visit_types)
        self.lenses: DataLoader[Record, Lens] = DataLoader(self._focused, cache_key_fn=_id_of)
        self._lens = request.lens

    async def _contacts(self, ids: list[str]) -> Sequence[Contact]:
        found = await Contact.in_bulk(ids, "id")
        return [found[each] for each in ids]

    async def _visit_types(self, ids: list[str]) -> Sequence[VisitType]:
        found = await VisitType.in_bulk(ids, "id")
        return [found[each] for each in ids]

    async def _focused(self, records: list[Record]) -> Sequence[Lens]:
        await self._lens.focus(records, _CATEGORIES)
        return [self._lens] * len(records)


def _id_of(record: Record) -> str:
    return record.id


def contact_record(row: Contact) -> ContactRecord:
    """Return a contact as the lens looks at it."""
    return ContactRecord(*(getattr(row, name) for name in ContactRecord._fields))


def appointment_record(row: Appointment, contact: Contact) -> AppointmentRecord:
    """Return an appointment as the lens looks at it: restricted or erased with its contact."""
    of_contact = {
        "restricted_at": row.restricted_at or contact.restricted_at,
        "erased_at": contact.erased_at,
        "person_states": contact.states,
    }
    values = {
        name: of_contact[name] if name in of_contact else getattr(row, name)
        for name in AppointmentRecord._fields
    }
    return AppointmentRecord(**values)
