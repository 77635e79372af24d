"""What lies in the archive: absent from the work of every day, kept for as long as the law asks."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from models.booking.record import SELECT as SELECT_APPOINTMENT
from models.booking.record import AppointmentRecord
from models.booking.states import TAKES_TIME
from models.contacts.record import SELECT as SELECT_CONTACT
from models.contacts.record import ContactRecord
from models.ids import Kind, kind_of
from models.storage.dialect import LOCK_ROWS, Row
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from models.words import Category
from permissions.controllership import Controllership
from permissions.scope import archived_appointments_of, archived_contacts_of
from permissions.standing import Record
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse

WHOSE: Final = ["4(7)", "5(1)(b)"]
"""The articles by which one controller does not put away what another works with."""

_CONTACT: Final = f"SELECT version, archived_at FROM contact WHERE id = ? {LOCK_ROWS}"
_APPOINTMENTS: Final = f"""
SELECT id, version, channel, created_at, professional_id, status, ends_at, archived_at FROM appointment
WHERE {{by}} = ? ORDER BY id {LOCK_ROWS}
"""
_WAITS: Final = "SELECT 1 AS one FROM waitlist WHERE contact_id = ? AND state IN ('WAITING', 'OFFERED')"


async def archived_record(context: Context, record_id: str) -> Record | None:
    """Return an archived contact or appointment that the caller would read if it were not archived."""
    if kind_of(record_id) is Kind.CONTACT:
        scope = archived_contacts_of(context.view)
        rows = await fetch(f"{SELECT_CONTACT} WHERE c.id = ? AND {scope.sql}", record_id, *scope.values)
        return ContactRecord(*rows[0].values()) if rows else None
    scope = archived_appointments_of(context.view)
    rows = await fetch(f"{SELECT_APPOINTMENT} WHERE a.id = ? AND {scope.sql}", record_id, *scope.values)
    return AppointmentRecord(*rows[0].values()) if rows else None


async def focused(context: Context, record: Record) -> Record:
    """Return a record that the caller's lens may be asked about."""
    await context.lens.focus([record], frozenset[Category]())
    return record


class Locked(NamedTuple):
    """A locked record: whether it is archived, and the appointments it is archived with, itself included."""

    archived: bool
    rows: Sequence[Row]

    def together(self, record: Record, rules: Controllership, controller_id: str) -> list[str]:
        """Return the records that are in the same place as this one, and of the same controller."""
        rows = [row for row in self.rows if (row["archived_at"] is not None) is self.archived]
        found = [row["id"] for row in rows if _controller(rules, row) == controller_id]
        return [record.id, *found] if isinstance(record, ContactRecord) else found


async def lock_with_appointments(
    transaction: Transaction, record: Record, expected_version: int | None = None
) -> Locked:
    """Lock a record, with its appointments if it is a contact.

    Raises VERSION_CONFLICT if the record is not in the version that was read; without one none is asked.
    """
    whole = isinstance(record, ContactRecord)
    held = await transaction.fetch(_CONTACT, record.id) if whole else []
    rows = await transaction.fetch(_APPOINTMENTS.format(by="contact_id" if whole else "id"), record.id)
    own = (held or rows)[0]
    if expected_version not in {None, own["version"]}:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=own["version"])
    return Locked(own["archived_at"] is not None, rows)


async def check_done_with(transaction: Transaction, record: Record, rows: Sequence[Row], now: int) -> None:
    """Raise WRONG_STATE while there is work with a record: a visit ahead, or a place on a waiting list."""
    ahead = any(row["status"] in TAKES_TIME and row["ends_at"] > now for row in rows)
    waits = isinstance(record, ContactRecord) and await transaction.fetch(_WAITS, record.id)
    if ahead or waits:
        raise refuse(ErrorCode.WRONG_STATE, "record")


def check_no_others(rules: Controllership, rows: Collection[Row], controller_id: str) -> None:
    """Raise NOT_ALLOWED where another controller still works with an appointment of the contact."""
    if any(row["archived_at"] is None and _controller(rules, row) != controller_id for row in rows):
        raise refuse(ErrorCode.NOT_ALLOWED, "record", articles=WHOSE)


def _controller(rules: Controllership, row: Row) -> str:
    return rules.controller(row["channel"], row["created_at"], row["professional_id"]).party_id
