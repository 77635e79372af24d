"""Professionals: public directory entries."""

from typing import Any

import strawberry

from models.directory.record import ProfessionalRecord
from models.words import Category, Sector
from resolvers.directory.entries import Entries
from schema.directory.party import Party
from schema.directory.place import Agenda, Place, place_of
from schema.directory.visit_type import VisitType
from schema.node import Node
from schema.words import DataCategory

_A_FEW = {"size": 4}  # what a request for them is priced at


@strawberry.interface(description="A person who receives, in a sector.")
class Professional(Node, Party):
    slug: str
    sector: Sector
    profession: str
    display_name: str
    languages: list[str] = strawberry.field(description="ISO 639-1 codes.")
    accepts_new_contacts: bool
    collects: list[DataCategory] = strawberry.field(  # type: ignore[valid-type]
        description="The categories this professional collects; a write of any other is refused."
    )
    places: list[Place] = strawberry.field(metadata=_A_FEW)
    agendas: list[Agenda] = strawberry.field(metadata=_A_FEW)
    visit_types: list[VisitType] = strawberry.field(metadata=_A_FEW)


@strawberry.type(description="A health professional.")
class HealthProfessional(Professional):
    rpps: str | None = strawberry.field(description="National register number, 11 digits.")
    specialty: str | None


@strawberry.type(description="A professional of another sector.")
class OtherProfessional(Professional):
    siret: str | None = strawberry.field(description="Establishment number, 14 digits.")


def professional_of(record: ProfessionalRecord, entries: Entries) -> Professional:
    """Return a directory entry as its type: health professionals apart from all others."""
    common = _common(record, entries)
    if record.sector == Sector.HEALTH:
        return HealthProfessional(**common, rpps=record.rpps, specialty=record.specialty)
    return OtherProfessional(**common, siret=record.siret)


def _common(record: ProfessionalRecord, entries: Entries) -> dict[str, Any]:
    agendas = entries.agendas.get(record.id, ())
    return {
        "id": strawberry.ID(record.id),
        "name": record.display_name,
        "slug": record.slug,
        "sector": Sector(record.sector),
        "profession": record.profession,
        "display_name": record.display_name,
        "languages": record.languages.split(),
        "accepts_new_contacts": bool(record.accepts_new_contacts),
        "collects": [Category(word) for word in record.collects.split()],
        "places": list({each.place_id: place_of(each) for each in agendas}.values()),
        "agendas": [Agenda.of(each) for each in agendas],
        "visit_types": [VisitType.of(each) for each in entries.visit_types.get(record.id, ())],
    }
