"""The slot engine: which starts are bookable, and whether one start is.

Pure: everything it needs is in the `Question`. Listing, holding, booking and moving decide through the same
gates. Windows are half-open spans of starts, in UTC epoch seconds; a visit may end after its window.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.booking.slots.clock import date_of
from models.booking.slots.gates import BEFORE_GRID, GATES, Gate, grid_points
from models.booking.slots.grid import days_on_grid
from models.booking.slots.intervals import Spans, intersect
from models.booking.slots.question import Question, check_window
from models.booking.slots.room import Placement, place, places
from models.booking.slots.rules import Refused


class Slot(NamedTuple):
    """A bookable time, and how many could book it one after the other."""

    start: int
    end: int
    remaining: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one start: the gates that refuse it, and where the visit would go."""

    start: int
    end: int
    refused_by: tuple[Gate, ...]
    placement: Placement | None

    @property
    def bookable(self) -> bool:
        """Whether no rule refuses."""
        return not self.refused_by

    @property
    def overridable(self) -> bool:
        """Whether staff may book nevertheless, with a reason: each rule that refuses is soft."""
        return bool(self.refused_by) and all(gate.soft for gate in self.refused_by)

    @property
    def kind(self) -> Refused | None:
        """The error to answer with, None for a bookable start."""
        return self.refused_by[0].kind if self.refused_by else None


def free_starts(question: Question, start: int, end: int, most: int | None = None) -> list[int]:
    """Return, in order, the bookable starts of a window of at most 31 days; UnusableWindow if it cannot.

    All of them, or the first `most`.
    """
    spans = _free_spans(question, start, end)
    return grid_points(question, spans, most) if spans else []


def _free_spans(question: Question, start: int, end: int) -> Spans:
    check_window(question, start, end)
    spans: Spans = [(start, end)]
    for gate in BEFORE_GRID:
        whole = (spans[0][0], spans[-1][1])
        passing = gate.passes(question, *whole)
        if len(passing) != 1 or passing[0] != whole:  # most gates let all pass
            spans = intersect(spans, passing)
        if not spans:
            break
    return spans


def slots(question: Question, start: int, end: int, most: int | None = None) -> list[Slot]:
    """Return, in order, the bookable times that start in a window of at most 31 days; the first `most`."""
    starts = free_starts(question, start, end, most)
    seconds = question.visit.seconds
    remaining = places(question.room, question.visit.capacity, starts)
    return [Slot(at, at + seconds, left) for at, left in zip(starts, remaining, strict=True)]


def days(question: Question, start: int, end: int) -> list[date]:
    """Return, in order, the local dates on which a visit can start, of a window of at most 31 days."""
    spans, visit = _free_spans(question, start, end), question.visit
    zone = question.agenda.calendar.zone
    found = days_on_grid(zone, spans, step=visit.grid_step, anchor=visit.grid_anchor) if spans else []
    return [date_of(day) for day in found]


def check(question: Question, start: int) -> Verdict:
    """Decide on one start, for listing, holding, booking and moving alike."""
    check_window(question, start, start + 1)
    refused_by = tuple(gate for gate in GATES if not gate.passes(question, start, start + 1))
    placement = place(question.room, question.visit, start)
    return Verdict(start, start + question.visit.seconds, refused_by, placement)
