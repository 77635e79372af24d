"""Times that can be booked."""

from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812 - `date` is a field here

import strawberry

from models.directory.record import AgendaRecord
from resolvers.booking.availability.free_times import FreeTime
from resolvers.context import Context
from resolvers.directory.parties import agendas_by_id
from schema.booking.slot import slot_id_of
from schema.context import Info
from schema.directory.place import Agenda
from schema.scalars import Day, Instant
from schema.selection import wanted


@strawberry.type(description="A time that can be booked now; give its slotId to hold or to book it.")
class Slot:
    context: strawberry.Private[Context]
    time: strawberry.Private[FreeTime]
    agendas: strawberry.Private[Mapping[str, AgendaRecord]]

    @strawberry.field(description="Sealed: it names agenda, visit type and start, and cannot be made up.")
    def slot_id(self) -> strawberry.ID:
        time = self.time
        return strawberry.ID(slot_id_of(self.context, time.agenda_id, time.visit_type_id, time.start))

    @strawberry.field
    def starts_at(self) -> Instant:
        return Instant(self.time.start)

    @strawberry.field
    def ends_at(self) -> Instant:
        return Instant(self.time.end)

    @strawberry.field(description="How many could book it one after the other.")
    def remaining(self) -> int:
        return self.time.remaining

    @strawberry.field
    def agenda(self) -> Agenda:
        return Agenda.of(self.agendas[self.time.agenda_id])


@strawberry.type(description="Free times, in order of time, then agenda.")
class SlotList:
    slots: list[Slot]
    complete: bool = strawberry.field(
        description="False where the window has more times than asked for: ask again from the last start."
    )


@strawberry.type(description="A day with a free time, on the calendar of the place.")
class AvailableDay:
    date: Day
    agendas: list[Agenda] = strawberry.field(
        description="The agendas that are free that day.", metadata={"size": 5}
    )

    @classmethod
    def of(cls, day: Date, agenda_ids: Iterable[str], known: Mapping[str, AgendaRecord]) -> "AvailableDay":
        return cls(date=Day(day), agendas=[Agenda.of(known[each]) for each in agenda_ids if each in known])


async def agendas_where_asked(info: Info, agenda_ids: Iterable[str]) -> dict[str, AgendaRecord]:
    """Return agendas with their places, where they are asked for beneath the current field."""
    ids = set(agenda_ids)
    asked = wanted(info).names & {"agenda", "agendas"}
    return await agendas_by_id(ids) if ids and asked else {}


async def slots_of(info: Info, times: Iterable[FreeTime]) -> list[Slot]:
    """Return free times as they are shown."""
    found = list(times)
    agendas = await agendas_where_asked(info, (each.agenda_id for each in found))
    return [Slot(context=info.context, time=each, agendas=agendas) for each in found]
