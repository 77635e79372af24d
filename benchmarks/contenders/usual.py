"""The usual application: Strawberry, Tortoise models and DataLoaders, as a competent team writes it.

Async resolvers, one loader for each kind of related row, Strawberry's own ASGI application as it comes,
or with its caches of parsed and validated documents. The privacy work is the product's: the same caller,
the same lens, which a loader focuses on all records of a level at once, so that rules and keys are read
once. Tortoise reads over the product's storage. Each request writes its entry of the journal in a transaction
of its own.
"""

from collections.abc import AsyncIterator
from datetime import date
from time import time
from typing import Annotated, Final

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig

from benchmarks.contenders.usual_loaders import Loaders, appointment_record, contact_record
from benchmarks.deployment import Deployment, deployment_of
from models.booking.appointment import Appointment as AppointmentRow
from models.contacts.record import ContactRecord
from models.journal.chain import append
from models.storage.transaction import in_transaction
from models.words import AppointmentStatus, FieldState
from permissions import fields
from permissions.fields import PersonalField
from permissions.lens import Shown
from resolvers.booking.agenda import LONGEST_VISIT
from resolvers.journal.settle import entry_of_all_seen
from schema.scalars import SCALARS, Instant
from schema.settings import Settings

_NOT_SHOWN: Final = ("CANCELLED", "DECLINED", "EXPIRED")
Info = strawberry.Info[Loaders, None]

strawberry.enum(FieldState)
strawberry.enum(AppointmentStatus)


@strawberry.type
class PersonalText:
    state: FieldState
    value: str | None
    display: str

    @classmethod
    def of(cls, shown: Shown) -> "PersonalText":
        value = shown.value.isoformat() if isinstance(shown.value, date) else shown.value
        return cls(state=shown.state, value=value, display=shown.display)


@strawberry.type
class VisitType:
    name: str


@strawberry.type
class Contact:
    id: strawberry.ID
    record: strawberry.Private[ContactRecord]

    async def shown(self, info: Info, field: PersonalField) -> PersonalText:
        lens = await info.context.lenses.load(self.record)
        return PersonalText.of(lens.show(self.record, field))

    @strawberry.field
    async def last_name(self, info: Info) -> PersonalText:
        return await self.shown(info, fields.LAST_NAME)

    @strawberry.field
    async def first_name(self, info: Info) -> PersonalText:
        return await self.shown(info, fields.FIRST_NAME)

    @strawberry.field
    async def birth_date(self, info: Info) -> PersonalText:
        return await self.shown(info, fields.BIRTH_DATE)

    @strawberry.field
    async def phone(self, info: Info) -> PersonalText:
        return await self.shown(info, fields.PHONE)

    @strawberry.field
    async def email(self, info: Info) -> PersonalText:
        return await self.shown(info, fields.EMAIL)


@strawberry.type
class Appointment:
    id: strawberry.ID
    starts_at: Instant
    status: AppointmentStatus
    row: strawberry.Private[AppointmentRow]

    @classmethod
    def of(cls, row: AppointmentRow) -> "Appointment":
        return cls(id=strawberry.ID(row.id), starts_at=Instant(row.starts_at), status=row.status, row=row)

    @strawberry.field
    async def visit_type(self, info: Info) -> VisitType:
        row = await info.context.visit_types.load(self.row.visit_type_id)
        return VisitType(name=row.name)

    @strawberry.field
    async def visit_reason(self, info: Info) -> PersonalText:
        record = appointment_record(self.row, await info.context.contacts.load(self.row.contact_id))
        label = await info.context.visit_types.load(self.row.visit_type_id)
        lens = await info.context.lenses.load(record)
        return PersonalText.of(lens.show(record, fields.VISIT_REASON, coded_label=label.name))

    @strawberry.field
    async def contact(self, info: Info) -> Contact:
        row = await info.context.contacts.load(self.row.contact_id)
        return Contact(id=strawberry.ID(row.id), record=contact_record(row))


@strawberry.type
class Query:
    @strawberry.field
    async def agenda(
        self,
        info: Info,
        professional_id: strawberry.ID,
        starts: Annotated[Instant, strawberry.argument(name="from")],
        ends: Annotated[Instant, strawberry.argument(name="to")],
    ) -> list[Appointment]:
        rows = await AppointmentRow.filter(
            professional_id=professional_id,
            professional_id__in=list(info.context.caller.professional_ids),
            starts_at__lt=ends,
            starts_at__gte=starts - LONGEST_VISIT,
            ends_at__gt=starts,
            status__not_in=_NOT_SHOWN,
        ).order_by("starts_at", "id")
        return [
            Appointment(
                id=strawberry.ID(row.id), starts_at=Instant(row.starts_at), status=row.status, row=row
            )
            for row in rows
        ]


class Journalled(SchemaExtension):
    """Writes what a request was shown before it is answered."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Let the operation run, then write."""
        yield
        shown = entry_of_all_seen(self.execution_context.context.request, fields.PERSONAL_FIELDS.keys())
        if shown:
            await in_transaction(lambda transaction: append(transaction, [shown]))


class Application(GraphQL[Loaders, None]):
    """Strawberry's ASGI application, with the loaders of a request as its context."""

    def __init__(self, deployment: Deployment, *extensions: type[SchemaExtension]) -> None:
        """Serve a deployment."""
        config = StrawberryConfig(scalar_map=SCALARS)
        super().__init__(strawberry.Schema(Query, config=config, extensions=[Journalled, *extensions]))
        self._deployment = deployment

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Loaders:  # noqa: ARG002 - Strawberry's signature
        """Return the loaders of a request."""
        context = await self._deployment.asked(request.headers.get("authorization"), int(time()))
        return Loaders(context)


def usual(settings: Settings) -> Starlette:
    """Return the usual application as it comes."""
    return _application(settings)


def caching(settings: Settings) -> Starlette:
    """Return the usual application with Strawberry's caches of documents."""
    return _application(settings, ParserCache, ValidationCache)


def _application(settings: Settings, *extensions: type[SchemaExtension]) -> Starlette:
    deployment = deployment_of(settings)
    served = Application(deployment, *extensions)
    return Starlette(routes=[Route("/graphql", served)], lifespan=deployment.running)
