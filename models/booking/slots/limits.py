"""How many appointments a contact has, where a rule limits them."""

from collections import Counter

from models.booking.slots.clock import DAY, to_instants, wall_second, weekday_of
from models.booking.slots.intervals import Span, join, subtract
from models.booking.slots.question import Question

A_DAY = 1
A_WEEK = 7


def within_limit(question: Question, limit: int | None, days: int, start: int, end: int) -> list[Span]:
    """Return the starts on wall days, or in weeks from Monday, with fewer appointments than a limit."""
    if limit is None:
        return [(start, end)]
    counts = Counter(_period(question, visit, days) for visit in visit_starts(question))
    full = join((day * DAY, (day + days) * DAY) for day, count in counts.items() if count >= limit)
    return subtract([(start, end)], to_instants(question.agenda.calendar.zone, full, start, end))


def count_beside(question: Question, start: int, days: int) -> int:
    """Return how many appointments the contact has on the wall day, or in the week, of a start."""
    period = _period(question, start, days)
    return sum(_period(question, visit, days) == period for visit in visit_starts(question))


def count_open(question: Question) -> int:
    """Return how many appointments the contact has ahead."""
    return sum(start >= question.now for start in visit_starts(question))


def visit_starts(question: Question) -> list[int]:
    """Return when the contact has appointments, but for the one being moved."""
    visits = question.contact.visits if question.contact else ()
    return [visit.start for visit in visits if visit.appointment_id not in question.ignored]


def _period(question: Question, start: int, days: int) -> int:
    """Return the wall day of a start, or the Monday before it."""
    day = wall_second(question.agenda.calendar.zone, start) // DAY
    return day if days == A_DAY else day - weekday_of(day)
