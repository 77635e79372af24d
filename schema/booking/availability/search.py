"""searchAvailability: who is free first."""

from datetime import timedelta
from typing import Annotated

import strawberry

from models.words import Mode, Sector
from resolvers.booking.availability.candidates import Wish
from resolvers.booking.availability.search import MOST_RESULTS, Found, Search, search
from resolvers.context import Context
from resolvers.directory.near import FARTHEST_KM, USUAL_KM
from schema.booking.availability.slot import Slot
from schema.context import Info
from schema.directory.place import Agenda
from schema.directory.position import Position, circle_of
from schema.directory.professional import Professional, professional_of
from schema.directory.visit_type import VisitType
from schema.scalars import Instant
from schema.selection import wanted

_MONTH = int(timedelta(days=31).total_seconds())


@strawberry.type(description="A professional's earliest free time among what was asked for.")
class EarliestAvailability:
    context: strawberry.Private[Context]
    found: strawberry.Private[Found]
    around: strawberry.Private[Search]

    @strawberry.field
    def professional(self) -> Professional:
        entries = self.around.entries
        return professional_of(entries.professionals[self.found.professional_id], entries)

    @strawberry.field
    def agenda(self) -> Agenda:
        return Agenda.of(self.around.agendas[self.found.time.agenda_id])

    @strawberry.field
    def visit_type(self) -> VisitType:
        return VisitType.of(self.around.visit_types[self.found.time.visit_type_id])

    @strawberry.field
    def slot(self) -> Slot:
        return Slot(context=self.context, time=self.found.time, agendas=self.around.agendas)

    @strawberry.field(description="As the crow flies; null unless a point was given.")
    def distance_km(self) -> float | None:
        distance = self.found.distance_km
        return None if distance is None else round(distance, 1)


Radius = Annotated[
    float | None,
    strawberry.argument(description=f"Around `near`: {USUAL_KM:g} by default, {FARTHEST_KM:g} at most."),
]
Language = Annotated[str | None, strawberry.argument(description="ISO 639-1 code.")]
NewContact = Annotated[
    bool, strawberry.argument(description="Whether somebody comes whom the professional does not know yet.")
]
Name = Annotated[str | None, strawberry.argument(description="A part of the name of the visit type.")]
From = Annotated[Instant | None, strawberry.argument(name="from", description="Not before; now by default.")]
Before = Annotated[
    Instant | None, strawberry.argument(description="Not at or after; 31 days on by default, and at most.")
]
FirstFound = Annotated[
    int, strawberry.argument(description=f"How many professionals: 10 by default, 1 to {MOST_RESULTS}.")
]


async def search_availability(
    info: Info,
    sector: Sector | None = None,
    profession: str | None = None,
    specialty: str | None = None,
    near: Position | None = None,
    radius_km: Radius = None,
    city: str | None = None,
    language: Language = None,
    mode: Mode | None = None,
    new_contact: NewContact = False,  # noqa: FBT002 - a GraphQL argument
    visit_type_name: Name = None,
    starts: From = None,
    before: Before = None,
    first: FirstFound = 10,
) -> list[EarliestAvailability]:
    """Return professionals by their earliest free time."""
    wish = Wish(
        sector=sector,
        profession=profession,
        specialty=specialty,
        city=city,
        circle=circle_of(near, radius_km),
        language=language,
        mode=mode,
        new_contact=new_contact,
        visit_type_name=visit_type_name,
    )
    start = info.context.now if starts is None else starts
    end = start + _MONTH if before is None else before
    around = await search(info.context, wish, start, end, first, wanted(info))
    return [EarliestAvailability(context=info.context, found=each, around=around) for each in around.found]
