"""What must never be found in the database, each asked in SQL of its own, beside the product's."""

from collections.abc import Mapping
from typing import Final

from models.storage.reading import fetch

_LIVE: Final = "status IN ('BOOKED', 'CONFIRMED', 'ARRIVED', 'COMPLETED', 'NO_SHOW')"
_ALIVE: Final = f"({_LIVE} OR status = 'PENDING' AND pending_until > ?)"

BREACHES: Final[Mapping[str, str]] = {
    "two claims on one lane": """
        SELECT a.id FROM claim a JOIN claim b ON b.owner_id = a.owner_id AND b.lane = a.lane AND b.id > a.id
        WHERE a.state = 'TAKEN' AND b.state = 'TAKEN' AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    """,
    "more seats than a claim has": """
        SELECT c.id FROM claim c JOIN seat s ON s.claim_id = c.id
        GROUP BY c.id, c.capacity HAVING COUNT(*) > c.capacity
    """,
    "a seat in a freed claim": """
        SELECT s.holder_id FROM seat s JOIN claim c ON c.id = s.claim_id WHERE c.state <> 'TAKEN'
    """,
    "a claim that nobody sits in": """
        SELECT c.id FROM claim c WHERE c.state = 'TAKEN' AND c.visit_type_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.claim_id = COALESCE(c.part_of, c.id))
    """,
    "two seats of one holder": "SELECT holder_id FROM seat GROUP BY holder_id HAVING COUNT(*) > 1",
    "a seat of what is over": f"""
        SELECT s.holder_id FROM seat s JOIN appointment a ON a.id = s.holder_id
        WHERE NOT {_ALIVE.replace("status", "a.status").replace("pending_until", "a.pending_until")}
            AND s.held_until IS NULL
    """,
    "an appointment without its time": f"""
        SELECT a.id FROM appointment a WHERE {_ALIVE} AND NOT EXISTS (
            SELECT 1 FROM seat s JOIN claim c ON c.id = s.claim_id
            WHERE s.holder_id = a.id AND c.state = 'TAKEN' AND c.owner_id = a.professional_id
                AND c.starts_at <= a.starts_at AND c.ends_at >= a.ends_at)
    """,
    "two appointments at one time": f"""
        SELECT a.id FROM (SELECT * FROM appointment WHERE {_LIVE}) a
        JOIN (SELECT * FROM appointment WHERE {_LIVE}) b
            ON b.professional_id = a.professional_id AND b.id > a.id
        WHERE a.starts_at < b.ends_at AND b.starts_at < a.ends_at
            AND NOT EXISTS (
                SELECT 1 FROM seat s JOIN seat t ON t.claim_id = s.claim_id JOIN claim c ON c.id = s.claim_id
                WHERE s.holder_id = a.id AND t.holder_id = b.id AND c.capacity > 1)
    """,
    "as many acts as versions": """
        SELECT a.id FROM appointment a
        WHERE a.version <> (SELECT COUNT(*) FROM journal t WHERE t.record_id = a.id)
    """,
    "a write of which the agenda was not told": """
        SELECT t.id FROM journal t WHERE t.verb NOT IN ('joinWaitlist', 'leaveWaitlist', 'READ', 'SEARCH')
            AND NOT EXISTS (
            SELECT 1 FROM agenda_event e WHERE e.record_id = t.record_id AND e.kind = t.verb AND e.at = t.at)
    """,
}


async def audit(now: int) -> dict[str, int]:
    """Return how often each breach is found at an instant; empty where all is well."""
    found = {}
    for breach, sql in BREACHES.items():
        rows = await fetch(sql, *[now] * sql.count("?"))
        if rows:
            found[breach] = len(rows)
    return found
