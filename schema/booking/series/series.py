"""Series as their answers show them."""

from collections.abc import Iterable

import strawberry

from models.words import Language
from resolvers.booking.series.members import members_of
from resolvers.related import around_appointments
from resolvers.writing.fault import ErrorCode, Fault
from schema.booking.appointment import Appointment
from schema.context import Info
from schema.errors.messages import MESSAGES
from schema.errors.user_error import FreeTime
from schema.scalars import Instant
from schema.selection import wanted


@strawberry.type(description="Appointments booked as one.")
class AppointmentSeries:
    id: strawberry.ID
    appointments: list[Appointment] = strawberry.field(
        description="Those that exist for the caller, in order of time."
    )


@strawberry.type(description="A time of a series that cannot be booked.")
class SeriesClash:
    starts_at: Instant
    code: ErrorCode
    message: str
    alternatives: list[FreeTime] = strawberry.field(description="The nearest free times, at most three.")


def clashes_of(faults: Iterable[Fault], language: Language) -> list[SeriesClash]:
    """Return the clashes among faults."""
    return [
        SeriesClash(
            starts_at=Instant(each.details["at"]),
            code=each.code,
            message=MESSAGES[each.code][language],
            alternatives=[
                FreeTime(starts_at=Instant(start), ends_at=Instant(end))
                for start, end in zip(each.details["starts"], each.details["ends"], strict=True)
            ],
        )
        for each in faults
        if "at" in each.details
    ]


async def written_series(
    info: Info, series_id: str | None, *, wrote: bool = False
) -> AppointmentSeries | None:
    """Return a series that a write names; who just wrote what it holds may read it in the answer."""
    if series_id is None:
        return None
    context = info.context
    records = await members_of(context, series_id)
    for each in records if wrote else ():
        context.lens.wrote(each.id)
    related = await around_appointments(context, records, wanted(info))
    return AppointmentSeries(
        id=strawberry.ID(series_id),
        appointments=[Appointment.of(each, context, related) for each in records],
    )
