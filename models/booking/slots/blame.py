"""Who set the rule that refuses a start, and the least change of it that would let the start pass."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.booking.slots.calendar import Named, closed, closings, opened, openings
from models.booking.slots.claims import Claim
from models.booking.slots.clock import DAY, MINUTE, to_instants, wall_days
from models.booking.slots.gates import Gate, grid_points
from models.booking.slots.intervals import Span, clip, join, measure
from models.booking.slots.limits import A_DAY, A_WEEK, count_beside, count_open
from models.booking.slots.question import Question
from models.booking.slots.room import in_lane
from models.booking.slots.rules import Refused, Rule


class Change(StrEnum):
    """What would have to change."""

    ALLOW = "ALLOW"  # the rule, to let this caller or contact in
    SHORTEN = "SHORTEN"  # the notice, the closures or the claims, by minutes
    LENGTHEN = "LENGTHEN"  # the horizon or the hours, by minutes
    RAISE = "RAISE"  # the limit, by appointments
    MOVE_TO = "MOVE_TO"  # the start asked for, to an instant


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that refuses a start; `amount` is in the unit of its change (1 for ALLOW).

    `references` are ids: of the row that set the rule; of the openings that fall short, or the agenda where
    none is near; of the closures (a public holiday's is its ISO date); of the claims in the way, behind the
    resource they take where it is one.
    """

    kind: Refused
    rule: Rule
    soft: bool
    references: tuple[str, ...]
    change: Change
    amount: int


Choices = Sequence[tuple[tuple[str, ...], Sequence[Claim]]]


class Cause(NamedTuple):
    """What a refusal says beside its gate."""

    references: tuple[str, ...]
    change: Change
    amount: int


def blame(question: Question, gate: Gate, start: int) -> list[Refusal]:
    """Return why one gate refuses a start: one reason, or one each for the lanes and pools without room."""
    causes = _CAUSES[gate.rule](question, start)
    return [Refusal(gate.kind, gate.rule, gate.soft, *cause) for cause in causes]


def _set_by(
    rule: Rule, change: Change, amount: Callable[[Question, int], int]
) -> Callable[[Question, int], list[Cause]]:
    return lambda question, start: [Cause((question.visit.source_of(rule),), change, amount(question, start))]


def _one(_question: Question, _start: int) -> int:
    return 1


def _now_in_whole_minutes(question: Question, _start: int) -> int:
    return _minutes(question.now) * MINUTE


def _notice_missed(question: Question, start: int) -> int:
    return _minutes(question.now + question.visit.notice * MINUTE - start)


def _beyond_horizon(question: Question, start: int) -> int:
    return _minutes(start - question.now - (question.visit.horizon or 0) * MINUTE)


def _over_day_limit(question: Question, start: int) -> int:
    return count_beside(question, start, A_DAY) + 1 - (question.visit.per_day or 0)


def _over_week_limit(question: Question, start: int) -> int:
    return count_beside(question, start, A_WEEK) + 1 - (question.visit.per_week or 0)


def _over_open_limit(question: Question, _start: int) -> int:
    return count_open(question) + 1 - (question.visit.open_appointments or 0)


def _nearest_minute(_question: Question, start: int) -> int:
    return (start + MINUTE // 2) // MINUTE * MINUTE


def _nearest_on_grid(question: Question, start: int) -> int:
    points = grid_points(question, [(start - 2 * DAY, start + 2 * DAY)])
    return min(points, key=lambda point: (abs(point - start), point))


def _outside_hours(question: Question, start: int) -> list[Cause]:
    calendar, end = question.agenda.calendar, start + question.visit.seconds
    missing = end - start - measure(opened(calendar, start, end))
    near = openings(calendar, wall_days(calendar.zone, start - 1, end + 1))
    short = _touching(question, near, start - 1, end + 1) or (question.agenda.agenda_id,)
    return [Cause(short, Change.LENGTHEN, _minutes(missing))]


def _closed(question: Question, start: int) -> list[Cause]:
    calendar, end = question.agenda.calendar, start + question.visit.seconds
    overlap = measure(closed(calendar, start, end))
    near = closings(calendar, wall_days(calendar.zone, start, end))
    return [Cause(_touching(question, near, start, end), Change.SHORTEN, _minutes(overlap))]


def _without_room(question: Question, start: int) -> list[Cause]:
    lanes = range(question.agenda.lanes)
    barred = [in_lane(question.living_claims, lane, len(lanes)) for lane in lanes]
    choices: list[Choices] = [[((), claims) for claims in barred]]
    choices += [[((each.id,), each.claims) for each in pool.resources] for pool in question.living_pools]
    causes = (_in_the_way(question, start, each) for each in choices)
    return [cause for cause in causes if cause.amount]


def _in_the_way(question: Question, start: int, choices: Choices) -> Cause:
    """Return the claims in the way in the lane or resource where they are least so."""
    return min(
        (_overlap(question, start, named, claims) for named, claims in choices),
        key=lambda cause: cause.amount,
    )


def _overlap(question: Question, start: int, named: tuple[str, ...], claims: Sequence[Claim]) -> Cause:
    low, high = start - question.visit.seconds_before, start + question.visit.seconds_after
    met = [claim for claim in claims if claim.start < high and low < claim.end]
    taken = clip(join((claim.start, claim.end) for claim in met), low, high)
    ids = (claim.id for claim in sorted(met, key=lambda claim: (claim.start, claim.id)))
    return Cause((*named, *ids), Change.SHORTEN, _minutes(measure(taken)))


def _touching(question: Question, named: Iterator[Named], start: int, end: int) -> tuple[str, ...]:
    zone = question.agenda.calendar.zone
    spans: Iterator[tuple[str, Span]] = ((each.id, (each.start, each.end)) for each in named)
    return tuple(sorted({id_ for id_, span in spans if to_instants(zone, [span], start, end)}))


def _minutes(seconds: int) -> int:
    return -(-seconds // MINUTE)


_CAUSES: dict[Rule, Callable[[Question, int], list[Cause]]] = {
    Rule.CHANNELS: _set_by(Rule.CHANNELS, Change.ALLOW, _one),
    Rule.ACCEPTS_NEW: _set_by(Rule.ACCEPTS_NEW, Change.ALLOW, _one),
    Rule.ACCEPTS_KNOWN: _set_by(Rule.ACCEPTS_KNOWN, Change.ALLOW, _one),
    Rule.PAST: _set_by(Rule.PAST, Change.MOVE_TO, _now_in_whole_minutes),
    Rule.NOTICE: _set_by(Rule.NOTICE, Change.SHORTEN, _notice_missed),
    Rule.HORIZON: _set_by(Rule.HORIZON, Change.LENGTHEN, _beyond_horizon),
    Rule.HOURS: _outside_hours,
    Rule.CLOSURES: _closed,
    Rule.PER_DAY: _set_by(Rule.PER_DAY, Change.RAISE, _over_day_limit),
    Rule.PER_WEEK: _set_by(Rule.PER_WEEK, Change.RAISE, _over_week_limit),
    Rule.OPEN_APPOINTMENTS: _set_by(Rule.OPEN_APPOINTMENTS, Change.RAISE, _over_open_limit),
    Rule.WHOLE_MINUTE: _set_by(Rule.WHOLE_MINUTE, Change.MOVE_TO, _nearest_minute),
    Rule.GRID: _set_by(Rule.GRID, Change.MOVE_TO, _nearest_on_grid),
    Rule.ROOM: _without_room,
}
