"""Everybody the demo world holds data about, and who acts for whom."""

from datetime import date
from functools import lru_cache

from models.words import LegalPower, RelationshipKind
from resolvers.demo.crowd import crowd
from resolvers.demo.families import BONDS, Bond, families
from resolvers.demo.person import Person


@lru_cache(maxsize=8)
def people(monday: date) -> dict[str, Person]:
    """Return the contacts by key, as old as they are in the week of this Monday."""
    return {person.key: person for person in (*families(monday), *crowd(monday))}


def bonds(monday: date) -> tuple[Bond, ...]:
    """Return who acts for whom: the bonds of the families, then each parent of the crowd."""
    told = {(bond.contact, bond.relative) for bond in BONDS}
    parents = (
        Bond(person.source, person.key, RelationshipKind.PARENT, LegalPower.PARENTAL_AUTHORITY)
        for person in people(monday).values()
        if person.source and (person.source, person.key) not in told
    )
    return (*BONDS, *parents)
