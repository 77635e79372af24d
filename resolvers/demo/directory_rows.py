"""Rows of the demo world that are public or about organisations: nothing in them is sealed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from models.directory.keys import key_of
from models.ids import Kind
from models.storage.dialect import Value
from models.words import Category, LegalPower, Purpose, Sector
from resolvers.demo.callers import account_id, demo_callers
from resolvers.demo.days import ZONE, instant
from resolvers.demo.insert import Table
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import (
    OPERATOR_ID,
    OPERATOR_NAME,
    PARTNERS,
    PLACES,
    PRACTICES,
    practice_id,
)
from resolvers.demo.people import bonds, people
from resolvers.demo.person import Person
from resolvers.demo.professional import DemoProfessional
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.sealed_rows import Sealer

Columns = dict[str, Value]

_DAY_S: Final = 86_400
INSTRUCTED: Final = "other-professional"
"""The professional who has given an instruction."""

_ADULT: Final = 18
_SAFE_DAY: Final = 28  # whoever is born on 29 February comes of age in a year without one
_INSTRUCTED: Final = 90 * _DAY_S
_ESTABLISHED: Final = 900 * _DAY_S
"""How long before the first week the organisations were registered: before every contact."""


def directory_tables(monday: date) -> list[Table]:
    """Return the rows of the directory by table, in an order that satisfies every reference."""
    since = instant(monday, 0) - _ESTABLISHED
    return [
        ("practice", list(_practices(since))),
        ("partner", _partners(monday, since)),
        ("place", list(_places())),
        ("professional", [_professional(each, since) for each in PROFESSIONALS.values()]),
        ("agenda", list(_agendas())),
        ("visit_type", list(_visit_types())),
        ("opening", list(_openings())),
        ("account", list(_accounts(since))),
        ("instruction", [_instruction(monday)]),
    ]


def operator_row(monday: date) -> Columns:
    """Return the row of the operator, which stands for the whole world: where it is, all is."""
    return {
        "id": OPERATOR_ID,
        "name": OPERATOR_NAME,
        "created_at": instant(monday, 0) - _ESTABLISHED,
    }


def _practices(since: int) -> Iterator[Columns]:
    for key, name in PRACTICES.items():
        yield {"id": practice_id(key), "name": name, "created_at": since}


def _partners(monday: date, since: int) -> list[Columns]:
    today = instant(monday, 0)
    return [
        {
            "id": partner.id,
            "name": partner.name,
            "guarantee_until": today + partner.guarantee_days * _DAY_S,
            "created_at": since,
        }
        for partner in PARTNERS
    ]


def _places() -> Iterator[Columns]:
    for place in PLACES.values():
        yield {
            "id": place.id,
            "name": place.name,
            "street": place.street,
            "postcode": place.postcode,
            "city": place.city,
            "city_key": key_of(place.city),
            "country": "FR",
            "latitude": place.latitude,
            "longitude": place.longitude,
            "time_zone": ZONE,
        }


def _professional(professional: DemoProfessional, since: int) -> Columns:
    numbered = "rpps" if professional.sector is Sector.HEALTH else "siret"
    return {
        "id": professional.id,
        "slug": professional.slug,
        "sector": professional.sector.value,
        "profession": professional.profession,
        "profession_key": key_of(professional.profession),
        "specialty": professional.specialty,
        "specialty_key": key_of(professional.specialty) if professional.specialty else None,
        "display_name": professional.name,
        "name_key": key_of(professional.name),
        "rpps": None,
        "siret": None,
        "practice_id": practice_id(professional.practice) if professional.practice else None,
        "languages": professional.languages,
        "collects": " ".join(sorted(professional.collects)),
        "created_at": since,
        numbered: professional.number,
    }


def _agendas() -> Iterator[Columns]:
    for professional in PROFESSIONALS.values():
        for place in professional.places:
            yield {
                "id": professional.agenda_id(place),
                "professional_id": professional.id,
                "place_id": PLACES[place].id,
            }


def _visit_types() -> Iterator[Columns]:
    for professional in PROFESSIONALS.values():
        for rank, visit_type in enumerate(professional.visit_types):
            yield {
                "id": professional.visit_type_id(rank),
                "professional_id": professional.id,
                "name": visit_type.name,
                "duration": visit_type.duration,
                "reason_required": visit_type.reason_required,
                "needs_approval": visit_type.needs_approval,
                "position": rank,
            }


def _openings() -> Iterator[Columns]:
    for professional in PROFESSIONALS.values():
        for place, weekday, (starts, ends) in professional.stretches():
            yield {
                "id": demo_id(Kind.OPENING, f"{professional.key} {place} {weekday} {starts}"),
                "agenda_id": professional.agenda_id(place),
                "weekday": weekday,
                "starts_minute": starts,
                "ends_minute": ends,
            }


def _accounts(since: int) -> Iterator[Columns]:
    for caller in demo_callers():
        yield {
            "id": caller.account_id,
            "function": caller.function.value,
            "party_kind": caller.party_kind.value,
            "party_id": caller.party_id,
            "name": f"Demo {caller.name}",
            "created_at": since,
        }


def _instruction(monday: date) -> Columns:
    """The one instruction: the desk may read why people come to this professional, and nothing else."""
    given_at = instant(monday, 540) - _INSTRUCTED
    return {
        "id": demo_id(Kind.INSTRUCTION, INSTRUCTED),
        "professional_id": PROFESSIONALS[INSTRUCTED].id,
        "processor_id": OPERATOR_ID,
        "categories": Category.REASON.value,
        "purposes": " ".join(sorted((Purpose.APPOINTMENT, Purpose.CARE))),
        "text": "Le standard lit le motif des rendez-vous de mon agenda pour les trier par urgence.",
        "valid_from": given_at,
        "signed_by": account_id(INSTRUCTED),
        "given_at": given_at,
    }


def relationship_rows(monday: date, sealer: Sealer) -> Iterator[Columns]:
    """Yield who acts for whom; parents do until their child is of age."""
    everybody = people(monday)
    for bond in bonds(monday):
        relative = everybody[bond.relative]
        known_since = instant(monday, 0) - relative.days_known * _DAY_S
        relationship_id = demo_id(Kind.RELATIONSHIP, f"{bond.contact} for {bond.relative}")
        yield {
            "id": relationship_id,
            "contact_id": everybody[bond.contact].id,
            "relative_id": relative.id,
            "kind": bond.kind.value,
            "power": bond.power.value,
            "proof": sealer.proof(bond.proof, relationship_id, relative.id),
            "valid_from": known_since,
            "valid_until": _of_age(relative) if bond.power is LegalPower.PARENTAL_AUTHORITY else None,
            "created_at": known_since,
        }


def _of_age(person: Person) -> int | None:
    if person.birth is None:
        return None
    born = person.birth.birth_date
    return instant(date(born.year + _ADULT, born.month, min(born.day, _SAFE_DAY)), 0)
