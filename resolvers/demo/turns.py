"""Whose turn it is to visit a professional: everybody in order, nobody at two places at once."""

import random
from collections import deque
from collections.abc import Iterable

from models.words import Channel
from resolvers.demo.person import Person

_CHANNELS = (Channel.AGENDA, Channel.PHONE, Channel.ONLINE)
_SHARES = (5, 4, 3)
_CALLED_IN = 3  # each third contact known by phone the professional also writes in himself


class Turns:
    """The contacts of each professional and channel in the order of one week, and when each is taken."""

    def __init__(self, rng: random.Random, everybody: Iterable[Person]) -> None:
        """Put everybody in a new order."""
        self._rng = rng
        self._queues: dict[tuple[str, Channel], deque[Person]] = {}
        self._taken: dict[str, list[tuple[int, int]]] = {}
        for person in everybody:
            self._line_up(person)
        for queue in self._queues.values():
            rng.shuffle(queue)

    def take(self, person: Person, start: int, end: int) -> bool:
        """Tell whether a person is free from start to end, and is not any more."""
        taken = self._taken.setdefault(person.key, [])
        if any(start < last and first < end for first, last in taken):
            return False
        taken.append((start, end))
        return True

    def next(self, professional: str, start: int, end: int) -> tuple[Person, Channel] | None:
        """Return who comes next, and by which channel, or None when nobody is free."""
        channels = [each for each in _CHANNELS if (professional, each) in self._queues]
        shares = _SHARES[: len(channels)]
        channel = self._rng.choices(channels, shares)[0]
        queue = self._queues[professional, channel]
        for _ in range(len(queue)):
            person = queue.popleft()
            queue.append(person)
            if self.take(person, start, end):
                return person, channel
        return None

    def _line_up(self, person: Person) -> None:
        for professional in person.visits:
            queue = self._queue(professional, person.channel)
            queue.append(person)
            if person.channel is Channel.PHONE and len(queue) % _CALLED_IN == 0:
                self._queue(professional, Channel.AGENDA).append(person)

    def _queue(self, professional: str, channel: Channel) -> deque[Person]:
        return self._queues.setdefault((professional, channel), deque())
