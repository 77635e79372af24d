"""The rules as gates: each tells which starts of a span it lets pass.

Listing sends a whole window through them, deciding on one start sends a span of one second: the same
functions, so what is listed is what is accepted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.booking.slots.calendar import closed, opened
from models.booking.slots.clock import MINUTE
from models.booking.slots.grid import on_grid
from models.booking.slots.intervals import Spans, clip, join, subtract
from models.booking.slots.limits import A_DAY, A_WEEK, count_open, within_limit
from models.booking.slots.question import Question
from models.booking.slots.room import starts_with_room
from models.booking.slots.rules import Refused, Rule


@dataclass(frozen=True, slots=True)
class Gate:
    """A rule, the error it refuses with, and whether staff may pass it with a reason (soft)."""

    rule: Rule
    kind: Refused
    passes: Callable[[Question, int, int], Spans]
    soft: bool = True


def _all_or_none(question: Callable[[Question], bool]) -> Callable[[Question, int, int], Spans]:
    return lambda asked, start, end: [(start, end)] if question(asked) else []


def _allows_the_channel(question: Question) -> bool:
    return question.channel in question.visit.channels


def _accepts_if_new(question: Question) -> bool:
    return question.contact is None or question.contact.known or question.visit.accepts_new


def _accepts_if_known(question: Question) -> bool:
    return question.contact is None or not question.contact.known or question.visit.accepts_known


def _allows_one_more(question: Question) -> bool:
    limit = question.visit.open_appointments
    return limit is None or count_open(question) < limit


def _not_past(question: Question, start: int, end: int) -> Spans:
    return clip([(start, end)], question.now, end)


def _after_notice(question: Question, start: int, end: int) -> Spans:
    return clip([(start, end)], question.now + question.visit.notice * MINUTE, end)


def _within_horizon(question: Question, start: int, end: int) -> Spans:
    horizon = question.visit.horizon
    return clip([(start, end)], start, end if horizon is None else question.now + horizon * MINUTE + 1)


def _in_hours(question: Question, start: int, end: int) -> Spans:
    seconds = question.visit.seconds
    spans = opened(question.agenda.calendar, start, end - 1 + seconds)
    return [(low, high - seconds + 1) for low, high in spans if high - low >= seconds]


def _not_closed(question: Question, start: int, end: int) -> Spans:
    seconds = question.visit.seconds
    spans = closed(question.agenda.calendar, start, end - 1 + seconds)
    return subtract([(start, end)], join((low - seconds + 1, high) for low, high in spans))


def _below_day_limit(question: Question, start: int, end: int) -> Spans:
    return within_limit(question, question.visit.per_day, A_DAY, start, end)


def _below_week_limit(question: Question, start: int, end: int) -> Spans:
    return within_limit(question, question.visit.per_week, A_WEEK, start, end)


def _with_room(question: Question, start: int, end: int) -> Spans:
    return starts_with_room(question.room, start, end)


def _on_minutes(question: Question, start: int, end: int) -> Spans:
    points = on_grid(question.agenda.calendar.zone, [(start, end)], step=1, anchor=0)
    return [(point, point + 1) for point in points]


def _on_grid(question: Question, start: int, end: int) -> Spans:
    return [(point, point + 1) for point in grid_points(question, [(start, end)])]


def grid_points(question: Question, spans: Spans, most: int | None = None) -> list[int]:
    """Return, in order, the starts of these spans, one at least, that lie on the grid; the first `most`."""
    zone, visit = question.agenda.calendar.zone, question.visit
    return on_grid(zone, spans, step=visit.grid_step, anchor=visit.grid_anchor, most=most)


OF_SPANS = (
    Gate(Rule.CHANNELS, Refused.NOT_ALLOWED, _all_or_none(_allows_the_channel)),
    Gate(Rule.ACCEPTS_NEW, Refused.NEW_CONTACTS_REFUSED, _all_or_none(_accepts_if_new)),
    Gate(Rule.ACCEPTS_KNOWN, Refused.NOT_ALLOWED, _all_or_none(_accepts_if_known)),
    Gate(Rule.PAST, Refused.TOO_SOON, _not_past, soft=False),
    Gate(Rule.NOTICE, Refused.TOO_SOON, _after_notice),
    Gate(Rule.HORIZON, Refused.TOO_FAR, _within_horizon),
    Gate(Rule.HOURS, Refused.OUTSIDE_HOURS, _in_hours),
    Gate(Rule.CLOSURES, Refused.CLOSED, _not_closed),
    Gate(Rule.PER_DAY, Refused.LIMIT_REACHED, _below_day_limit),
    Gate(Rule.PER_WEEK, Refused.LIMIT_REACHED, _below_week_limit),
    Gate(Rule.OPEN_APPOINTMENTS, Refused.LIMIT_REACHED, _all_or_none(_allows_one_more)),
)
OF_POINTS = (
    Gate(Rule.WHOLE_MINUTE, Refused.OFF_GRID, _on_minutes, soft=False),
    Gate(Rule.GRID, Refused.OFF_GRID, _on_grid),
)
OF_CLAIMS = (Gate(Rule.ROOM, Refused.SLOT_TAKEN, _with_room, soft=False),)
# In the order in which a refusal is told: who asks, when, and last what others hold.
GATES = (*OF_SPANS, *OF_POINTS, *OF_CLAIMS)
# The grid is cut last where many starts are asked about: a window has fewer spans than points.
BEFORE_GRID = (*OF_SPANS, *OF_CLAIMS)
