"""Bookable starts nearest to a time; they look at a day first, then at twice as much each time."""

from collections.abc import Iterator

from models.booking.slots.calendar import opened
from models.booking.slots.claims import Claim
from models.booking.slots.clock import DAY
from models.booking.slots.engine import free_starts
from models.booking.slots.intervals import Span
from models.booking.slots.question import LONGEST_WINDOW, Question, check_loaded


def earliest(question: Question, start: int, end: int) -> int | None:
    """Return the first bookable start of a window of any length that was loaded, or None."""
    return next(iter(first_starts(question, start, end, 1)), None)


def hopeless(question: Question, start: int, end: int) -> bool:
    """Tell at a glance that no start of a window that was loaded is bookable; False promises nothing.

    A visit starts in opening hours, at an instant that nothing takes: where there is one lane and nobody
    joins a visit already there, hours that are taken from end to end need no closer look.
    """
    if question.agenda.lanes > 1 or question.visit.capacity > 1:
        return False
    at = start
    claims = iter(question.claims)
    for low, high in opened(question.agenda.calendar, start, end):
        at = max(at, low)
        while at < high:
            claim = next(claims, None)
            if claim is None or claim.start > at or not _stands(claim, question):
                return False
            at = max(at, claim.end)
    return True


def _stands(claim: Claim, question: Question) -> bool:
    return not claim.seats or any(
        each.held_until is None and each.holder_id not in question.ignored for each in claim.seats
    )


def first_starts(question: Question, start: int, end: int, count: int) -> list[int]:
    """Return the first bookable starts of a window of any length that was loaded, in order."""
    check_loaded(question, start, end)
    found: list[int] = []
    for low, high in _growing(start, end):
        found += free_starts(question, low, high)
        if len(found) >= count:
            break
    return found[:count]


def last_starts(question: Question, start: int, end: int, count: int) -> list[int]:
    """Return the last bookable starts of a window of any length that was loaded, the last one first."""
    check_loaded(question, start, end)
    found: list[int] = []
    for low, high in _growing(-end, -start):
        found += reversed(free_starts(question, -high, -low))
        if len(found) >= count:
            break
    return found[:count]


def alternatives(question: Question, start: int, count: int = 3) -> list[int]:
    """Return the bookable starts nearest to one, nearest first, of those loaded and a month around."""
    before = starts_before(question, start, count)
    after = starts_after(question, start, count)
    return sorted((*before, *after), key=lambda other: (abs(other - start), other))[:count]


def starts_before(question: Question, start: int, count: int) -> list[int]:
    """Return the bookable starts next before one, nearest first."""
    first, last = question.starts
    return last_starts(question, max(first, start - LONGEST_WINDOW), min(last, start), count)


def starts_after(question: Question, start: int, count: int) -> list[int]:
    """Return the bookable starts next after one, nearest first."""
    first, last = question.starts
    return first_starts(question, max(first, start + 1), min(last, start + LONGEST_WINDOW), count)


def _growing(start: int, end: int) -> Iterator[Span]:
    length = DAY
    while start < end:
        yield start, min(start + length, end)
        start, length = start + length, min(2 * length, LONGEST_WINDOW)
