"""setWeeklyHours, addExtraOpening, removeExtraOpening."""

import strawberry

from models.booking.slots.calendar import Weeks
from resolvers.booking.management import hours
from resolvers.booking.management.hours import ExtraHours
from resolvers.booking.management.visit_types import Versioned
from resolvers.booking.management.week import Hours
from schema.booking.management.inputs import ManagementInput
from schema.booking.management.payloads import AgendaPayload, agenda_payload
from schema.context import Info
from schema.scalars import Day, LocalTime
from schema.writing import write_of


@strawberry.input(description="Hours that come back each week, on the clock of the place.")
class WeeklyHoursInput:
    weekday: int = strawberry.field(description="1 Monday to 7 Sunday (ISO 8601).")
    starts_at: LocalTime
    ends_at: LocalTime = strawberry.field(description="24:00 ends the day.")
    first_day: Day | None = None
    last_day: Day | None = None
    weeks: Weeks = Weeks.ALL
    every: int = strawberry.field(default=1, description="Each so many weeks, counted from that of firstDay.")

    def hours(self) -> Hours:
        return Hours(
            self.weekday,
            self.starts_at,
            self.ends_at,
            self.first_day,
            self.last_day,
            self.weeks,
            self.every,
        )


@strawberry.input(description="The weekly hours of an agenda, all of them: they replace those it had.")
class SetWeeklyHoursInput(ManagementInput):
    agenda_id: strawberry.ID
    expected_version: int = strawberry.field(description="Of the agenda.")
    hours: list[WeeklyHoursInput] = strawberry.field(description="At most 200; none may overlap another.")


@strawberry.input(description="Hours of one day beside the weekly ones.")
class AddExtraOpeningInput(ManagementInput):
    agenda_id: strawberry.ID
    day: Day
    starts_at: LocalTime
    ends_at: LocalTime


@strawberry.input(description="Extra hours to take back.")
class RemoveExtraOpeningInput(ManagementInput):
    id: strawberry.ID


async def set_weekly_hours(info: Info, input: SetWeeklyHoursInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Replace the weekly hours of an agenda, once for each key."""
    row = Versioned(input.agenda_id, input.expected_version)
    week = [each.hours() for each in input.hours]
    write = write_of(info, "setWeeklyHours", input)
    changed = await hours.set_weekly_hours(info.context, write, row, week, input.reason)
    return await agenda_payload(info, changed)


async def add_extra_opening(info: Info, input: AddExtraOpeningInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Open an agenda for some hours of one day, once for each key."""
    extra = ExtraHours(input.agenda_id, input.day, input.starts_at, input.ends_at)
    write = write_of(info, "addExtraOpening", input)
    return await agenda_payload(info, await hours.add_extra_opening(info.context, write, extra, input.reason))


async def remove_extra_opening(info: Info, input: RemoveExtraOpeningInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Take back extra hours, once for each key."""
    write = write_of(info, "removeExtraOpening", input)
    changed = await hours.remove_extra_opening(info.context, write, input.id, input.reason)
    return await agenda_payload(info, changed)
