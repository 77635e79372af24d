"""createVisitType, updateVisitType, overrideVisitType, setVisitTypePools."""

from typing import Any

import strawberry

from models.words import Channel, Mode
from resolvers.booking.management import resources, visit_types
from resolvers.booking.management.rules import OWN, RULES
from resolvers.booking.management.visit_types import Rules, Versioned
from schema.booking.management.inputs import ManagementInput, given_of
from schema.booking.management.payloads import (
    AgendaPayload,
    VisitTypePayload,
    agenda_payload,
    visit_type_payload,
)
from schema.context import Info
from schema.scalars import Duration
from schema.writing import write_of


def _rule(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="Rules of a visit type; what is left out stays as it is.")
class VisitRulesInput(ManagementInput):
    duration: Duration | None = _rule("1 minute to 24 hours.")
    buffer_before: Duration | None = _rule("Up to 240 minutes kept free before a visit.")
    buffer_after: Duration | None = _rule("Up to 240 minutes kept free after a visit.")
    grid_step: Duration | None = _rule("Starts each 1 to 240 minutes, counted from midnight.")
    notice: Duration | None = _rule("The least time between booking and visit, up to two years.")
    horizon: Duration | None = _rule("The longest time between booking and visit; null sets no limit.")
    per_day: int | None = _rule("Appointments of one contact on one day; null sets no limit.")
    per_week: int | None = _rule("Appointments of one contact in one week; null sets no limit.")
    open_appointments: int | None = _rule("Coming appointments of one contact; null sets no limit.")
    accepts_new: bool | None = _rule("Whether contacts may book who never came.")
    accepts_known: bool | None = _rule("Whether contacts may book who came before.")
    channels: list[Channel] | None = _rule("By which channels it is booked; at least one.")
    modes: list[Mode] | None = _rule("How one meets; at least one.")
    capacity: int | None = _rule("1 to 500 contacts share one visit; nobody seated loses a seat.")
    needs_approval: bool | None = _rule("Whether a booking waits for approval.")
    approval_minutes: int | None = _rule("How long it waits, up to 30 days.")
    cancellation_window: Duration | None = _rule("Until how long before the visit contacts may cancel.")


@strawberry.input(description="A new visit type; rules left out have their defaults.")
class CreateVisitTypeInput(VisitRulesInput):
    professional_id: strawberry.ID
    name: str
    duration: Duration
    reason_required: bool = False
    position: int = 0


@strawberry.input(description="Changes to a visit type; null lifts a limit. What is booked keeps its rules.")
class UpdateVisitTypeInput(VisitRulesInput):
    id: strawberry.ID
    expected_version: int
    name: str | None = _rule("At most 100 characters.")
    reason_required: bool | None = _rule("Whether a booking must say its reason.")
    active: bool | None = _rule("Whether it can be booked at all.")
    position: int | None = _rule("Its place among the visit types.")


@strawberry.input(description="One agenda's own answers to rules of a visit type; null inherits again.")
class OverrideVisitTypeInput(VisitRulesInput):
    agenda_id: strawberry.ID
    visit_type_id: strawberry.ID
    expected_version: int = strawberry.field(description="Of the agenda.")
    offered: bool | None = _rule("Whether this agenda offers it; null follows the visit type.")


@strawberry.input(description="Of which pools each visit needs one resource; an empty list needs none.")
class SetVisitTypePoolsInput(ManagementInput):
    visit_type_id: strawberry.ID
    expected_version: int = strawberry.field(description="Of the visit type.")
    pool_ids: list[strawberry.ID]


async def create_visit_type(info: Info, input: CreateVisitTypeInput) -> VisitTypePayload:  # noqa: A002 - Relay's word
    """Add a visit type, once for each key."""
    rules = Rules(given_of(input, [*OWN, *RULES]), input.reason)
    write = write_of(info, "createVisitType", input)
    changed = await visit_types.create_visit_type(info.context, write, input.professional_id, rules)
    return await visit_type_payload(info, changed)


async def update_visit_type(info: Info, input: UpdateVisitTypeInput) -> VisitTypePayload:  # noqa: A002 - Relay's word
    """Change a visit type, once for each key."""
    rules = Rules(given_of(input, [*OWN, *RULES]), input.reason)
    row = Versioned(input.id, input.expected_version)
    write = write_of(info, "updateVisitType", input)
    return await visit_type_payload(
        info, await visit_types.update_visit_type(info.context, write, row, rules)
    )


async def override_visit_type(info: Info, input: OverrideVisitTypeInput) -> AgendaPayload:  # noqa: A002 - Relay's word
    """Override rules of a visit type on one agenda, once for each key."""
    rules = Rules(given_of(input, ["offered", *RULES]), input.reason)
    row = Versioned(input.agenda_id, input.expected_version)
    write = write_of(info, "overrideVisitType", input)
    changed = await visit_types.override_visit_type(info.context, write, row, input.visit_type_id, rules)
    return await agenda_payload(info, changed)


async def set_visit_type_pools(info: Info, input: SetVisitTypePoolsInput) -> VisitTypePayload:  # noqa: A002 - Relay's word
    """Say which resources a visit needs, once for each key."""
    row = Versioned(input.visit_type_id, input.expected_version)
    write = write_of(info, "setVisitTypePools", input)
    changed = await resources.set_visit_type_pools(info.context, write, row, input.pool_ids, input.reason)
    return await visit_type_payload(info, changed)
