"""Telling that an agenda changed, in the transaction that changes it."""

from models.booking.record import AppointmentRecord
from models.ids import Kind, new_id
from models.storage.transaction import Transaction
from resolvers.context import Context

_EVENT = """
INSERT INTO agenda_event (id, professional_id, agenda_id, record_id, kind, starts_at, ends_at, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


async def tell_agenda(
    context: Context,
    transaction: Transaction,
    kind: str,
    record_id: str,
    *,
    professional_id: str,
    agenda_id: str | None = None,
    starts_at: int | None = None,
    ends_at: int | None = None,
) -> None:
    """Leave the event that an agenda changed; whoever is told reads again under his own rights."""
    await leave_event(
        transaction,
        context.now,
        kind,
        record_id,
        professional_id=professional_id,
        agenda_id=agenda_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )


async def leave_event(
    transaction: Transaction,
    now: int,
    kind: str,
    record_id: str,
    *,
    professional_id: str,
    agenda_id: str | None = None,
    starts_at: int | None = None,
    ends_at: int | None = None,
) -> None:
    """Leave the event that an agenda changed by itself, as when an offer passes to the next."""
    await transaction.execute(
        _EVENT, new_id(Kind.EVENT), professional_id, agenda_id, record_id, kind, starts_at, ends_at, now
    )


async def tell_of(
    context: Context, transaction: Transaction, kind: str, appointment: AppointmentRecord
) -> None:
    """Leave the event that an appointment changed, at the time it had."""
    await tell_agenda(
        context,
        transaction,
        kind,
        appointment.id,
        professional_id=appointment.professional_id,
        agenda_id=appointment.agenda_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
    )
