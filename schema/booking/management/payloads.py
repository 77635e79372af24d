"""What the changes of agendas answer: what was changed, whom it hits, or why nothing was changed."""

from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers.booking.by_id import appointments_by_id
from resolvers.booking.management.change import Changed
from resolvers.booking.management.view import agenda_rules, managed_professional
from resolvers.related import around_appointments
from schema.booking.appointment import Appointment
from schema.booking.management.types import AgendaRules, ManagedProfessional, ManagedVisitType, visit_type_of
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    SlotTaken,
    VersionConflict,
    WrongState,
)
from schema.selection import wanted

ManagementError: TypeAlias = Annotated[
    InvalidInput
    | NotFound
    | NotAllowed
    | WrongState
    | SlotTaken
    | VersionConflict
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("ManagementError", description="Why something about agendas was not changed."),
]


@strawberry.interface(description="What every change of agendas answers.")
class ManagementPayload:
    record_id: strawberry.ID | None = strawberry.field(description="What was written, changed or removed.")
    conflicts: list[Appointment] = strawberry.field(
        description="The booked appointments it hits, in order of time; none of them is cancelled by it."
    )
    errors: list[ManagementError]


@strawberry.type(description="The visit type as it is now, or why it was not changed.")
class VisitTypePayload(ManagementPayload):
    visit_type: ManagedVisitType | None


@strawberry.type(description="The agenda as it is now, or why it was not changed.")
class AgendaPayload(ManagementPayload):
    agenda: AgendaRules | None


@strawberry.type(description="The professional as it is now, or why nothing was changed.")
class ProfessionalPayload(ManagementPayload):
    professional: ManagedProfessional | None


async def visit_type_payload(info: Info, changed: Changed) -> VisitTypePayload:
    """Return the answer to a change of a visit type."""
    view = await managed_professional(info.context, changed.professional_id or "")
    rows = [row for row in view.visit_types if row["id"] == changed.record_id] if view else []
    shown = visit_type_of(view, rows[0]) if view and rows else None
    return VisitTypePayload(visit_type=shown, **await _common(info, changed))


async def agenda_payload(info: Info, changed: Changed) -> AgendaPayload:
    """Return the answer to a change of an agenda."""
    agenda_id = changed.agenda_id
    view = await agenda_rules(info.context, agenda_id) if agenda_id else None
    shown = AgendaRules.of(view, agenda_id) if view and agenda_id else None
    return AgendaPayload(agenda=shown, **await _common(info, changed))


async def professional_payload(info: Info, changed: Changed) -> ProfessionalPayload:
    """Return the answer to a change of what all agendas of a professional share."""
    owner = changed.professional_id
    view = await managed_professional(info.context, owner) if owner else None
    shown = ManagedProfessional.of(view) if view else None
    return ProfessionalPayload(professional=shown, **await _common(info, changed))


async def _common(info: Info, changed: Changed) -> dict[str, Any]:
    return {
        "record_id": changed.record_id,
        "conflicts": await _conflicts(info, changed.conflicts),
        "errors": errors_of(changed.outcome.faults, info.context.language),
    }


async def _conflicts(info: Info, ids: tuple[str, ...]) -> list[Appointment]:
    if not ids:
        return []
    context = info.context
    records = await appointments_by_id(context, ids)
    related = await around_appointments(context, records.values(), wanted(info))
    return [Appointment.of(records[each], context, related) for each in ids if each in records]
