"""The time already taken, as the database tells it; thousands are read for one search, so they are tuples."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Seat(NamedTuple):
    """One place taken: by an appointment, or by a hold until `held_until`, when it is free again."""

    holder_id: str
    held_until: int | None = None


class Claim(NamedTuple):
    """A span of instants taken in one lane, buffers included.

    A claim given no seats is a block and stands. One whose seats have all gone is free. Others may take a
    seat in a claim of their visit type while its own `capacity`, as it was when made, has room.
    """

    id: str
    start: int
    end: int
    lane: int = 0
    visit_type_id: str | None = None
    capacity: int = 1
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A room or a device, and the time it is taken; lanes mean nothing here."""

    id: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """What a visit needs one of: any of these rooms, or the one device."""

    id: str
    resources: tuple[Resource, ...]

    def __post_init__(self) -> None:
        if not self.resources:
            raise ValueError("A pool holds at least one resource.")


def living(claims: Iterable[Claim], now: int, ignored: frozenset[str]) -> tuple[Claim, ...]:
    """Return the claims that take their time now, each with the seats still taken in it.

    A hold whose time is up is gone, and so is what the caller who moves it holds himself.
    """
    kept = []
    for claim in claims:
        gone = [seat for seat in claim.seats if _has_gone(seat, now, ignored)] if claim.seats else ()
        if not gone:
            kept.append(claim)
        elif len(gone) < len(claim.seats):
            kept.append(claim._replace(seats=tuple(seat for seat in claim.seats if seat not in gone)))
    return tuple(kept)


def _has_gone(seat: Seat, now: int, ignored: frozenset[str]) -> bool:
    holder, held_until = seat
    return holder in ignored or (held_until is not None and held_until <= now)
