"""The rules of visit types: their bounds, and how a caller gives them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from resolvers.booking.management.values import TWO_YEARS, Check, between, label, minutes, words

_DAY: Final = 24 * 60
_ANY: Final[Check] = bool

RULES: Final[Mapping[str, Check]] = {
    "duration": minutes(1, _DAY),
    "buffer_before": minutes(0, 240),
    "buffer_after": minutes(0, 240),
    "grid_step": minutes(1, 240),
    "notice": minutes(0, TWO_YEARS),
    "horizon": minutes(1, TWO_YEARS),
    "per_day": between(1, 100),
    "per_week": between(1, 500),
    "open_appointments": between(1, 500),
    "accepts_new": _ANY,
    "accepts_known": _ANY,
    "channels": words,
    "modes": words,
    "capacity": between(1, 500),
    "needs_approval": _ANY,
    "approval_minutes": minutes(1, 30 * _DAY),
    "cancellation_window": minutes(0, TWO_YEARS),
}
"""The rules an agenda may override, by column; minutes and counts within their bounds."""

OWN: Final[Mapping[str, Check]] = {
    "name": label,
    "reason_required": _ANY,
    "active": _ANY,
    "position": between(0, 1000),
}
"""What a visit type is on every agenda."""

UNLIMITED: Final = frozenset({"horizon", "per_day", "per_week", "open_appointments"})
"""The rules that set no limit where they are null."""


class RuleName(StrEnum):
    """A rule that an agenda may answer for itself."""

    OFFERED = "offered"
    DURATION = "duration"
    BUFFER_BEFORE = "buffer_before"
    BUFFER_AFTER = "buffer_after"
    GRID_STEP = "grid_step"
    NOTICE = "notice"
    HORIZON = "horizon"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    OPEN_APPOINTMENTS = "open_appointments"
    ACCEPTS_NEW = "accepts_new"
    ACCEPTS_KNOWN = "accepts_known"
    CHANNELS = "channels"
    MODES = "modes"
    CAPACITY = "capacity"
    NEEDS_APPROVAL = "needs_approval"
    APPROVAL_MINUTES = "approval_minutes"
    CANCELLATION_WINDOW = "cancellation_window"
