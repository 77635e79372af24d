"""The appointments of a caller's scope, in order of time."""

from dataclasses import dataclass

from models.booking.record import SELECT, AppointmentRecord
from models.storage.dialect import Value
from models.storage.reading import fetch
from models.words import AppointmentStatus, Channel
from permissions.scope import appointments_of
from resolvers.context import Context
from resolvers.paging import Page, cut_of, page_of


@dataclass(frozen=True, slots=True)
class AppointmentFilter:
    """What narrows a list of appointments; instants in epoch seconds, `ends` excluded."""

    professional_id: str | None = None
    contact_id: str | None = None
    starts: int | None = None
    ends: int | None = None
    status: AppointmentStatus | None = None
    channel: Channel | None = None
    series_id: str | None = None


async def appointments_page(
    context: Context, narrowed: AppointmentFilter, first: int | None, after: str | None
) -> Page[AppointmentRecord]:
    """Return a page of the appointments that exist for this caller."""
    cut = cut_of(context, ("appointments", narrowed), first, after)
    scope = appointments_of(context.view)
    conditions: list[tuple[str, tuple[Value, ...]]] = [(scope.sql, scope.values), *_narrowing(narrowed)]
    if cut.after:
        starts_at, last_id = cut.after
        conditions.append(
            ("(a.starts_at > ? OR a.starts_at = ? AND a.id > ?)", (starts_at, starts_at, last_id))
        )
    sql = f"{SELECT} WHERE {' AND '.join(each for each, _ in conditions)} ORDER BY a.starts_at, a.id LIMIT ?"
    values = [value for _, bound in conditions for value in bound]
    found = [AppointmentRecord(*row.values()) for row in await fetch(sql, *values, cut.first + 1)]
    return page_of(context, cut, found, lambda each: [each.starts_at, each.id])


def _narrowing(narrowed: AppointmentFilter) -> list[tuple[str, tuple[Value, ...]]]:
    tests: list[tuple[str, Value]] = [
        ("a.professional_id = ?", narrowed.professional_id),
        ("a.contact_id = ?", narrowed.contact_id),
        ("a.starts_at >= ?", narrowed.starts),
        ("a.starts_at < ?", narrowed.ends),
        ("a.status = ?", narrowed.status),
        ("a.channel = ?", narrowed.channel),
        ("a.series_id = ?", narrowed.series_id),
    ]
    return [(sql, (value,)) for sql, value in tests if value is not None]
