"""updateProfessional, blockContact, unblockContact, and rooms and devices."""

from typing import Any

import strawberry

from models.words import Category
from resolvers.booking.management import contact_blocks, professional, resources
from resolvers.booking.management.visit_types import Versioned
from schema.booking.management.inputs import ManagementInput, given_of
from schema.booking.management.payloads import ProfessionalPayload, professional_payload
from schema.context import Info
from schema.words import DataCategory
from schema.writing import write_of

_PROFESSIONAL = ("accepts_new_contacts", "languages", "collects")


def _kept(description: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="Changes to what a professional says of itself.")
class UpdateProfessionalInput(ManagementInput):
    id: strawberry.ID
    expected_version: int
    accepts_new_contacts: bool | None = _kept("Whether anybody may book who never came.")
    languages: list[str] | None = _kept("ISO 639-1 codes; at least one.")
    collects: list[DataCategory] | None = _kept(  # type: ignore[valid-type]
        "IDENTITY and REACH always; PHYSICIAN in the sector HEALTH only. What was collected before stays."
    )


@strawberry.input(description="A contact a professional receives no longer, or again.")
class ContactBlockInput(ManagementInput):
    professional_id: strawberry.ID
    contact_id: strawberry.ID


@strawberry.input(description="A new pool of rooms or devices.")
class CreateResourcePoolInput(ManagementInput):
    professional_id: strawberry.ID
    name: str
    shared: bool = strawberry.field(default=False, description="Whether the whole practice uses it.")


@strawberry.input(description="A room or a device to add to a pool.")
class AddResourceInput(ManagementInput):
    pool_id: strawberry.ID
    name: str


@strawberry.input(description="A room or a device.")
class ResourceInput(ManagementInput):
    id: strawberry.ID


async def update_professional(info: Info, input: UpdateProfessionalInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Change what a professional says of itself, once for each key."""
    given: dict[str, Any] = given_of(input, _PROFESSIONAL)
    if given.get("collects") is not None:
        given["collects"] = [Category(each) for each in given["collects"]]
    row = Versioned(input.id, input.expected_version)
    write = write_of(info, "updateProfessional", input)
    changed = await professional.update_professional(info.context, write, row, given, input.reason)
    return await professional_payload(info, changed)


async def block_contact(info: Info, input: ContactBlockInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Receive a contact no longer, once for each key."""
    who = (str(input.professional_id), str(input.contact_id))
    write = write_of(info, "blockContact", input)
    changed = await contact_blocks.block_contact(info.context, write, *who, input.reason)
    return await professional_payload(info, changed)


async def unblock_contact(info: Info, input: ContactBlockInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Receive a contact again, once for each key."""
    who = (str(input.professional_id), str(input.contact_id))
    write = write_of(info, "unblockContact", input)
    changed = await contact_blocks.unblock_contact(info.context, write, *who, input.reason)
    return await professional_payload(info, changed)


async def create_resource_pool(info: Info, input: CreateResourcePoolInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Found a pool, once for each key."""
    write = write_of(info, "createResourcePool", input)
    changed = await resources.create_resource_pool(
        info.context, write, input.professional_id, input.name, shared=input.shared
    )
    return await professional_payload(info, changed)


async def add_resource(info: Info, input: AddResourceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Add a room or a device, once for each key."""
    write = write_of(info, "addResource", input)
    return await professional_payload(
        info, await resources.add_resource(info.context, write, input.pool_id, input.name)
    )


async def deactivate_resource(info: Info, input: ResourceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Let no new visit take a resource, once for each key."""
    write = write_of(info, "deactivateResource", input)
    changed = await resources.set_resource_active(info.context, write, input.id, input.reason, active=False)
    return await professional_payload(info, changed)


async def reactivate_resource(info: Info, input: ResourceInput) -> ProfessionalPayload:  # noqa: A002 - Relay's word
    """Let visits take a resource again, once for each key."""
    write = write_of(info, "reactivateResource", input)
    changed = await resources.set_resource_active(info.context, write, input.id, input.reason, active=True)
    return await professional_payload(info, changed)
