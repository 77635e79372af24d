"""Reading the plain twins of contacts and visits, within the caller's scope as the product does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.words import Category
from permissions.decide import Facts, decide
from permissions.policy import Standing
from permissions.scope import appointments_of, contacts_of
from resolvers.booking.agenda import LONGEST_VISIT
from resolvers.context import Context

_VISITS: Final = """
SELECT a.id, a.visit_type_id, a.contact_id, a.starts_at, a.status, a.reason FROM plain_appointment a
WHERE a.professional_id = ? AND a.starts_at < ? AND a.starts_at >= ? AND a.ends_at > ?
    AND a.status NOT IN ('CANCELLED', 'DECLINED', 'EXPIRED') AND {scope}
ORDER BY a.starts_at, a.id
"""
_CONTACTS: Final = """
SELECT c.id, c.last_name, c.first_name, c.birth_date, c.phone, c.email FROM plain_contact c
WHERE {which} AND {scope}
"""
_OF_CONTACT: Final = (Category.IDENTITY, Category.BIRTH, Category.REACH)
_CLEAR: Final = {
    category: decide(Standing.CONTROLLER_PROFESSIONAL, category, Facts.NONE) for category in Category
}


@dataclass(frozen=True, slots=True, repr=False)
class PlainVisit:
    """One appointment in plain columns."""

    id: str
    visit_type_id: str
    contact_id: str
    starts_at: int
    status: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class PlainContact:
    """One contact in plain columns."""

    id: str
    last_name: str
    first_name: str
    birth_date: date
    phone: str
    email: str

    @property
    def contact_id(self) -> str:
        """Whom the record is about."""
        return self.id


async def plain_visits(context: Context, professional_id: str, starts: int, ends: int) -> list[PlainVisit]:
    """Return the visits of a professional between two instants, in order of time."""
    scope = appointments_of(context.view)
    sql = _VISITS.format(scope=scope.sql)
    rows = await fetch(sql, professional_id, ends, starts - LONGEST_VISIT, starts, *scope.values)
    return [PlainVisit(*row.values()) for row in rows]


async def plain_contacts(context: Context, ids: Iterable[str]) -> dict[str, PlainContact]:
    """Return contacts by id."""
    scope = contacts_of(context.view)
    sql = _CONTACTS.format(which=among("c.id"), scope=scope.sql)
    rows = await fetch(sql, listed(ids), *scope.values)
    return {row["id"]: _contact(**row) for row in rows}


def _contact(birth_date: str, **rest: str) -> PlainContact:
    return PlainContact(birth_date=date.fromisoformat(birth_date), **rest)


def note_seen(context: Context, visits: Iterable[PlainVisit], contacts: Iterable[PlainContact]) -> None:
    """Leave the journal what the product leaves it, without having decided anything."""
    seen: list[Any] = context.seen.looked
    seen += [(each, _CLEAR[Category.REASON]) for each in visits]
    seen += [(each, _CLEAR[category]) for each in contacts for category in _OF_CONTACT]
