"""The time that is taken: claims with their seats, of professionals and of resources."""

from collections.abc import Iterable

from models.booking.slots.claims import Claim, Seat
from models.storage.dialect import among, listed
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
    found: dict[str, list[Claim]] = {}
    last = None
    for row in await fetch(_CLAIMS, listed(owner_ids), end, start):
        claim_id, owner_id, *columns, holder, held_until = row.values()
        seats = (Seat(holder, held_until),) if holder else ()
        claims = found.setdefault(owner_id, [])
        if claim_id == last:  # one more seat of the same
            claims[-1] = claims[-1]._replace(seats=claims[-1].seats + seats)
        else:
            claims.append(Claim._make((claim_id, *columns, seats)))
        last = claim_id
    return found
