"""The time that is taken: claims with their seats, of professionals and of resources."""

from collections.abc import Iterable

from models.booking.slots.claims import Claim, Seat
from models.storage.dialect import Row, among, listed
from resolvers.booking.calendars import Fetch

_CLAIMS = f"""
SELECT c.id, c.owner_id, c.starts_at, c.ends_at, c.lane, c.visit_type_id, c.capacity,
    s.holder_id, s.held_until
FROM claim c LEFT JOIN seat s ON s.claim_id = COALESCE(c.part_of, c.id)
WHERE {among("c.owner_id")} AND c.state = 'TAKEN' AND c.starts_at < ? AND c.ends_at > ?
ORDER BY c.starts_at, c.id, s.number
"""


async def claims_of(fetch: Fetch, owner_ids: Iterable[str], start: int, end: int) -> dict[str, list[Claim]]:
    """Return what takes time of each owner in a span of instants, in order of time."""
    by_id: dict[str, list[Row]] = {}
    for row in await fetch(_CLAIMS, listed(owner_ids), end, start):
        by_id.setdefault(row["id"], []).append(row)
    found: dict[str, list[Claim]] = {}
    for rows in by_id.values():
        found.setdefault(rows[0]["owner_id"], []).append(_claim(rows))
    return found


def _claim(rows: list[Row]) -> Claim:
    first = rows[0]
    seats = tuple(Seat(row["holder_id"], row["held_until"]) for row in rows if row["holder_id"])
    return Claim(
        first["id"],
        first["starts_at"],
        first["ends_at"],
        first["lane"],
        first["visit_type_id"],
        first["capacity"],
        seats,
    )
