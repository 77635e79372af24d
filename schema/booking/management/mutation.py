"""Managing what is offered, when and where."""

import strawberry

from schema.booking.management.agendas import (
    create_agenda,
    create_place,
    update_agenda,
    update_place,
)
from schema.booking.management.closures import (
    add_absence,
    block_time,
    close_agenda,
    remove_closure,
    unblock_time,
)
from schema.booking.management.hours import (
    add_extra_opening,
    remove_extra_opening,
    set_weekly_hours,
)
from schema.booking.management.payloads import AgendaPayload, ProfessionalPayload, VisitTypePayload
from schema.booking.management.professional import (
    add_resource,
    block_contact,
    create_resource_pool,
    deactivate_resource,
    reactivate_resource,
    unblock_contact,
    update_professional,
)
from schema.booking.management.visit_types import (
    create_visit_type,
    override_visit_type,
    set_visit_type_pools,
    update_visit_type,
)


@strawberry.type
class ManagementMutation:
    create_visit_type: VisitTypePayload = strawberry.mutation(
        resolver=create_visit_type, description="Add a visit type to what can be booked with a professional."
    )
    update_visit_type: VisitTypePayload = strawberry.mutation(
        resolver=update_visit_type,
        description="Change a visit type; what is booked keeps the rules it was booked under.",
    )
    set_visit_type_pools: VisitTypePayload = strawberry.mutation(
        resolver=set_visit_type_pools,
        description="Say of which pools each visit of a type needs one resource.",
    )
    override_visit_type: AgendaPayload = strawberry.mutation(
        resolver=override_visit_type,
        description="Give one agenda its own answer to rules of a visit type, field by field.",
    )
    set_weekly_hours: AgendaPayload = strawberry.mutation(
        resolver=set_weekly_hours, description="Replace the weekly hours of an agenda as a whole."
    )
    add_extra_opening: AgendaPayload = strawberry.mutation(
        resolver=add_extra_opening, description="Open an agenda for some hours of one day."
    )
    remove_extra_opening: AgendaPayload = strawberry.mutation(
        resolver=remove_extra_opening, description="Take back extra hours."
    )
    close_agenda: AgendaPayload = strawberry.mutation(
        resolver=close_agenda, description="Close one agenda for a time."
    )
    add_absence: ProfessionalPayload = strawberry.mutation(
        resolver=add_absence, description="Close all agendas of a professional for a time."
    )
    remove_closure: ProfessionalPayload = strawberry.mutation(
        resolver=remove_closure, description="Take back a closure or an absence."
    )
    block_time: ProfessionalPayload = strawberry.mutation(
        resolver=block_time,
        description="Take time of a professional for nobody; refused over time already taken.",
    )
    unblock_time: ProfessionalPayload = strawberry.mutation(
        resolver=unblock_time, description="Give blocked time back."
    )
    create_place: ProfessionalPayload = strawberry.mutation(
        resolver=create_place, description="Found a place; recordId names it."
    )
    update_place: ProfessionalPayload = strawberry.mutation(
        resolver=update_place, description="Change a place at which nobody else receives."
    )
    create_agenda: AgendaPayload = strawberry.mutation(
        resolver=create_agenda, description="Open an agenda of a professional at a place."
    )
    update_agenda: AgendaPayload = strawberry.mutation(
        resolver=update_agenda, description="Change an agenda."
    )
    update_professional: ProfessionalPayload = strawberry.mutation(
        resolver=update_professional, description="Change what a professional says of itself and collects."
    )
    block_contact: ProfessionalPayload = strawberry.mutation(
        resolver=block_contact, description="Receive a contact no longer: for it, no time is free."
    )
    unblock_contact: ProfessionalPayload = strawberry.mutation(
        resolver=unblock_contact, description="Receive a contact again."
    )
    create_resource_pool: ProfessionalPayload = strawberry.mutation(
        resolver=create_resource_pool, description="Found a pool of rooms or devices."
    )
    add_resource: ProfessionalPayload = strawberry.mutation(
        resolver=add_resource, description="Add a room or a device to a pool."
    )
    deactivate_resource: ProfessionalPayload = strawberry.mutation(
        resolver=deactivate_resource, description="Let no new visit take a room or a device."
    )
    reactivate_resource: ProfessionalPayload = strawberry.mutation(
        resolver=reactivate_resource, description="Let visits take a room or a device again."
    )
