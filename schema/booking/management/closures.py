"""closeAgenda, addAbsence, removeClosure, blockTime, unblockTime."""

import strawberry

from resolvers.booking.management import blocks, closures
from resolvers.booking.management.closures import ClosedTime
from schema.booking.management.inputs import ManagementInput
from schema.booking.management.payloads import (
    AgendaPayload,
    ProfessionalPayload,
    agenda_payload,
    professional_payload,
)
from schema.context import Info
from schema.scalars import Day, Instant, LocalTime
from schema.writing import write_of

_DAY = 24 * 60


@strawberry.input(
    description="From a day and time to another, on the clock of the place; whole days by default."
)
class ClosedTimeInput(ManagementInput):
    first_day: Day
    last_day: Day = strawberry.field(description="Included, until endsAt.")
    starts_at: LocalTime = LocalTime(0)
    ends_at: LocalTime = LocalTime(_DAY)

    def closed(self) -> ClosedTime:
        return ClosedTime(self.first_day, self.last_day, self.starts_at, self.ends_at)


@strawberry.input(description="A time during which one agenda is closed.")
class CloseAgendaInput(ClosedTimeInput):
    agenda_id: strawberry.ID


@strawberry.input(description="A time during which a professional receives nowhere.")
class AddAbsenceInput(ClosedTimeInput):
    professional_id: strawberry.ID


@strawberry.input(description="A closure or an absence to take back.")
class RemoveClosureInput(ManagementInput):
    id: strawberry.ID


@strawberry.input(description="Time to take for nobody; at most 366 days at once.")
class BlockTimeInput(ManagementInput):
    professional_id: strawberry.ID
    starts_at: Instant
    ends_at: Instant


@strawberry.input(description="Blocked time to give back.")
class UnblockTimeInput(ManagementInput):
    id: strawberry.ID


async def close_agenda(info: Info, input: CloseAgendaInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Close one agenda for a time, once for each key."""
    write = write_of(info, "closeAgenda", input)
    changed = await closures.close_agenda(info.context, write, input.agenda_id, input.closed(), input.reason)
    return await agenda_payload(info, changed)


async def add_absence(info: Info, input: AddAbsenceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Close all agendas of a professional for a time, once for each key."""
    write = write_of(info, "addAbsence", input)
    changed = await closures.add_absence(
        info.context, write, input.professional_id, input.closed(), input.reason
    )
    return await professional_payload(info, changed)


async def remove_closure(info: Info, input: RemoveClosureInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Take back a closure or an absence, once for each key."""
    write = write_of(info, "removeClosure", input)
    changed = await closures.remove_closure(info.context, write, input.id, input.reason)
    return await professional_payload(info, changed)


async def block_time(info: Info, input: BlockTimeInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Take time for nobody, once for each key."""
    span = (input.starts_at, input.ends_at)
    write = write_of(info, "blockTime", input)
    changed = await blocks.block_time(info.context, write, input.professional_id, span, input.reason)
    return await professional_payload(info, changed)


async def unblock_time(info: Info, input: UnblockTimeInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Give blocked time back, once for each key."""
    write = write_of(info, "unblockTime", input)
    return await professional_payload(
        info, await blocks.unblock_time(info.context, write, input.id, input.reason)
    )
