"""Directory rows as they are read; all of it is public."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfessionalRecord:
    """One professional; `languages` and `collects` are words separated by spaces."""

    id: str
    slug: str
    sector: str
    profession: str
    specialty: str | None
    display_name: str
    rpps: str | None
    siret: str | None
    practice_id: str | None
    languages: str
    collects: str
    accepts_new_contacts: bool


@dataclass(frozen=True, slots=True)
class AgendaRecord:
    """One agenda beside its place."""

    id: str
    professional_id: str
    place_id: str
    place_name: str
    street: str
    postcode: str
    city: str
    country: str
    latitude: float | None
    longitude: float | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class VisitTypeRecord:
    """One visit type; `duration` in minutes."""

    id: str
    professional_id: str
    name: str
    duration: int
    reason_required: bool
