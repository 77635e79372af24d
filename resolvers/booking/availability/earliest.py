"""The earliest free time of each of many professionals, exactly, looking no further than it takes.

What is taken is read in stages, each further than the last, and only for professionals for whom nothing was
found so far. Once enough are found nothing later can be among them. Within a stage a visit type is looked at
only before the time that it would have to beat.
"""

import asyncio
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.booking.slots.calendar import Calendar, opened
from models.booking.slots.claims import Claim, Pool, Resource
from models.booking.slots.clock import DAY, MINUTE
from models.booking.slots.intervals import Span
from models.booking.slots.nearest import earliest, hopeless
from models.booking.slots.question import Question, reach
from models.storage.reading import fetch
from models.words import Channel
from resolvers.booking.asked import questions_about
from resolvers.booking.offers import Offer

_HOUR = DAY // 24
_FURTHER = (2 * _HOUR, 4 * _HOUR, 10 * _HOUR, 3 * DAY, 14 * DAY)  # from where enough are open, then all
_AT_ONCE = 25  # offers looked at before others are served, some milliseconds


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest free time of one professional, and the question that found it."""

    start: int
    offer: Offer
    question: Question


class Race:
    """Who is first; of the others only what could still be among the first is looked at."""

    def __init__(self, first: int) -> None:
        self.best: dict[str, Earliest] = {}
        self._first = first
        self._starts: list[int] = []

    @property
    def decided(self) -> bool:
        """Whether enough are found, so that nothing later can be among them."""
        return len(self.best) >= self._first

    def limit(self, professional_id: str, end: int) -> int:
        """Return before when a time must be to matter; offers come in the order of equal times."""
        own = self.best.get(professional_id)
        limit = own.start if own else end
        return min(limit, self._starts[self._first - 1]) if self.decided else limit

    def enter(self, found: Earliest) -> None:
        """Take a time that beats what the professional had."""
        known = self.best.get(found.offer.professional_id)
        if known:
            self._starts.remove(known.start)
        insort(self._starts, found.start)
        self.best[found.offer.professional_id] = found


async def race(
    offers: Sequence[Offer], channel: Channel, now: int, window: Span, first: int
) -> list[Earliest]:
    """Return the `first` professionals by their earliest free time; equal times in the order of the offers.

    One statement for each stage, six at most.
    """
    found = Race(first)
    opening = await _first_openings(offers, window)
    low = {id(each): max(opening[each.agenda_id], now + each.visit.notice * MINUTE) for each in offers}
    for start, end in _stages(window, sorted(opening.values()), first):
        waiting = [each for each in offers if low[id(each)] < end and each.professional_id not in found.best]
        if found.decided:
            break
        if waiting:
            questions = await questions_about(fetch, waiting, channel, now, start, end)
            await _run(
                found, [(q, o, max(start, low[id(o)])) for q, o in zip(questions, waiting, strict=True)], end
            )
    rank = {offer.professional_id: number for number, offer in enumerate(reversed(offers))}
    return sorted(found.best.values(), key=lambda each: (each.start, -rank[each.offer.professional_id]))[
        :first
    ]


async def _run(found: Race, asked: Sequence[tuple[Question, Offer, int]], end: int) -> None:
    for number, (question, offer, start) in enumerate(asked, 1):
        limit = found.limit(offer.professional_id, end)
        if start < limit and not hopeless(question, start, limit):
            near = narrowed(question, start, limit)
            at = earliest(near, start, limit)
            if at is not None:
                found.enter(Earliest(at, offer, near))
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)


def narrowed(question: Question, start: int, end: int) -> Question:
    """Return the same question with only what reaches into a window of starts."""
    low, high = reach(question.visit, start, end)

    def met(claims: Sequence[Claim]) -> tuple[Claim, ...]:
        return tuple([claim for claim in claims if claim.start < high and low < claim.end])

    pools = tuple(
        Pool(pool.id, tuple(Resource(each.id, met(each.claims)) for each in pool.resources))
        for pool in question.pools
    )
    return replace(question, loaded=(low, high), claims=met(question.claims), pools=pools)


async def _first_openings(offers: Sequence[Offer], window: Span) -> Mapping[str, int]:
    """Return from when each agenda is open in the window at the earliest; its end where it is not."""
    calendars = {offer.agenda_id: offer.agenda.calendar for offer in offers}
    found = {}
    for number, (agenda_id, calendar) in enumerate(calendars.items(), 1):
        found[agenda_id] = _first_opening(calendar, window)
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)
    return found


def _first_opening(calendar: Calendar, window: Span) -> int:
    start, end = window
    length = DAY
    while start < end:
        spans = opened(calendar, start, min(start + length, end))
        if spans:
            return spans[0][0]
        start, length = start + length, 2 * length
    return end


def _stages(window: Span, openings: Sequence[int], first: int) -> Iterator[Span]:
    start, end = window
    enough = openings[min(first, len(openings)) - 1]
    edges = [start, *(enough + further for further in _FURTHER if enough + further < end), end]
    return pairwise(edges)
