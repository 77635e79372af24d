"""A professional's agenda between two instants."""

from datetime import timedelta

from models.booking.record import SELECT, AppointmentRecord
from models.storage.reading import fetch
from permissions.refusal import Refusal
from permissions.scope import appointments_of
from resolvers.context import Context

LONGEST_WINDOW = int(timedelta(days=31).total_seconds())
LONGEST_VISIT = int(timedelta(days=1).total_seconds())
MOST_ENTRIES = 2000

_ENTRIES = """
{select} WHERE a.professional_id = ? AND a.starts_at < ? AND a.starts_at >= ? AND a.ends_at > ?
    AND (? = 1 OR a.status NOT IN ('CANCELLED', 'DECLINED', 'EXPIRED')) AND {scope}
ORDER BY a.starts_at, a.id LIMIT ?
"""


async def agenda(
    context: Context, professional_id: str, starts_at: int, ends_at: int, *, include_cancelled: bool = False
) -> list[AppointmentRecord]:
    """Return the appointments of a professional that this caller may know of, in order of time.

    An unknown professional, or one outside the caller's scope, is an empty agenda. The window is at
    most 31 days; a window with more than 2,000 entries is refused rather than cut.
    """
    if not starts_at < ends_at <= starts_at + LONGEST_WINDOW:
        raise Refusal("window", code="BAD_USER_INPUT", days=31)
    scope = appointments_of(context.view)
    rows = await fetch(
        _ENTRIES.format(select=SELECT, scope=scope.sql),
        professional_id,
        ends_at,
        starts_at - LONGEST_VISIT,
        starts_at,
        int(include_cancelled),
        *scope.values,
        MOST_ENTRIES + 1,
    )
    if len(rows) > MOST_ENTRIES:
        raise Refusal("too_many_entries", code="BAD_USER_INPUT", most=MOST_ENTRIES)
    return [AppointmentRecord(*row.values()) for row in rows]
