"""When a minor comes of age, and parental authority ends (French civil code, art. 371-1 and 414)."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.contacts.record import ContactRecord
from models.storage.transaction import Transaction
from models.words import Category, FieldState
from permissions.fields import BIRTH_DATE
from permissions.lens import Lens

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


def birth_date_read(lens: Lens, record: ContactRecord) -> date | None:
    """Return a birth date this caller reads; what it may not read must not decide what it is answered."""
    if lens.decide(record, Category.BIRTH).state is not FieldState.CLEAR:
        return None
    birth = lens.values_of(record, Category.BIRTH)
    return birth.birth_date if birth else None


def is_known_adult(lens: Lens, record: ContactRecord, now: int) -> bool:
    """Whether this caller reads, or by the year it reads can tell, that a contact is of age.

    The lens must have been focused on the record's BIRTH. Who reads nothing of it knows nothing, and is
    answered for an adult what it is answered for a minor.
    """
    year = lens.part_of(record, BIRTH_DATE)
    if year is None:
        return False
    return majority_of(birth_date_read(lens, record) or date(int(year), 12, 31)) <= now


async def shorten_authority(
    transaction: Transaction, contact_id: str, birth_date: date | None, now: int
) -> None:
    """End parental authority over a contact when its birth date, as it is known now, says so.

    It is never made longer: whoever has it could otherwise keep it by writing another birth date.
    """
    ends = max(now, majority_of(birth_date)) if birth_date else now
    await transaction.execute(_SHORTEN, ends, contact_id, ends)
