"""Cancelling an appointment: its time is free again, and who cancelled is kept."""

from dataclasses import dataclass
from enum import StrEnum

from models.booking.record import AppointmentRecord
from models.storage.transaction import Transaction
from models.words import AppointmentStatus
from permissions.acting import CANCELLER_OF
from resolvers.booking.changing import check_may_change, check_state, check_window, find_appointment
from resolvers.booking.freed import time_freed
from resolvers.booking.take_time import leave, lock_owners
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.once import Outcome, Write, write_once


class CancelReason(StrEnum):
    """Why an appointment is cancelled; a code, never a text."""

    CONTACT_UNAVAILABLE = "CONTACT_UNAVAILABLE"
    NO_LONGER_NEEDED = "NO_LONGER_NEEDED"
    PROFESSIONAL_UNAVAILABLE = "PROFESSIONAL_UNAVAILABLE"
    BOOKED_BY_MISTAKE = "BOOKED_BY_MISTAKE"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Which appointment, why, and the version it was read in."""

    appointment_id: str
    reason: CancelReason
    expected_version: int


_CANCEL = """
UPDATE appointment SET status = 'CANCELLED', cancelled_by = ?, cancel_reason = ?, pending_until = NULL,
    version = version + 1, updated_at = ? WHERE id = ?
"""


async def cancel(context: Context, write: Write, asked: Cancellation) -> Outcome:
    """Cancel an appointment and free its time; the outcome names it, or says why it stays."""
    known = await find_appointment(context, asked.appointment_id)

    async def work(transaction: Transaction) -> str:
        found = check_may_change(context, known)
        check_window(context, found)
        await lock_owners(transaction, [found.professional_id], [], context.now)
        await check_state(context, transaction, found, asked.expected_version, AppointmentStatus.CANCELLED)
        await cancel_found(context, transaction, found, asked.reason)
        return found.id

    return await write_once(context, write, work)


async def cancel_found(
    context: Context, transaction: Transaction, found: AppointmentRecord, reason: CancelReason
) -> None:
    """Cancel an appointment that may be cancelled, its professional's time locked."""
    canceller = CANCELLER_OF[context.caller.function].value
    await transaction.execute(_CANCEL, canceller, reason.value, context.now, found.id)
    await leave(transaction, found.id)
    await record_act(
        context,
        transaction,
        "cancelAppointment",
        found.id,
        professional_id=found.professional_id,
        contact_id=found.contact_id,
        reason=reason.value,
    )
    await time_freed(context, transaction, "cancelAppointment", found)
