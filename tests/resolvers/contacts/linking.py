"""Asking for links, and what they make of a contact."""

from datetime import date
from typing import Any

from models.sealing.values import Birth
from models.storage.reading import fetch
from models.words import Category, Function, LegalPower, PartyRole, RelationshipKind
from resolvers.contacts.given import Given
from resolvers.contacts.link import Link, link_relative
from resolvers.contacts.power import AskedPower
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import Outcome
from tests.factories import (
    IDENTITY,
    World,
    contact,
    contact_row,
)
from tests.support.writes import codes, nothing_written, write

BORN = date(2018, 5, 4)
PARENTAL: dict[str, Any] = {
    "kind": RelationshipKind.PARENT,
    "power": LegalPower.PARENTAL_AUTHORITY,
}
NO_POWER: dict[str, Any] = {"kind": RelationshipKind.SPOUSE, "power": LegalPower.NONE}
MANDATE: dict[str, Any] = {"kind": RelationshipKind.CHILD, "power": LegalPower.MANDATE}
GUARDIANSHIP: dict[str, Any] = {"kind": RelationshipKind.GUARDIAN, "power": LegalPower.GUARDIANSHIP}
SEEN: dict[str, Any] = {"proof": "Jugement du tribunal judiciaire de Dijon"}
NEW = Given({"lastName": "Lefèvre", "firstName": "Léo", "birthDate": BORN})
NO_SUCH_POWER = {(ErrorCode.RELATIVE_NOT_ALLOWED, ("power",))}


async def asked(
    request: Context,
    relative: str | Given,
    contact_id: str | None = None,
    key: str | None = None,
    **power: Any,
) -> Outcome:
    return await link_relative(request, write(key), Link(contact_id, relative, AskedPower(**power)))


async def refused(
    request: Context, relative: str | Given, contact_id: str | None = None, **power: Any
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await asked(request, relative, contact_id, **power))


async def row_of(relationship_id: str) -> dict[str, Any]:
    [row] = await fetch("SELECT * FROM relationship WHERE id = ?", relationship_id)
    return dict(row)


async def role_on(world: World, person: str, other: str) -> PartyRole:
    request, record = await world.asked_by(Function.CONTACT, person), await contact_row(other)
    await request.lens.focus([record], ())
    return request.lens.decide(record, Category.IDENTITY).role


async def child_of(world: World, person: str, born: date = BORN, **given: Any) -> str:
    return await contact(world.here, IDENTITY, Birth(born), source_contact_id=person, **given)
