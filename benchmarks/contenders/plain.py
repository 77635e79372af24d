"""The product's way over plain columns: the same face and the same executor, nothing to decide or open.

What the product adds to this is the price of privacy: the rules, the keys, the decisions, the openings.
The shape of the answer, wrappers included, is the product's; so are caller, scope, limits, log and journal.
"""

from typing import Annotated, TypeVar

import strawberry
from starlette.applications import Starlette
from strawberry.schema.config import StrawberryConfig

from benchmarks.contenders.plain_rows import PlainContact, PlainVisit, note_seen, plain_contacts, plain_visits
from benchmarks.deployment import deployment_of
from models.directory.record import VisitTypeRecord
from models.words import AppointmentStatus, FieldState, Language
from permissions import fields
from resolvers.directory.parties import visit_types_by_id
from resolvers.journal.settle import settle
from schema.context import Info
from schema.directory.visit_type import VisitType
from schema.http.face import http_face
from schema.scalars import SCALARS, Day, Instant
from schema.schema import schema as product
from schema.settings import Settings

V = TypeVar("V")


@strawberry.interface
class PlainValue:
    id: strawberry.ID
    state: FieldState
    display: str


@strawberry.type
class PlainText(PlainValue):
    value: str | None


@strawberry.type
class PlainDate(PlainValue):
    value: Day | None


def _text(record: PlainContact | PlainVisit, name: str, value: str) -> PlainText:
    return PlainText(
        id=strawberry.ID(f"{record.id}.{name}"), state=FieldState.CLEAR, display=value, value=value
    )


@strawberry.type
class Contact:
    id: strawberry.ID
    record: strawberry.Private[PlainContact]

    @strawberry.field
    def last_name(self) -> PlainText:
        return _text(self.record, "lastName", self.record.last_name)

    @strawberry.field
    def first_name(self) -> PlainText:
        return _text(self.record, "firstName", self.record.first_name)

    @strawberry.field
    def birth_date(self) -> PlainDate:
        day = self.record.birth_date
        return PlainDate(
            id=strawberry.ID(f"{self.record.id}.birthDate"),
            state=FieldState.CLEAR,
            display=fields.BIRTH_DATE.whole(day, Language.EN),
            value=Day(day),
        )

    @strawberry.field
    def phone(self) -> PlainText:
        return _text(self.record, "phone", self.record.phone)

    @strawberry.field
    def email(self) -> PlainText:
        return _text(self.record, "email", self.record.email)


@strawberry.type
class Appointment:
    id: strawberry.ID
    record: strawberry.Private[PlainVisit]
    contact: Contact
    kind: strawberry.Private[VisitTypeRecord]

    @strawberry.field
    def starts_at(self) -> Instant:
        return Instant(self.record.starts_at)

    @strawberry.field
    def status(self) -> AppointmentStatus:
        return AppointmentStatus(self.record.status)

    @strawberry.field
    def visit_reason(self) -> PlainText:
        return _text(self.record, "visitReason", self.record.reason)

    @strawberry.field
    def visit_type(self) -> VisitType:
        return VisitType.of(self.kind)


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
        visits = await plain_visits(info.context, professional_id, starts, ends)
        contacts = await plain_contacts(info.context, {each.contact_id for each in visits})
        kinds = await visit_types_by_id({each.visit_type_id for each in visits})
        note_seen(info.context, visits, contacts.values())
        return [
            Appointment(
                id=strawberry.ID(each.id),
                record=each,
                contact=Contact(id=strawberry.ID(each.contact_id), record=contacts[each.contact_id]),
                kind=kinds[each.visit_type_id],
            )
            for each in visits
        ]


def plain(settings: Settings) -> Starlette:
    """Return the product's face over plain columns."""
    deployment = deployment_of(settings)
    schema = strawberry.Schema(
        Query,
        config=StrawberryConfig(scalar_map=SCALARS),
        execution_context_class=product.execution_context_class,
    )

    async def ready() -> bool:
        return True

    face = http_face(
        schema, settings.endpoint, deployment.authenticator, deployment.looking, ready, settle=settle
    )
    return Starlette(
        routes=face.routes,
        middleware=face.middleware,
        exception_handlers=face.exception_handlers,
        lifespan=deployment.running,
    )
