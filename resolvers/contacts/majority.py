"""When a minor comes of age, and parental authority ends (French civil code, art. 371-1 and 414)."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.storage.transaction import Transaction

OF_AGE: Final = 18
_ZONE: Final = ZoneInfo("Europe/Paris")

_SHORTEN = """
UPDATE relationship SET valid_until = ?
WHERE relative_id = ? AND power = 'PARENTAL_AUTHORITY' AND (valid_until IS NULL OR valid_until > ?)
"""


def majority_of(birth_date: date) -> int:
    """Return the first instant of a person's eighteenth birthday, in epoch seconds.

    Who was born on 29 February comes of age on the 28th, where the year has no 29th.
    """
    year = birth_date.year + OF_AGE
    try:
        day = birth_date.replace(year=year)
    except ValueError:
        day = date(year, 2, 28)
    return int(datetime(day.year, day.month, day.day, tzinfo=_ZONE).timestamp())


async def shorten_authority(
    transaction: Transaction, contact_id: str, birth_date: date | None, now: int
) -> None:
    """End parental authority over a contact when its birth date, as it is known now, says so.

    It is never made longer: whoever has it could otherwise keep it by writing another birth date.
    """
    ends = max(now, majority_of(birth_date)) if birth_date else now
    await transaction.execute(_SHORTEN, ends, contact_id, ends)
