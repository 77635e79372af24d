"""Asking for changes of contacts, and what contacts hold then."""

from typing import Any

from models.words import Category, Channel, Function
from resolvers.contacts.given import FIELDS, Given
from resolvers.contacts.update import ContactUpdate, update_contact
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import Outcome
from tests.factories import (
    World,
    contact,
    contact_row,
)
from tests.support.writes import codes, nothing_written, write

NEW_NAME: dict[str, Any] = {"lastName": "Martin"}


async def asked(
    request: Context, contact_id: str, version: int = 1, key: str | None = None, **given: Any
) -> Outcome:
    content = repr((contact_id, version, given)).encode()
    return await update_contact(
        request, write(key, content), ContactUpdate(contact_id, version, Given(given))
    )


async def refused(
    request: Context, contact_id: str, version: int = 1, **given: Any
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await asked(request, contact_id, version, **given))


async def seen(world: World, contact_id: str, function: Function = Function.DESK_AGENT) -> dict[str, Any]:
    request, record = await world.asked_by(function), await contact_row(contact_id)
    await request.lens.focus([record], list(Category))
    return {name: request.lens.show(record, field).value for name, field in FIELDS.items()}


async def in_agenda(world: World, *values: Any, **given: Any) -> str:
    row = {"channel": Channel.AGENDA, "professional_id": world.doctor, "entered_by": world.doctor} | given
    return await contact(world.here, *values, **row)
