"""The earliest free time of each of many professionals, exactly, looking no further than it takes.

Agendas are read a day ahead first; only those of professionals for whom nothing was found are read further,
and only while too few were found: whatever comes later is later than all that was found. Within a stage a
visit type is only looked at before the time that it would have to beat.
"""

import asyncio
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.booking.slots.clock import DAY
from models.booking.slots.intervals import Span
from models.booking.slots.nearest import earliest
from models.booking.slots.question import Contact, Question
from models.storage.reading import fetch
from models.words import Channel
from resolvers.booking.asked import questions_about
from resolvers.booking.offers import Offer

_STAGES = (1, 3, 9)  # days ahead, then all the rest
_AT_ONCE = 25  # offers looked at before others are served, some ten milliseconds


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
        """Return before when a time must be to matter."""
        own = self.best.get(professional_id)
        limit = own.start if own else end
        if self.decided:  # an equal time may still come first by its distance
            limit = min(limit, self._starts[self._first - 1] + 1)
        return limit

    def enter(self, found: Earliest) -> None:
        """Take a time that beats what the professional had."""
        known = self.best.get(found.offer.professional_id)
        if known:
            self._starts.remove(known.start)
        insort(self._starts, found.start)
        self.best[found.offer.professional_id] = found


async def race(
    offers: Sequence[Offer], channel: Channel, now: int, window: Span, first: int, *, new_contact: bool
) -> list[Earliest]:
    """Return the earliest free time of each professional, in no order: the `first` earliest are among them.

    One statement for each stage, four at most.
    """
    found = Race(first)
    for start, end in _stages(*window):
        waiting = [each for each in offers if each.professional_id not in found.best]
        if not waiting or found.decided:
            break
        questions = await questions_about(fetch, waiting, channel, now, start, end)
        await _run(found, waiting, questions, (start, end), new_contact=new_contact)
    return list(found.best.values())


async def _run(
    found: Race, offers: Sequence[Offer], questions: Sequence[Question], span: Span, *, new_contact: bool
) -> None:
    for number, (offer, question) in enumerate(zip(offers, questions, strict=True), 1):
        limit = found.limit(offer.professional_id, span[1])
        start = earliest(question, span[0], limit) if span[0] < limit else None
        if start is not None:
            found.enter(Earliest(start, offer, question))
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)


def _stages(start: int, end: int) -> Iterator[Span]:
    edges = [start, *(start + days * DAY for days in _STAGES if start + days * DAY < end), end]
    return zip(edges, edges[1:], strict=False)
