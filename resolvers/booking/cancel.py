"""Cancelling an appointment: its time is free again, and who cancelled is kept."""

from dataclasses import dataclass
from enum import StrEnum

from models.booking.record import AppointmentRecord
from models.booking.states import may_follow
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import AppointmentStatus, Category, Function
from permissions.acting import CANCELLER_OF, may_cancel
from resolvers.booking.by_id import appointments_by_id
from resolvers.booking.take_time import leave, lock_owners
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once

_STAFF = frozenset({Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT})


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


async def cancel(context: Context, write: Write, asked: Cancellation) -> Outcome:
    """Cancel an appointment and free its time; the outcome names it, or says why it stays."""
    found = (await appointments_by_id(context, [asked.appointment_id])).get(asked.appointment_id)
    if found:
        await context.lens.focus([found], frozenset[Category]())

    async def work(transaction: Transaction) -> str:
        if found is None:
            raise refuse(ErrorCode.NOT_FOUND, "id")
        _check_may_cancel(context, found)
        await lock_owners(transaction, [found.professional_id], [], context.now)
        await _check_state(transaction, asked)
        await _write(context, transaction, asked)
        return found.id

    return await write_once(context, write, work)


def _check_may_cancel(context: Context, found: AppointmentRecord) -> None:
    caller = context.caller.function
    if caller not in CANCELLER_OF or not may_cancel(context.lens, found):
        raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=["28(3)(a)", "5(1)(b)"])
    if found.restricted_at is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "id", articles=["18"])
    if caller not in _STAFF and found.starts_at <= context.now:
        raise refuse(ErrorCode.OUTSIDE_CANCELLATION_WINDOW, "id")


async def _check_state(transaction: Transaction, asked: Cancellation) -> None:
    """Look again under the lock: the state and the version as they are now."""
    [row] = await transaction.fetch(
        f"SELECT status, version FROM appointment WHERE id = ? {LOCK_ROWS}", asked.appointment_id
    )
    if row["version"] != asked.expected_version:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
    if not may_follow(AppointmentStatus(row["status"]), AppointmentStatus.CANCELLED):
        raise refuse(ErrorCode.WRONG_STATE, "id")


async def _write(context: Context, transaction: Transaction, asked: Cancellation) -> None:
    await transaction.execute(
        "UPDATE appointment SET status = 'CANCELLED', cancelled_by = ?, cancel_reason = ?,"
        " version = version + 1, updated_at = ? WHERE id = ?",
        CANCELLER_OF[context.caller.function].value,
        asked.reason.value,
        context.now,
        asked.appointment_id,
    )
    await leave(transaction, asked.appointment_id)
