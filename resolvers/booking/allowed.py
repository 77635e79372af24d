"""What a caller may do with an appointment, told before it is tried."""

from models.booking.record import AppointmentRecord
from models.booking.states import may_follow
from models.words import AppointmentStatus
from resolvers.booking.changing import check_may_change, check_window
from resolvers.booking.lifecycle import STEPS, Step
from resolvers.context import Context
from resolvers.writing.fault import Refused


def status_at(record: AppointmentRecord, now: int) -> AppointmentStatus:
    """Return the state of an appointment at an instant: one that waited too long for approval has expired."""
    status = AppointmentStatus(record.status)
    late = record.pending_until is not None and record.pending_until <= now
    return AppointmentStatus.EXPIRED if status is AppointmentStatus.PENDING and late else status


def can_cancel(context: Context, record: AppointmentRecord) -> bool:
    """Whether the caller may cancel or move an appointment now; decided as the doing is."""
    if not may_follow(status_at(record, context.now), AppointmentStatus.CANCELLED):
        return False
    try:
        check_window(context, check_may_change(context, record))
    except Refused:
        return False
    return True


def can_take(context: Context, record: AppointmentRecord, step: Step) -> bool:
    """Whether the caller may take a step with an appointment now; decided as the doing is."""
    rule, status = STEPS[step], status_at(record, context.now)
    if context.caller.function not in rule.functions or not may_follow(status, rule.leads_to):
        return False
    try:
        check_may_change(context, record)
    except Refused:
        return False
    return True
