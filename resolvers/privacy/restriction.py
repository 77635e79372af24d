"""Restriction of processing (GDPR art. 18): who may ask for it, on which record, in which state."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from models.ids import Kind, kind_of
from models.storage.dialect import LOCK_ROWS
from models.storage.transaction import Transaction
from models.words import Category, Function
from permissions.policy import Standing
from permissions.standing import Record
from resolvers.contacts.writable import check_standing
from resolvers.context import Context
from resolvers.privacy.explain import record_by_id
from resolvers.writing.fault import ErrorCode, refuse


class RestrictionGround(StrEnum):
    """Why processing is restricted, in the order of art. 18(1)(a) to (d)."""

    ACCURACY_CONTESTED = "ACCURACY_CONTESTED"
    UNLAWFUL_PROCESSING = "UNLAWFUL_PROCESSING"
    NEEDED_FOR_CLAIMS = "NEEDED_FOR_CLAIMS"
    OBJECTION_PENDING = "OBJECTION_PENDING"


MAY_RESTRICT: Final = frozenset(
    {
        Function.CONTACT,
        Function.PROFESSIONAL,
        Function.ASSISTANT,
        Function.DESK_AGENT,
        Function.PROTECTION_OFFICER,
    }
)
"""The functions that may restrict anything at all; their standing towards the record decides."""

SUBJECTS: Final = frozenset({Standing.DATA_SUBJECT, Standing.REPRESENTATIVE})
RESPONSIBLE: Final = frozenset(
    {
        Standing.CONTROLLER_PROFESSIONAL,
        Standing.CONTROLLER_STAFF,
        Standing.CONTROLLER_DESK,
        Standing.PROTECTION_OFFICER,
    }
)
"""Who restricts and lifts for the controller, and must tell the person before lifting (art. 18(3))."""

_TABLES: Final = {Kind.CONTACT: "contact", Kind.APPOINTMENT: "appointment"}


async def restrictable(context: Context, record_id: str) -> Record:
    """Return a record whose restriction this caller may set or lift.

    Raises Refused: NOT_FOUND alike for an unknown id and for a record outside the scope, NOT_ALLOWED with
    the articles of the caller's standing, WRONG_STATE for what was erased.
    """
    record = await record_by_id(context, record_id)
    if record is None:
        raise refuse(ErrorCode.NOT_FOUND, "record")
    await context.lens.focus([record], frozenset[Category]())
    check_standing(context.lens, record, _EITHER, "record")
    if record.erased_at is not None:
        raise refuse(ErrorCode.WRONG_STATE, "record")
    return record


_EITHER: Final[Collection[Standing]] = SUBJECTS | RESPONSIBLE


async def restricted_since(transaction: Transaction, record_id: str, expected_version: int) -> int | None:
    """Return since when a record is itself restricted, and lock it; raise VERSION_CONFLICT if it changed.

    An appointment of a restricted contact is restricted with it, and may be so on its own as well.
    """
    [row] = await transaction.fetch(
        f"SELECT version, restricted_at FROM {_table(record_id)} WHERE id = ? {LOCK_ROWS}", record_id
    )
    if row["version"] != expected_version:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
    since: int | None = row["restricted_at"]
    return since


async def set_restriction(transaction: Transaction, record_id: str, since: int | None, now: int) -> None:
    """Restrict a locked record since an instant, or no longer."""
    columns = "restricted_at = ?, version = version + 1, updated_at = ?"
    await transaction.execute(f"UPDATE {_table(record_id)} SET {columns} WHERE id = ?", since, now, record_id)


def _table(record_id: str) -> str:
    kind = kind_of(record_id)
    if kind not in _TABLES:
        raise LookupError("only contacts and appointments can be restricted")
    return _TABLES[kind]
