"""What set the rules that refuse a time, and under what name its own staff knows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from models.booking.slots.calendar import Closure
from models.booking.slots.claims import Claim
from models.booking.slots.clock import wall_second
from models.booking.slots.question import Question
from models.ids import Kind, kind_of
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from resolvers.booking.offers import Offer

_AGENDA = "SELECT l.name FROM agenda g JOIN place l ON l.id = g.place_id WHERE g.id = ?"
_RESOURCES = f"SELECT r.id, r.name FROM resource r WHERE {among('r.id')}"


class SetterKind(StrEnum):
    """What can set a rule, or stand in the way."""

    VISIT_TYPE = "VISIT_TYPE"
    AGENDA = "AGENDA"
    OPENING = "OPENING"
    CLOSURE = "CLOSURE"
    ABSENCE = "ABSENCE"
    HOLIDAY = "HOLIDAY"
    APPOINTMENT = "APPOINTMENT"
    HOLD = "HOLD"
    BLOCK = "BLOCK"
    RESOURCE = "RESOURCE"
    CONTACT = "CONTACT"


@dataclass(frozen=True, slots=True)
class Setter:
    """One row that sets a rule; a public holiday's id is its ISO date. Hours are those of the place."""

    kind: SetterKind
    id: str
    name: str


async def names_of(offer: Offer) -> Mapping[str, str]:
    """Return the names of an agenda and of the resources a visit may need, by id, in two statements."""
    [agenda] = await fetch(_AGENDA, offer.agenda_id)
    resources = await fetch(_RESOURCES, listed(each for ids in offer.pools.values() for each in ids))
    names = {row["id"]: row["name"] for row in resources}
    return {**names, offer.agenda_id: agenda["name"], offer.visit_type_id: offer.name}


class Setters:
    """The setters of one question, by the ids the engine refers to."""

    def __init__(self, offer: Offer, question: Question, names: Mapping[str, str]) -> None:
        self._zone = offer.agenda.calendar.zone
        self._known = {each.id: each for each in (*_rows(offer), *_named(names))}
        self._own = {claim.id: claim for claim in question.living_claims}
        rooms = (each for pool in question.living_pools for each in pool.resources)
        self._rooms = {claim.id: claim for room in rooms for claim in room.claims}

    def of(self, references: Iterable[str]) -> tuple[Setter, ...]:
        """Return what an engine's refusal refers to."""
        return tuple(each for reference in references for each in self._of(reference))

    def _of(self, reference: str) -> Iterator[Setter]:
        if reference in self._own:
            yield from self._holders(self._own[reference])
        elif reference in self._rooms:  # whoever has the room may be a colleague's: nobody is named
            claim = self._rooms[reference]
            yield Setter(SetterKind.BLOCK, claim.id, self._span(claim))
        else:
            yield self._known.get(reference, Setter(SetterKind.HOLIDAY, reference, reference))

    def _holders(self, claim: Claim) -> Iterator[Setter]:
        name = self._span(claim)
        if not claim.seats:
            yield Setter(SetterKind.BLOCK, claim.id, name)
        for seat in claim.seats:
            held = kind_of(seat.holder_id) is Kind.HOLD
            yield Setter(SetterKind.HOLD if held else SetterKind.APPOINTMENT, seat.holder_id, name)

    def _span(self, claim: Claim) -> str:
        start, end = (
            datetime.fromtimestamp(wall_second(self._zone, at), UTC) for at in (claim.start, claim.end)
        )
        return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"


def _rows(offer: Offer) -> Iterator[Setter]:
    calendar = offer.agenda.calendar
    for weekly in calendar.weekly:
        yield Setter(SetterKind.OPENING, weekly.id, _hours(weekly.start_minute, weekly.end_minute))
    for extra in calendar.extra:
        hours = _hours(extra.start_minute, extra.end_minute)
        yield Setter(SetterKind.OPENING, extra.id, f"{extra.day} {hours}")
    for closure in calendar.closures:
        yield Setter(SetterKind.CLOSURE, closure.id, _days(closure))
    for absence in calendar.absences:
        yield Setter(SetterKind.ABSENCE, absence.id, _days(absence))


def _named(names: Mapping[str, str]) -> Iterator[Setter]:
    kinds: dict[Kind | None, SetterKind] = {
        Kind.AGENDA: SetterKind.AGENDA,
        Kind.VISIT_TYPE: SetterKind.VISIT_TYPE,
    }
    for id_, name in names.items():
        yield Setter(kinds.get(kind_of(id_), SetterKind.RESOURCE), id_, name)


def _hours(start: int, end: int) -> str:
    return f"{_clock(start)}-{_clock(end)}"


def _days(closure: Closure) -> str:
    first = f"{closure.first_day} {_clock(closure.start_minute)}"
    return f"{first} - {closure.last_day} {_clock(closure.end_minute)}"


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours:02d}:{minutes:02d}"
