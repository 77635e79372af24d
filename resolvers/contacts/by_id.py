"""Contacts by their keys, within a caller's scope."""

from collections.abc import Iterable

from models.contacts.record import SELECT, ContactRecord
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from permissions.scope import contacts_of
from resolvers.context import Context


async def contacts_by_id(context: Context, ids: Iterable[str]) -> dict[str, ContactRecord]:
    """Return the contacts that exist for this caller, by id, in one statement."""
    scope = contacts_of(context.view)
    rows = await fetch(f"{SELECT} WHERE {among('c.id')} AND {scope.sql}", listed(ids), *scope.values)
    return {row["id"]: ContactRecord(*row.values()) for row in rows}
