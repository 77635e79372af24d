"""Places and agendas."""

import strawberry

from models.directory.record import AgendaRecord
from schema.node import Node
from schema.scalars import CountryCode, TimeZone


@strawberry.type(description="Where a professional receives.")
class Place(Node):
    name: str
    street: str
    postcode: str
    city: str
    country: CountryCode
    latitude: float | None
    longitude: float | None
    time_zone: TimeZone


@strawberry.type(description="One professional at one place.")
class Agenda(Node):
    place: Place

    @classmethod
    def of(cls, record: AgendaRecord) -> "Agenda":
        return cls(id=strawberry.ID(record.id), place=place_of(record))


def place_of(record: AgendaRecord) -> Place:
    """Return the place of an agenda."""
    return Place(
        id=strawberry.ID(record.place_id),
        name=record.place_name,
        street=record.street,
        postcode=record.postcode,
        city=record.city,
        country=CountryCode(record.country),
        latitude=record.latitude,
        longitude=record.longitude,
        time_zone=TimeZone(record.time_zone),
    )
