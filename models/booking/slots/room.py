"""Where a visit finds room: a free lane with its resources, or a free seat in a visit already there.

Everything is kept as sets of *starts*: a busy span takes away each start whose visit, buffers included, would
overlap it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from models.booking.slots.claims import Claim, Pool
from models.booking.slots.intervals import Span, Spans, clip, contains, intersect, join, subtract, union
from models.booking.slots.rules import AgendaRules, VisitRules


@dataclass(frozen=True, slots=True)
class Session:
    """A visit already there with seats to spare."""

    claim_id: str
    lane: int
    seats: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a visit goes: its lane and resources, or the claim it joins (which has its resources already).

    `busy_from` and `busy_until` are the instants to claim, buffers included.
    """

    lane: int
    busy_from: int
    busy_until: int
    joins: str | None = None
    resource_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """The starts taken away, per lane and per resource of each pool; all together; and the visits to join."""

    lanes: tuple[Spans, ...]
    pools: tuple[dict[str, Spans], ...]
    full: Spans
    sessions: dict[int, list[Session]]


def build_room(
    agenda: AgendaRules, visit: VisitRules, claims: Sequence[Claim], pools: Sequence[Pool]
) -> Room:
    """Return the room left for one visit type by these claims, of which only living seats are told."""
    lanes = tuple(_blocked(visit, in_lane(claims, lane, agenda.lanes)) for lane in range(agenda.lanes))
    pooled = tuple({each.id: _blocked(visit, each.claims) for each in pool.resources} for pool in pools)
    full: Spans = reduce(intersect, lanes)
    for pool in pooled:
        full = union(full, reduce(intersect, pool.values()))
    return Room(lanes, pooled, full, _sessions(visit, claims))


def in_lane(claims: Iterable[Claim], lane: int, lanes: int) -> list[Claim]:
    """Return the claims that bar one lane: its own, and those of lanes that are not offered."""
    return [claim for claim in claims if claim.lane == lane or not 0 <= claim.lane < lanes]


def starts_with_room(room: Room, start: int, end: int) -> list[Span]:
    """Return the starts from `start` to `end` for which there is room."""
    free = subtract([(start, end)], clip(room.full, start, end))
    joined = [(at, at + 1) for at in room.sessions if start <= at < end]
    return union(free, joined)


def places(room: Room, capacity: int, starts: Sequence[int]) -> list[int]:
    """Return for each start how many could book it one after the other."""
    visits = _count_free(room.lanes, starts)
    for pool in room.pools:
        visits = list(map(min, visits, _count_free(pool.values(), starts)))
    return [
        free * capacity + sum(session.seats for session in room.sessions.get(start, ()))
        for start, free in zip(starts, visits, strict=True)
    ]


def place(room: Room, visit: VisitRules, start: int) -> Placement | None:
    """Return where a visit at this start goes, or None where there is no room.

    A seat in a visit already there comes first, then the lowest lane and each pool's first free resource.
    """
    busy_from, busy_until = start - visit.seconds_before, start + visit.seconds_after
    for session in room.sessions.get(start, ()):
        return Placement(session.lane, busy_from, busy_until, joins=session.claim_id)
    if contains(room.full, start, start + 1):
        return None
    lane = next(at for at, blocked in enumerate(room.lanes) if not contains(blocked, start, start + 1))
    return Placement(
        lane, busy_from, busy_until, resource_ids=tuple(_first_free(pool, start) for pool in room.pools)
    )


def _blocked(visit: VisitRules, claims: Iterable[Claim]) -> Spans:
    before, after = visit.seconds_before, visit.seconds_after
    return join([(claim.start - after + 1, claim.end + before) for claim in claims])


def _sessions(visit: VisitRules, claims: Iterable[Claim]) -> dict[int, list[Session]]:
    length = visit.seconds_before + visit.seconds_after
    sessions: dict[int, list[Session]] = {}
    for claim in claims:
        seats = min(claim.capacity, visit.capacity) - len(claim.seats)
        if seats > 0 and claim.visit_type_id == visit.visit_type_id and claim.end - claim.start == length:
            session = Session(claim.id, claim.lane, seats)
            sessions.setdefault(claim.start + visit.seconds_before, []).append(session)
    return sessions


def _count_free(blocked: Collection[Spans], starts: Sequence[int]) -> list[int]:
    counts = [len(blocked)] * len(starts)
    for spans in blocked:
        at = 0
        for index, start in enumerate(starts):
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            if at < len(spans) and spans[at][0] <= start:
                counts[index] -= 1
    return counts


def _first_free(pool: dict[str, Spans], start: int) -> str:
    return next(id_ for id_, blocked in pool.items() if not contains(blocked, start, start + 1))
