"""What somebody must look at."""

from enum import StrEnum
from typing import Final, NamedTuple

from models.storage.transaction import Transaction


class AlertKind(StrEnum):
    """What an alert is about."""

    GUESSING = "GUESSING"
    BREAK_GLASS = "BREAK_GLASS"


class AlertRecord(NamedTuple):
    """One alert in the order of `SELECT_ALERT`: ids and words; instants in epoch seconds."""

    id: str
    at: int
    kind: str
    function: str
    party_id: str
    account_id: str
    record_id: str | None
    contact_id: str | None
    category: str | None
    acknowledged_at: int | None = None
    acknowledged_by: str | None = None


_NAMES: Final = ", ".join(AlertRecord._fields)
SELECT_ALERT: Final = f"SELECT {_NAMES} FROM alert"
_RAISE: Final = f"INSERT INTO alert ({_NAMES}) VALUES ({', '.join('?' for _ in AlertRecord._fields)})"
_ALREADY: Final = """
SELECT 1 AS one FROM alert WHERE at > ? AND kind = ? AND account_id = ? AND category IS NOT DISTINCT FROM ?
"""


async def raise_alert(transaction: Transaction, alert: AlertRecord, *, silent_s: int = 0) -> bool:
    """Write an alert and tell whether it is new: one like it in the last `silent_s` seconds is enough."""
    known = silent_s and await transaction.fetch(
        _ALREADY, alert.at - silent_s, alert.kind, alert.account_id, alert.category
    )
    if known:
        return False
    await transaction.execute(_RAISE, *alert)
    return True
