"""How an offer ends: taken, given up, or run out."""

from dataclasses import dataclass

from models.storage.dialect import LOCK_ROWS, Row
from models.storage.transaction import Transaction
from resolvers.booking.take_time import leave
from resolvers.booking.told import leave_event
from resolvers.booking.waitlist.entry import following


@dataclass(frozen=True, slots=True)
class FreedTime:
    """A span of a professional's time that may be free, and whose it was; epoch seconds."""

    professional_id: str
    starts_at: int
    ends_at: int
    contact_id: str | None = None


_RUN_OUT = f"""
SELECT w.id, w.offers, h.id AS hold_id, h.professional_id, h.agenda_id, h.starts_at, h.ends_at
FROM waitlist w JOIN hold h ON h.id = w.hold_id
WHERE w.state = 'OFFERED' AND h.professional_id = ? AND h.held_until <= ?
ORDER BY h.starts_at, w.id {LOCK_ROWS}
"""
_TO = "UPDATE waitlist SET state = ?, version = version + 1 WHERE id = ?"


async def offer_taken(transaction: Transaction, hold_id: str) -> None:
    """Note that the time held was booked: who waited for it waits no more."""
    await transaction.execute(
        "UPDATE waitlist SET state = 'BOOKED', version = version + 1 WHERE hold_id = ? AND state = 'OFFERED'",
        hold_id,
    )


async def offer_given_up(transaction: Transaction, hold_id: str) -> None:
    """Note that the time held was given back: who had it waits again, unless it was the last offer."""
    for row in await transaction.fetch(
        "SELECT id, offers FROM waitlist WHERE hold_id = ? AND state = 'OFFERED'", hold_id
    ):
        await _wait_again(transaction, row)


async def offers_run_out(transaction: Transaction, professional_id: str, now: int) -> list[FreedTime]:
    """End the offers of a professional's time that nobody took in time, and return their time.

    The professional is locked by the caller.
    """
    rows = await transaction.fetch(_RUN_OUT, professional_id, now)
    for row in rows:
        await leave(transaction, row["hold_id"])
        await transaction.execute(
            "UPDATE hold SET state = 'EXPIRED' WHERE id = ? AND state = 'HELD'", row["hold_id"]
        )
        lapsed = {name: row[name] for name in ("professional_id", "agenda_id", "starts_at", "ends_at")}
        await leave_event(transaction, now, "holdExpired", row["hold_id"], **lapsed)
        await _wait_again(transaction, row)
    return [FreedTime(professional_id, row["starts_at"], row["ends_at"]) for row in rows]


async def _wait_again(transaction: Transaction, row: Row) -> None:
    await transaction.execute(_TO, following(row["offers"]).value, row["id"])
