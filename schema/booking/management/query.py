"""Reading the rules of agendas."""

import strawberry

from resolvers.booking.management import view
from schema.booking.management.types import AgendaRules, ManagedProfessional
from schema.context import Info


@strawberry.type
class ManagementQuery:
    @strawberry.field(
        description="When an agenda is open and what it offers by which rules, for those who manage it; "
        "null alike for anybody else and for an unknown agenda."
    )
    async def agenda_rules(self, info: Info, agenda_id: strawberry.ID) -> AgendaRules | None:
        found = await view.agenda_rules(info.context, agenda_id)
        return AgendaRules.of(found, agenda_id) if found else None

    @strawberry.field(
        description="A professional with its visit types, resources, blocks and agendas, for those who "
        "manage it; null alike for anybody else and for an unknown one."
    )
    async def managed_professional(self, info: Info, id: strawberry.ID) -> ManagedProfessional | None:  # noqa: A002 - Relay's word
        found = await view.managed_professional(info.context, id)
        return ManagedProfessional.of(found) if found else None
