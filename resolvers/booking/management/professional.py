"""What a professional says of itself: languages, new contacts, what it collects."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from models.ids import Kind
from models.words import Category, Sector
from resolvers.booking.management.change import (
    Change,
    Changed,
    Done,
    ManagementReason,
    change,
    check_version,
    touch,
)
from resolvers.booking.management.languages import LANGUAGES
from resolvers.booking.management.owners import Target
from resolvers.booking.management.values import Check, checked
from resolvers.booking.management.visit_types import Versioned
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

_ALWAYS: Final = frozenset({Category.IDENTITY, Category.REACH})
"""Without them nobody can be expected or called back, and no contact could be written."""


async def update_professional(
    context: Context,
    write: Write,
    row: Versioned,
    given: Mapping[str, Any],
    reason: ManagementReason | None = None,
) -> Changed:
    """Change what a professional says of itself; what was collected before stays as it is."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "professional", row.id, row.expected)
        if not given:
            raise refuse(ErrorCode.NOTHING_TO_CHANGE)
        [found] = await opened.transaction.fetch("SELECT sector FROM professional WHERE id = ?", row.id)
        faults = Gathered()
        columns = checked(given, _checks(Sector(found["sector"])), (), faults)
        faults.settle()
        await touch(opened, "professional", row.id, **columns)
        return Done(row.id)

    return await change(context, write, Target(Kind.PROFESSIONAL, row.id), work, reason)


def _checks(sector: Sector) -> Mapping[str, Check]:
    def collects(categories: Collection[Category]) -> str:
        if Category.PHYSICIAN in categories and sector is not Sector.HEALTH:
            raise refuse(ErrorCode.CATEGORY_NOT_COLLECTED, category=Category.PHYSICIAN.value)
        missing = sorted(_ALWAYS - set(categories))
        if missing:
            raise refuse(ErrorCode.MISSING_REQUIRED_DATA, category=missing[0].value)
        return " ".join(sorted({each.value for each in categories}))

    return {"accepts_new_contacts": bool, "languages": _languages, "collects": collects}


def _languages(codes: Collection[str]) -> str:
    found = sorted({code.strip().lower() for code in codes})
    if not found or not LANGUAGES.issuperset(found):
        raise refuse(ErrorCode.INVALID_LANGUAGE)
    return " ".join(found)
