"""The rules one visit type follows on one agenda, each already resolved field by field.

Durations are minutes. None is no limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.booking.slots.calendar import Calendar
from models.booking.slots.clock import DAY, MINUTE
from models.words import Channel


class Refused(StrEnum):
    """Why a start is not bookable: the engine's part of the closed set of booking errors."""

    NOT_ALLOWED = "NOT_ALLOWED"
    NEW_CONTACTS_REFUSED = "NEW_CONTACTS_REFUSED"
    TOO_SOON = "TOO_SOON"
    TOO_FAR = "TOO_FAR"
    OUTSIDE_HOURS = "OUTSIDE_HOURS"
    CLOSED = "CLOSED"
    LIMIT_REACHED = "LIMIT_REACHED"
    SLOT_TAKEN = "SLOT_TAKEN"
    OFF_GRID = "OFF_GRID"


class Rule(StrEnum):
    """The rules by name; those that are a field of `VisitRules` bear its name."""

    CHANNELS = "channels"
    ACCEPTS_NEW = "accepts_new"
    ACCEPTS_KNOWN = "accepts_known"
    PAST = "past"
    NOTICE = "notice"
    HORIZON = "horizon"
    HOURS = "hours"
    CLOSURES = "closures"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"
    OPEN_APPOINTMENTS = "open_appointments"
    ROOM = "room"
    WHOLE_MINUTE = "whole_minute"
    GRID = "grid_step"


@dataclass(frozen=True, slots=True)
class AgendaRules:
    """One agenda: when it is open, and how many visits may run side by side.

    A claim in a lane beyond `lanes` (a lane taken away, or one that only staff may fill) blocks them all:
    there are never more visits side by side than the caller may make.
    """

    agenda_id: str
    calendar: Calendar
    lanes: int = 1

    def __post_init__(self) -> None:
        _at_least(1, lanes=self.lanes)


@dataclass(frozen=True, slots=True)
class VisitRules:
    """One visit type on one agenda.

    The visit itself must lie in opening hours; its buffers need not, but keep clear of every claim. The grid
    is counted on the wall clock: each `grid_step` minutes from midnight plus `grid_anchor`, anew each day, so
    that no change of hours moves the times offered. A visit may start exactly `notice` minutes from now, and
    exactly `horizon` minutes from now. `sources` tells which row set a rule, where not the visit type.
    """

    visit_type_id: str
    duration: int
    buffer_before: int = 0
    buffer_after: int = 0
    grid_step: int = 15
    grid_anchor: int = 0
    notice: int = 0
    horizon: int | None = None
    per_day: int | None = None
    per_week: int | None = None
    open_appointments: int | None = None
    accepts_new: bool = True
    accepts_known: bool = True
    channels: frozenset[Channel] = frozenset(Channel)
    capacity: int = 1
    sources: Mapping[Rule, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _at_least(1, duration=self.duration, grid_step=self.grid_step, capacity=self.capacity)
        _at_least(0, buffer_before=self.buffer_before, buffer_after=self.buffer_after, notice=self.notice)
        _at_least(1, per_day=self.per_day, per_week=self.per_week, open_appointments=self.open_appointments)
        _at_least(0, horizon=self.horizon, grid_anchor=self.grid_anchor)
        if not self.grid_anchor < self.grid_step <= DAY // MINUTE:
            raise ValueError("The grid steps through one day, and starts within its first step.")

    @property
    def seconds(self) -> int:
        """How long the visit lasts."""
        return self.duration * MINUTE

    @property
    def seconds_before(self) -> int:
        """How long before its start the visit takes time."""
        return self.buffer_before * MINUTE

    @property
    def seconds_after(self) -> int:
        """How long after its start the visit takes time: itself and the buffer behind it."""
        return (self.duration + self.buffer_after) * MINUTE

    def source_of(self, rule: Rule) -> str:
        """Return the id of the row that set a rule."""
        return self.sources.get(rule, self.visit_type_id)


def _at_least(least: int, **values: int | None) -> None:
    for name, value in values.items():
        if value is not None and value < least:
            raise ValueError(f"{name} is at least {least}.")
