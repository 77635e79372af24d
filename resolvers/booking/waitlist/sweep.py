"""The sweep: offers nobody took pass to the next, and what lapsed by itself is offered."""

from collections.abc import Sequence
from datetime import timedelta

from models.storage.dialect import Row
from models.storage.errors import StorageBusy
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from resolvers.booking.take_time import lock_owners
from resolvers.booking.waitlist.ended import FreedTime
from resolvers.booking.waitlist.offering import hand_on

EVERY = timedelta(minutes=1)
"""How often to sweep: well within the time a lapsed offer keeps its seat."""

_LOOKS_BACK = int(timedelta(minutes=10).total_seconds())
_SOMEBODY_WAITS = """
EXISTS (SELECT 1 FROM waitlist w JOIN agenda g ON g.id = w.agenda_id
    WHERE g.professional_id = x.professional_id AND w.state = 'WAITING')
"""
_LAPSED = f"""
SELECT x.professional_id, x.starts_at, x.ends_at, x.contact_id FROM hold x
WHERE x.held_until > ? AND x.held_until <= ? AND x.state IN ('HELD', 'EXPIRED') AND {_SOMEBODY_WAITS}
UNION ALL
SELECT x.professional_id, x.starts_at, x.ends_at, x.contact_id FROM appointment x
WHERE x.pending_until > ? AND x.pending_until <= ? AND x.status IN ('PENDING', 'EXPIRED')
    AND {_SOMEBODY_WAITS}
"""
_RUN_OUT = """
SELECT DISTINCT h.professional_id FROM waitlist w JOIN hold h ON h.id = w.hold_id
WHERE w.state = 'OFFERED' AND h.held_until <= ?
"""
_UNTOLD = """
SELECT professional_id FROM hold WHERE held_until > ? AND held_until <= ? AND state = 'HELD'
UNION SELECT professional_id FROM appointment
WHERE pending_until > ? AND pending_until <= ? AND status = 'PENDING'
"""
_ANYTHING_OVER = "SELECT 1 AS one FROM waitlist WHERE state = 'WAITING' AND not_after <= ? LIMIT 1"
_OVER = """
UPDATE waitlist SET state = 'EXPIRED', version = version + 1 WHERE state = 'WAITING' AND not_after <= ?
"""


async def sweep_waitlists(now: int) -> int:
    """Hand on every offer that ran out, and offer what holds and requests left when they lapsed.

    Returns how many professionals' lists were looked at. Each is locked in a transaction of its own; two
    workers may sweep at once. To be called each minute (`EVERY`).

    Raises:
        StorageBusy: a list could not be locked in time; all others were swept, and the next sweep finds it.
    """
    if await fetch(_ANYTHING_OVER, now):
        await in_transaction(lambda transaction: transaction.execute(_OVER, now))
    span = (now - _LOOKS_BACK, now)
    by_professional: dict[str, list[Row]] = {row["professional_id"]: [] for row in await fetch(_RUN_OUT, now)}
    for row in await fetch(_UNTOLD, *span, *span):  # its lock tells that their time is free
        by_professional.setdefault(row["professional_id"], [])
    for row in await fetch(_LAPSED, *span, *span):
        by_professional.setdefault(row["professional_id"], []).append(row)
    busy: list[StorageBusy] = []
    for professional_id, lapsed in sorted(by_professional.items()):
        try:
            await _sweep(professional_id, lapsed, now)
        except StorageBusy as error:  # the others' lists do not wait for this one
            busy.append(error)
    if busy:
        raise busy[0]
    return len(by_professional)


async def _sweep(professional_id: str, lapsed: Sequence[Row], now: int) -> None:
    freed = [
        FreedTime(professional_id, row["starts_at"], row["ends_at"], row["contact_id"]) for row in lapsed
    ]

    async def work(transaction: Transaction) -> None:
        await lock_owners(transaction, [professional_id], [], now)
        await hand_on(transaction, freed, professional_id, now)

    await in_transaction(work)
