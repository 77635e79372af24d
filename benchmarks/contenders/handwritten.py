"""The limit of this stack: one hand-written endpoint over raw rows, with the same privacy work.

The same statements as the product's, the same caller, the same decisions and openings by the same lens, the
same entry of the journal through the same writer; no GraphQL, no limits, no log, no counters. The answer is
the product's, value for value.
"""

from datetime import UTC, date, datetime
from time import time
from typing import Any, Final

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.deployment import Deployment, deployment_of
from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.words import Category
from permissions import fields
from permissions.fields import PersonalField
from permissions.lens import Lens
from resolvers.booking.agenda import agenda
from resolvers.contacts.by_id import contacts_by_id
from resolvers.directory.parties import visit_types_by_id
from resolvers.journal.settle import settle
from schema.settings import Settings

_CATEGORIES: Final = (Category.IDENTITY, Category.REACH, Category.BIRTH, Category.REASON)
_OF_CONTACT: Final = (
    fields.LAST_NAME,
    fields.FIRST_NAME,
    fields.BIRTH_DATE,
    fields.PHONE,
    fields.EMAIL,
)


def handwritten(settings: Settings) -> Starlette:
    """Return the endpoint as an application of its own."""
    deployment = deployment_of(settings)

    async def day(request: Request) -> Response:
        entries = await _day(deployment, request.headers.get("authorization"), await request.body())
        return Response(orjson.dumps({"data": {"agenda": entries}}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", day, methods=["POST"])], lifespan=deployment.running)


async def _day(deployment: Deployment, authorization: str | None, body: bytes) -> list[dict[str, Any]]:
    asked = orjson.loads(body)["variables"]
    context = await deployment.asked(authorization, int(time()))
    starts, ends = _epoch(asked["from"]), _epoch(asked["to"])
    records = await agenda(context, asked["professional"], starts, ends)
    contacts = await contacts_by_id(context, {record.contact_id for record in records})
    await context.lens.focus([*records, *contacts.values()], _CATEGORIES)
    visit_types = await visit_types_by_id({record.visit_type_id for record in records})
    entries = [
        _entry(context.lens, each, contacts[each.contact_id], visit_types[each.visit_type_id].name)
        for each in records
    ]
    for each in records:
        context.seen.bring(each.contact_id, secret=each.secret)
    await settle(context, fields.PERSONAL_FIELDS.keys())
    return entries


def _entry(lens: Lens, record: AppointmentRecord, contact: ContactRecord, visit_type: str) -> dict[str, Any]:
    about: dict[str, Any] = {"id": contact.id}
    for field in _OF_CONTACT:
        about[field.name] = _shown(lens, contact, field)
    return {
        "id": record.id,
        "startsAt": _instant(record.starts_at),
        "status": record.status,
        "visitType": {"name": visit_type},
        "visitReason": _shown(lens, record, fields.VISIT_REASON, visit_type),
        "contact": about,
    }


def _shown(
    lens: Lens, record: AppointmentRecord | ContactRecord, field: PersonalField, label: str | None = None
) -> dict[str, Any]:
    shown = lens.show(record, field, coded_label=label)
    value = shown.value.isoformat() if isinstance(shown.value, date) else shown.value
    return {"state": shown.state, "value": value, "display": shown.display}


def _epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
