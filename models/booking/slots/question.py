"""What is asked of the engine: one visit type on one agenda, by one caller, now."""

from dataclasses import dataclass
from functools import cached_property

from models.booking.slots.claims import Claim, Pool, Resource, living
from models.booking.slots.clock import DAY
from models.booking.slots.intervals import Span
from models.booking.slots.room import Room, build_room
from models.booking.slots.rules import AgendaRules, VisitRules
from models.words import Channel

LONGEST_WINDOW = 31 * DAY + DAY // 24  # a month whose clock is put back has one hour more
_FIRST_INSTANT = 3 * 366 * DAY  # since then every zone is whole minutes from UTC
LAST_INSTANT = 250 * 365 * DAY  # late in 2219: far within what a date can hold


class UnusableWindow(ValueError):
    """The window is reversed, too long, beyond what was loaded or beyond the calendar."""


@dataclass(frozen=True, slots=True)
class ContactVisit:
    """An appointment the contact has, by its id and start."""

    appointment_id: str
    start: int


@dataclass(frozen=True, slots=True)
class Contact:
    """What the rules ask of the contact: known here or new, and all appointments that limits count.

    Those are the open ones, and any other of the days and weeks asked about that is not cancelled.
    """

    known: bool
    visits: tuple[ContactVisit, ...] = ()


@dataclass(frozen=True)
class Question:
    """All that one decision depends on; instants are UTC epoch seconds.

    `claims`, and those of the pools, are complete for the span `loaded` (see `reach`), in any order.
    `contact` is None while nobody has said who comes: limits and the rule on new contacts then wait.
    `ignored` are the ids of the appointment being moved and of the hold being booked: they are in nobody's
    way and count in no limit.
    """

    agenda: AgendaRules
    visit: VisitRules
    channel: Channel
    now: int
    loaded: Span
    claims: tuple[Claim, ...] = ()
    pools: tuple[Pool, ...] = ()
    contact: Contact | None = None
    ignored: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not _FIRST_INSTANT <= self.loaded[0] < self.loaded[1] <= LAST_INSTANT:
            raise UnusableWindow("Ask for a span that ends after it starts, between 1973 and 2219.")
        resources = [resource.id for pool in self.pools for resource in pool.resources]
        if len(set(resources)) < len(resources):
            raise ValueError("A resource belongs to one pool of a visit type.")

    @cached_property
    def living_claims(self) -> tuple[Claim, ...]:
        """The claims that take their time now."""
        return living(self.claims, self.now, self.ignored)

    @cached_property
    def living_pools(self) -> tuple[Pool, ...]:
        """The pools with the claims that take their time now."""
        return tuple(
            Pool(pool.id, tuple(Resource(each.id, self._living(each)) for each in pool.resources))
            for pool in self.pools
        )

    @cached_property
    def room(self) -> Room:
        """What the claims leave free."""
        return build_room(self.agenda, self.visit, self.living_claims, self.living_pools)

    @property
    def starts(self) -> Span:
        """The starts that can be decided with what was loaded."""
        return self.loaded[0] + self.visit.seconds_before, self.loaded[1] - self.visit.seconds_after + 1

    def _living(self, resource: Resource) -> tuple[Claim, ...]:
        return living(resource.claims, self.now, self.ignored)


def reach(visit: VisitRules, start: int, end: int) -> Span:
    """Return the span for which claims must be loaded to decide on the starts from `start` to `end`."""
    return start - visit.seconds_before, end - 1 + visit.seconds_after


def check_window(question: Question, start: int, end: int) -> None:
    """Raise UnusableWindow unless the starts from `start` to `end` can be decided."""
    if start >= end:
        raise UnusableWindow("Ask for a window that ends after it starts.")
    if end - start > LONGEST_WINDOW:
        raise UnusableWindow("Ask for at most 31 days at once.")
    check_loaded(question, start, end)


def check_loaded(question: Question, start: int, end: int) -> None:
    """Raise UnusableWindow unless all is loaded for the starts from `start` to `end`."""
    if start < question.starts[0] or end > question.starts[1]:
        raise UnusableWindow("Load the claims that reach into the window first.")
