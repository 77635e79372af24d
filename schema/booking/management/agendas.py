"""createPlace, updatePlace, createAgenda, updateAgenda."""

from typing import Any

import strawberry

from resolvers.booking.management import agendas, places
from resolvers.booking.management.change import Changed
from resolvers.booking.management.visit_types import Versioned
from schema.booking.management.inputs import ManagementInput, given_of
from schema.booking.management.payloads import (
    AgendaPayload,
    ProfessionalPayload,
    agenda_payload,
    professional_payload,
)
from schema.context import Info
from schema.scalars import CountryCode, TimeZone
from schema.writing import write_of

_PLACE = (
    "name",
    "street",
    "postcode",
    "city",
    "country",
    "latitude",
    "longitude",
    "time_zone",
    "holiday_region",
)
_AGENDA = ("lanes", "closes_on_holidays", "active")


def _kept(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="A place where a professional will receive.")
class CreatePlaceInput(ManagementInput):
    professional_id: strawberry.ID
    name: str
    street: str
    postcode: str
    city: str
    country: CountryCode
    time_zone: TimeZone
    latitude: float | None = strawberry.field(default=None, description="With longitude, or not at all.")
    longitude: float | None = None
    holiday_region: str | None = strawberry.field(
        default=None, description="Where public holidays differ: the region's ISO 3166-2 code, such as 57."
    )


@strawberry.input(description="Changes to a place at which nobody receives whom the caller does not manage.")
class UpdatePlaceInput(ManagementInput):
    id: strawberry.ID
    expected_version: int
    name: str | None = _kept("At most 100 characters.")
    street: str | None = _kept("At most 100 characters.")
    postcode: str | None = _kept("At most 100 characters.")
    city: str | None = _kept("At most 100 characters.")
    country: CountryCode | None = _kept("ISO 3166-1 alpha-2.")
    time_zone: TimeZone | None = _kept("Appointments keep their instants, not what the clock shows.")
    latitude: float | None = _kept("With longitude; null removes it.")
    longitude: float | None = _kept("With latitude; null removes it.")
    holiday_region: str | None = _kept("Null keeps the holidays of the whole country only.")


@strawberry.input(description="A new agenda: one professional at one place of its own or of its practice.")
class CreateAgendaInput(ManagementInput):
    professional_id: strawberry.ID
    place_id: strawberry.ID
    lanes: int = 1
    closes_on_holidays: bool = True


@strawberry.input(description="Changes to an agenda.")
class UpdateAgendaInput(ManagementInput):
    id: strawberry.ID
    expected_version: int
    lanes: int | None = _kept("1 to 20 visits side by side.")
    closes_on_holidays: bool | None = _kept("Whether public holidays of the place are closed.")
    active: bool | None = _kept("Whether it can be booked at all; what is booked stays.")


async def create_place(info: Info, input: CreatePlaceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Found a place, once for each key; recordId names it."""
    write = write_of(info, "createPlace", input)
    given = given_of(input, _PLACE)
    changed = await places.create_place(info.context, write, input.professional_id, given, input.reason)
    return await professional_payload(info, changed)


async def update_place(info: Info, input: UpdatePlaceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Change a place, once for each key."""
    write = write_of(info, "updatePlace", input)
    row = Versioned(input.id, input.expected_version)
    changed = await places.update_place(info.context, write, row, given_of(input, _PLACE), input.reason)
    return await professional_payload(info, changed)


async def create_agenda(info: Info, input: CreateAgendaInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Open an agenda, once for each key."""
    where = (str(input.professional_id), str(input.place_id))
    write = write_of(info, "createAgenda", input)
    changed: Changed = await agendas.create_agenda(
        info.context, write, where, given_of(input, _AGENDA), input.reason
    )
    return await agenda_payload(info, changed)


async def update_agenda(info: Info, input: UpdateAgendaInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Change an agenda, once for each key."""
    row = Versioned(input.id, input.expected_version)
    write = write_of(info, "updateAgenda", input)
    changed = await agendas.update_agenda(info.context, write, row, given_of(input, _AGENDA), input.reason)
    return await agenda_payload(info, changed)
