"""Alerts, and acknowledging one."""

from typing import Annotated, TypeAlias

import strawberry

from models.journal.alarm import AlertKind, AlertRecord
from models.words import Category, Function
from resolvers.journal import alerts
from resolvers.paging import Page
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongState,
)
from schema.paging import PageInfo
from schema.scalars import Instant
from schema.words import DataCategory
from schema.writing import idempotency_key, write_of

strawberry.enum(AlertKind, description="What an alert is about.")


@strawberry.type(description="Something the data-protection officer must look at.")
class Alert:
    id: strawberry.ID
    at: Instant
    kind: AlertKind
    function: Function
    party: strawberry.ID
    account: strawberry.ID
    record: strawberry.ID | None
    contact: strawberry.ID | None
    category: DataCategory | None  # type: ignore[valid-type]
    acknowledged_at: Instant | None

    @classmethod
    def of(cls, record: AlertRecord) -> "Alert":
        seen = record.acknowledged_at
        return cls(
            id=strawberry.ID(record.id),
            at=Instant(record.at),
            kind=AlertKind(record.kind),
            function=Function(record.function),
            party=strawberry.ID(record.party_id),
            account=strawberry.ID(record.account_id),
            record=strawberry.ID(record.record_id) if record.record_id else None,
            contact=strawberry.ID(record.contact_id) if record.contact_id else None,
            category=Category(record.category) if record.category else None,
            acknowledged_at=None if seen is None else Instant(seen),
        )


@strawberry.type(description="An alert in a list.")
class AlertEdge:
    node: Alert
    cursor: str


@strawberry.type(description="A page of alerts.")
class AlertConnection:
    edges: list[AlertEdge]
    page_info: PageInfo

    @strawberry.field(description="The alerts of the page, without their cursors.")
    def nodes(self) -> list[Alert]:
        return [edge.node for edge in self.edges]

    @classmethod
    def of(cls, page: Page[AlertRecord]) -> "AlertConnection":
        edges = [
            AlertEdge(node=Alert.of(record), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return cls(edges=edges, page_info=PageInfo.of(page))


@strawberry.input(description="An alert that the data-protection officer has looked at.")
class AcknowledgeAlertInput:
    id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


AcknowledgeAlertError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("AcknowledgeAlertError", description="Why an alert was not acknowledged."),
]


@strawberry.type(description="The acknowledged alert, or why it is not.")
class AcknowledgeAlertPayload:
    alert: Alert | None
    errors: list[AcknowledgeAlertError]


async def acknowledge_alert(
    info: Info,
    input: AcknowledgeAlertInput,  # noqa: A002 - Relay's word
) -> AcknowledgeAlertPayload:
    """Acknowledge an alert, once for each key."""
    write = write_of(info, "acknowledgeAlert", input)
    outcome = await alerts.acknowledge_alert(info.context, write, input.id)
    record = await alerts.alert_by_id(info.context, outcome.record_id) if outcome.record_id else None
    return AcknowledgeAlertPayload(
        alert=Alert.of(record) if record else None,
        errors=errors_of(outcome.faults, info.context.language),
    )
