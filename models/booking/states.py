"""The life of an appointment: which state may follow which."""

from collections.abc import Mapping
from types import MappingProxyType

from models.words import AppointmentStatus as Status

NEXT: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        Status.PENDING: frozenset({Status.BOOKED, Status.DECLINED, Status.EXPIRED, Status.CANCELLED}),
        Status.BOOKED: frozenset({Status.CONFIRMED, Status.ARRIVED, Status.NO_SHOW, Status.CANCELLED}),
        Status.CONFIRMED: frozenset({Status.ARRIVED, Status.NO_SHOW, Status.CANCELLED}),
        Status.ARRIVED: frozenset({Status.COMPLETED}),
        Status.COMPLETED: frozenset(),
        Status.NO_SHOW: frozenset(),
        Status.CANCELLED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.EXPIRED: frozenset(),
    }
)
"""The states that may follow each state; an empty set ends a life."""

TAKES_TIME = frozenset(
    {Status.PENDING, Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.COMPLETED, Status.NO_SHOW}
)
"""The states in which an appointment takes its time."""


def may_follow(present: Status, following: Status) -> bool:
    """Return whether an appointment may pass from one state to another."""
    return following in NEXT[present]
