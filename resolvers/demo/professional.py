"""What the demo world knows of a professional; all of it is public."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.ids import Kind
from models.words import Category, Sector
from resolvers.demo.named import demo_id

Hours = tuple[int, int]
"""Minutes since midnight, end excluded."""


@dataclass(frozen=True, slots=True)
class DemoVisitType:
    """What can be booked; `duration` in minutes."""

    name: str
    duration: int
    reason_required: bool = False
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class DemoOpening:
    """Hours of a professional at a place, the same on each of these ISO weekdays."""

    place: str
    weekdays: tuple[int, ...]
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProfessional:
    """A professional; `number` is an RPPS in health and a SIRET elsewhere, `busy` how full the days are."""

    key: str
    name: str
    slug: str
    sector: Sector
    profession: str
    number: str
    collects: frozenset[Category]
    visit_types: tuple[DemoVisitType, ...]
    openings: tuple[DemoOpening, ...]
    busy: float
    specialty: str | None = None
    practice: str | None = None
    languages: str = "fr"

    @property
    def id(self) -> str:
        """Its identifier."""
        return demo_id(Kind.PROFESSIONAL, self.key)

    @property
    def places(self) -> tuple[str, ...]:
        """The keys of the places where this professional receives."""
        return tuple(dict.fromkeys(opening.place for opening in self.openings))

    def stretches(self) -> Iterator[tuple[str, int, Hours]]:
        """Yield the key of a place, an ISO weekday and the hours of each weekly opening."""
        for opening in self.openings:
            for weekday in opening.weekdays:
                for hours in opening.hours:
                    yield opening.place, weekday, hours

    def agenda_id(self, place: str) -> str:
        """Return the identifier of the agenda at a place."""
        return demo_id(Kind.AGENDA, f"{self.key} at {place}")

    def visit_type_id(self, rank: int) -> str:
        """Return the identifier of a visit type by its rank."""
        return demo_id(Kind.VISIT_TYPE, f"{self.key} {rank}")
