"""Appointments by their keys, within a caller's scope."""

from collections.abc import Iterable

from models.booking.record import SELECT, AppointmentRecord
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from permissions.scope import appointments_of
from resolvers.context import Context


async def appointments_by_id(context: Context, ids: Iterable[str]) -> dict[str, AppointmentRecord]:
    """Return the appointments that exist for this caller, by id, in one statement."""
    scope = appointments_of(context.view)
    rows = await fetch(f"{SELECT} WHERE {among('a.id')} AND {scope.sql}", listed(ids), *scope.values)
    return {row["id"]: AppointmentRecord(*row.values()) for row in rows}
