"""Reading agendas and appointments."""

from typing import Annotated

import strawberry

from models.words import AppointmentStatus, Channel
from resolvers.booking.agenda import agenda
from resolvers.booking.appointments import AppointmentFilter as Narrowed
from resolvers.booking.appointments import appointments_page
from resolvers.related import around_appointments
from schema.booking.appointment import Appointment
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.scalars import Instant
from schema.selection import wanted


@strawberry.input(description="What narrows a list of appointments.")
class AppointmentFilter:
    professional_id: strawberry.ID | None = None
    contact_id: strawberry.ID | None = None
    starts_from: Instant | None = strawberry.field(
        default=None, name="from", description="Starts at or after."
    )
    starts_before: Instant | None = strawberry.field(default=None, name="to", description="Starts before.")
    status: AppointmentStatus | None = None
    channel: Channel | None = None
    series_id: strawberry.ID | None = None


@strawberry.type(description="An appointment in a list.")
class AppointmentEdge:
    node: Appointment
    cursor: str


@strawberry.type(description="A page of appointments.")
class AppointmentConnection:
    edges: list[AppointmentEdge]
    page_info: PageInfo

    @strawberry.field(description="The appointments of the page, without their cursors.")
    def nodes(self) -> list[Appointment]:
        return [edge.node for edge in self.edges]


From = Annotated[Instant, strawberry.argument(name="from", description="Start of the window.")]
To = Annotated[Instant, strawberry.argument(name="to", description="Its end, excluded; 31 days at most.")]


@strawberry.type
class BookingQuery:
    @strawberry.field(
        name="agenda",
        description="The appointments of a professional that exist for the caller, in order of time.",
    )
    async def agenda_of(
        self,
        info: Info,
        professional_id: strawberry.ID,
        starts: From,
        ends: To,
        include_cancelled: bool = False,  # noqa: FBT001, FBT002 - a GraphQL argument
    ) -> list[Appointment]:
        context = info.context
        records = await agenda(context, professional_id, starts, ends, include_cancelled=include_cancelled)
        related = await around_appointments(context, records, wanted(info))
        return [Appointment.of(record, context, related) for record in records]

    @strawberry.field(description="The appointments that exist for the caller, in order of time.")
    async def appointments(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        filter: AppointmentFilter | None = None,  # noqa: A002 - the contract's word
    ) -> AppointmentConnection:
        context = info.context
        page = await appointments_page(context, _narrowed(filter), first, after)
        related = await around_appointments(context, page.items, wanted(info))
        edges = [
            AppointmentEdge(node=Appointment.of(record, context, related), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return AppointmentConnection(edges=edges, page_info=PageInfo.of(page))


def _narrowed(asked: AppointmentFilter | None) -> Narrowed:
    if asked is None:
        return Narrowed()
    return Narrowed(
        asked.professional_id,
        asked.contact_id,
        asked.starts_from,
        asked.starts_before,
        asked.status,
        asked.channel,
        asked.series_id,
    )
