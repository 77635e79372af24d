"""Asking when something can be booked."""

from typing import Annotated

import strawberry

from resolvers.booking.availability.explained import explain_time
from resolvers.booking.availability.free_times import MOST_SLOTS, Ask, free_days, free_times
from resolvers.booking.availability.search import MOST_RESULTS
from schema.booking.availability.explanation import SlotExplanation, explanation_of
from schema.booking.availability.search import EarliestAvailability, search_availability
from schema.booking.availability.slot import AvailableDay, SlotList, agendas_where_asked, slots_of
from schema.context import Info
from schema.scalars import Instant

Agendas = Annotated[
    list[strawberry.ID], strawberry.argument(description="50 at most; unknown ones offer nothing.")
]
VisitTypeId = Annotated[
    strawberry.ID, strawberry.argument(description="Agendas of other professionals do not offer it.")
]
From = Annotated[Instant, strawberry.argument(name="from", description="Start of the window.")]
To = Annotated[Instant, strawberry.argument(name="to", description="Its end, excluded; 31 days at most.")]
ContactId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Who would come: its limits then count, and whether it is known."),
]
Ignored = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The appointment to be moved: it is not in its own way."),
]
_AGENDA, _SEARCH = 20, 1000
"""What a month of an agenda and a search cost beside their answers: about one for 0.1 ms of the server."""

FirstSlots = Annotated[
    int, strawberry.argument(description=f"How many: {MOST_SLOTS} by default, 1 to {MOST_SLOTS}.")
]


@strawberry.type
class AvailabilityQuery:
    search_availability: list[EarliestAvailability] = strawberry.field(
        resolver=search_availability,
        description="Professionals by their earliest free time: equal times by distance. What is left out is"
        " not asked for; nobody with an earlier time is missing. There is no cursor: narrow the search or"
        " move `from` to see others.",
        metadata={"cost": 5, "most": MOST_RESULTS, "work": _SEARCH},
    )

    @strawberry.field(
        description="The days with a free time, in order; days are those of each agenda's place.",
        metadata={"size": 31, "work": _AGENDA, "each": "agendaIds"},
    )
    async def available_days(
        self,
        info: Info,
        agenda_ids: Agendas,
        visit_type_id: VisitTypeId,
        starts: From,
        ends: To,
        contact_id: ContactId = None,
        ignore_appointment_id: Ignored = None,
    ) -> list[AvailableDay]:
        ask = Ask(tuple(agenda_ids), visit_type_id, starts, ends, contact_id, ignore_appointment_id)
        found = await free_days(info.context, ask)
        known = await agendas_where_asked(info, (each for ids in found.values() for each in ids))
        return [AvailableDay.of(day, ids, known) for day, ids in found.items()]

    @strawberry.field(
        description="The free times of a window, in order of time, then agenda. There is no cursor: where "
        "`complete` is false, ask again `from` the last start, and know what comes twice by its slotId.",
        metadata={"most": MOST_SLOTS, "work": _AGENDA, "each": "agendaIds"},
    )
    async def available_slots(
        self,
        info: Info,
        agenda_ids: Agendas,
        visit_type_id: VisitTypeId,
        starts: From,
        ends: To,
        contact_id: ContactId = None,
        ignore_appointment_id: Ignored = None,
        first: FirstSlots = MOST_SLOTS,
    ) -> SlotList:
        ask = Ask(tuple(agenda_ids), visit_type_id, starts, ends, contact_id, ignore_appointment_id)
        found = await free_times(info.context, ask, first)
        return SlotList(slots=await slots_of(info, found.times), complete=found.complete)

    @strawberry.field(
        description="Why a time can be booked or not; null where the agenda does not offer the visit type."
    )
    async def explain_slot(
        self,
        info: Info,
        agenda_id: strawberry.ID,
        visit_type_id: strawberry.ID,
        starts_at: Instant,
        contact_id: ContactId = None,
        ignore_appointment_id: Ignored = None,
    ) -> SlotExplanation | None:
        explained = await explain_time(
            info.context, agenda_id, visit_type_id, starts_at, contact_id, ignore_appointment_id
        )
        return await explanation_of(info, explained) if explained else None
