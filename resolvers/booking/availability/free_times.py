"""The times at which a visit type can be booked on some agendas."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.booking.slots import engine
from models.booking.slots.question import Question
from permissions.refusal import Refusal
from resolvers.booking.availability.asker import asker_of, blocking, hindrance, questions_for
from resolvers.booking.availability.window import ahead, check_window
from resolvers.booking.kept_offers import kept_offers
from resolvers.context import Context

MOST_AGENDAS = 50
MOST_SLOTS = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """Which visit type on which agendas, and for whom; the window in epoch seconds, its end excluded."""

    agenda_ids: tuple[str, ...]
    visit_type_id: str
    start: int
    end: int
    contact_id: str | None = None
    moved_id: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class FreeTime:
    """A time that can be booked on one agenda, and how many could book it one after the other."""

    start: int
    agenda_id: str
    visit_type_id: str
    end: int
    remaining: int


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """Times in order of time, then agenda; `complete` unless there are more in the window."""

    times: list[FreeTime]
    complete: bool


async def free_days(context: Context, ask: Ask) -> dict[date, list[str]]:
    """Return the days with a free time, in order, each with its agendas; days are those of each place."""
    found: dict[date, list[str]] = {}
    for question, start, end in await _asked(context, ask):
        for day in engine.days(question, start, end):
            found.setdefault(day, []).append(question.agenda.agenda_id)
        await asyncio.sleep(0)  # others may be served between two agendas
    return dict(sorted(found.items()))


async def free_times(context: Context, ask: Ask, first: int) -> FreeTimes:
    """Return the first free times of a window.

    Raises Refusal BAD_USER_INPUT for a window, a number of agendas or of times that is out of bounds.
    """
    if not 1 <= first <= MOST_SLOTS:
        raise Refusal("list_size", code="BAD_USER_INPUT", most=MOST_SLOTS)
    found: list[FreeTime] = []
    for question, start, end in await _asked(context, ask):
        found += _times(question, start, end, first + 1)
        await asyncio.sleep(0)  # as above
    return FreeTimes(sorted(found)[:first], complete=len(found) <= first)


def free_time(question: Question, start: int) -> FreeTime | None:
    """Return the free time at a start, or None where it is not bookable."""
    return next(_times(question, start, start + 1), None)


def _times(question: Question, start: int, end: int, most: int | None = None) -> Iterator[FreeTime]:
    agenda_id, visit_type_id = question.agenda.agenda_id, question.visit.visit_type_id
    for slot in engine.slots(question, start, end, most):
        yield FreeTime(slot.start, agenda_id, visit_type_id, slot.end, slot.remaining)


async def _asked(context: Context, ask: Ask) -> list[tuple[Question, int, int]]:
    """Return what to ask of the engine: nothing of agendas that do not offer the visit type."""
    check_window(ask.start, ask.end)
    if len(ask.agenda_ids) > MOST_AGENDAS:
        raise Refusal("agendas", code="BAD_USER_INPUT", most=MOST_AGENDAS)
    asker = await asker_of(context, ask.contact_id, ask.moved_id)
    window = ahead(ask.start, ask.end, context.now)
    offers = await kept_offers(ask.agenda_ids, [ask.visit_type_id], context.now)
    offers = [each for each in offers if hindrance(context, asker, each) is None]
    if not offers or window is None:
        return []
    blocked_by = await blocking(asker, offers)
    questions = await questions_for(context, asker, offers, *window, blocked_by)
    return [(question, *window) for question in questions]
