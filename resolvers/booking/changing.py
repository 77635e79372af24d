"""An appointment about to be changed: found in scope, then looked at again under the lock."""

from collections.abc import Callable

import orjson

from models.booking.record import AppointmentRecord
from models.booking.states import may_follow
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import AppointmentStatus, Category
from permissions.acting import CANCELLER_OF, may_cancel
from permissions.lens import Lens
from resolvers.booking.by_id import appointments_by_id
from resolvers.booking.wish import DESK_AND_STAFF
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse

_NOW = f"""
SELECT status, version, pending_until,
    COALESCE(restricted_at, (SELECT c.restricted_at FROM contact c WHERE c.id = contact_id)) AS restricted_at
FROM appointment WHERE id = ? {LOCK_ROWS}
"""
May = Callable[[Lens, AppointmentRecord], bool]


async def find_appointment(context: Context, appointment_id: str) -> AppointmentRecord | None:
    """Return an appointment of the caller's scope, the lens focused on it."""
    found = (await appointments_by_id(context, [appointment_id])).get(appointment_id)
    if found:
        await context.lens.focus([found], frozenset[Category]())
    return found


def check_may_change(
    context: Context, found: AppointmentRecord | None, may: May = may_cancel
) -> AppointmentRecord:
    """Return an appointment this caller may change, or raise Refused."""
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, "id")
    if context.caller.function not in CANCELLER_OF or not may(context.lens, found):
        raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=["28(3)(a)", "5(1)(b)"])
    if found.restricted_at is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "id", articles=["18"])
    return found


def check_window(context: Context, found: AppointmentRecord) -> None:
    """Refuse who is neither staff nor desk once the cancellation window has closed."""
    minutes = orjson.loads(found.policy).get("cancellationWindow", 0)
    if context.caller.function not in DESK_AND_STAFF and context.now >= found.starts_at - minutes * 60:
        raise refuse(ErrorCode.OUTSIDE_CANCELLATION_WINDOW, "id")


async def check_state(
    context: Context,
    transaction: Transaction,
    found: AppointmentRecord,
    expected_version: int,
    following: AppointmentStatus,
) -> AppointmentStatus:
    """Return the present state under the lock; refuse a stale version, or a state that cannot follow.

    What was found before the lock must be that version too: rights and windows were judged by it. A person
    who was restricted meanwhile is refused as well: that makes no new version of an appointment.
    """
    [row] = await transaction.fetch(_NOW, found.id)
    if row["version"] != expected_version or found.version != expected_version:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
    if row["restricted_at"] is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "id", articles=["18"])
    present = AppointmentStatus(row["status"])
    expired = row["pending_until"] is not None and row["pending_until"] <= context.now
    if not may_follow(present, following) or (present is AppointmentStatus.PENDING and expired):
        raise refuse(ErrorCode.WRONG_STATE, "id")
    return present
