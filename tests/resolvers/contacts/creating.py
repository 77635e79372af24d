"""Asking for new contacts."""

from datetime import date
from typing import Any

from resolvers.contacts.create import create_contact
from resolvers.contacts.given import Given
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from tests.support.writes import codes, nothing_written, write, written

ZOE: dict[str, Any] = {
    "lastName": "Lefèvre",
    "firstName": "Zoé",
    "phone": "06 12 34 56 78",
    "birthDate": date(1980, 2, 29),
}


async def created(request: Context, professional_id: str | None = None, **given: Any) -> str:
    return written(await create_contact(request, write(), Given(ZOE | given), professional_id))


async def refused(
    request: Context, professional_id: str | None = None, **given: Any
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await create_contact(request, write(), Given(ZOE | given), professional_id))
