"""The appointments of a series, within a caller's scope."""

from models.booking.record import SELECT, AppointmentRecord
from models.storage.reading import fetch
from permissions.scope import appointments_of
from resolvers.context import Context


async def members_of(context: Context, series_id: str) -> list[AppointmentRecord]:
    """Return the appointments of a series that exist for this caller, in order of time."""
    scope = appointments_of(context.view)
    rows = await fetch(
        f"{SELECT} WHERE a.series_id = ? AND {scope.sql} ORDER BY a.starts_at, a.id", series_id, *scope.values
    )
    return [AppointmentRecord(*row.values()) for row in rows]
