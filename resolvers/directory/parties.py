"""Directory rows by their keys, each kind in one statement."""

from collections.abc import Iterable
from typing import TypeVar

from models.directory.record import AgendaRecord, ProfessionalRecord, VisitTypeRecord
from models.storage.dialect import among, listed
from models.storage.reading import fetch

R = TypeVar("R", AgendaRecord, VisitTypeRecord)

SELECT_PROFESSIONAL = """
SELECT p.id, p.slug, p.sector, p.profession, p.specialty, p.display_name, p.rpps, p.siret, p.practice_id,
    p.languages, p.collects, p.accepts_new_contacts
FROM professional p
"""
SELECT_AGENDA = """
SELECT g.id, g.professional_id, g.place_id, l.name AS place_name, l.street, l.postcode, l.city, l.country,
    l.latitude, l.longitude, l.time_zone
FROM agenda g JOIN place l ON l.id = g.place_id
"""
SELECT_VISIT_TYPE = "SELECT t.id, t.professional_id, t.name, t.duration, t.reason_required FROM visit_type t"


async def professionals_by_id(ids: Iterable[str]) -> dict[str, ProfessionalRecord]:
    """Return professionals, those no longer active included, by id."""
    rows = await fetch(f"{SELECT_PROFESSIONAL} WHERE {among('p.id')}", listed(ids))
    return {row["id"]: ProfessionalRecord(*row.values()) for row in rows}


async def agendas_by_id(ids: Iterable[str]) -> dict[str, AgendaRecord]:
    """Return agendas with their places by id."""
    rows = await fetch(f"{SELECT_AGENDA} WHERE {among('g.id')}", listed(ids))
    return {row["id"]: AgendaRecord(*row.values()) for row in rows}


async def agendas_at(place_ids: Iterable[str]) -> list[AgendaRecord]:
    """Return the agendas at these places."""
    rows = await fetch(f"{SELECT_AGENDA} WHERE {among('g.place_id')}", listed(place_ids))
    return [AgendaRecord(*row.values()) for row in rows]


async def visit_types_by_id(ids: Iterable[str]) -> dict[str, VisitTypeRecord]:
    """Return visit types by id."""
    rows = await fetch(f"{SELECT_VISIT_TYPE} WHERE {among('t.id')}", listed(ids))
    return {row["id"]: VisitTypeRecord(*row.values()) for row in rows}


async def agendas_of(professional_ids: Iterable[str]) -> dict[str, list[AgendaRecord]]:
    """Return the open agendas of each professional."""
    sql = f"{SELECT_AGENDA} WHERE {among('g.professional_id')} AND g.active ORDER BY g.id"
    return _grouped([AgendaRecord(*row.values()) for row in await fetch(sql, listed(professional_ids))])


async def visit_types_of(professional_ids: Iterable[str]) -> dict[str, list[VisitTypeRecord]]:
    """Return what can be booked with each professional, in the professional's order."""
    sql = f"{SELECT_VISIT_TYPE} WHERE {among('t.professional_id')} AND t.active ORDER BY t.position, t.id"
    return _grouped([VisitTypeRecord(*row.values()) for row in await fetch(sql, listed(professional_ids))])


def _grouped(records: list[R]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = {}
    for record in records:
        groups.setdefault(record.professional_id, []).append(record)
    return groups
