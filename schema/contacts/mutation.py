"""Writing contacts and their relatives."""

import strawberry

from schema.contacts.care_team import (
    CareTeamPayload,
    end_care_team_membership,
    name_care_team_member,
)
from schema.contacts.create import CreateContactPayload, create_contact
from schema.contacts.link import LinkRelativePayload, link_relative
from schema.contacts.unlink import UnlinkRelativePayload, unlink_relative
from schema.contacts.update import UpdateContactPayload, update_contact


@strawberry.type
class ContactsMutation:
    create_contact: CreateContactPayload = strawberry.mutation(
        resolver=create_contact,
        description="Create a contact, sealed from the first moment. The caller's party decides the channel.",
    )
    update_contact: UpdateContactPayload = strawberry.mutation(
        resolver=update_contact,
        description="Change a contact: absent values stay, null removes, masked forms are refused.",
    )
    link_relative: LinkRelativePayload = strawberry.mutation(
        resolver=link_relative, description="Let a contact act for a relative, by a power that the law knows."
    )
    unlink_relative: UnlinkRelativePayload = strawberry.mutation(
        resolver=unlink_relative,
        description="End a relationship: nobody acts for the relative by it any more.",
    )
    name_care_team_member: CareTeamPayload = strawberry.mutation(
        resolver=name_care_team_member,
        description="Let another professional of health receive what the caller holds of a contact.",
    )
    end_care_team_membership: CareTeamPayload = strawberry.mutation(
        resolver=end_care_team_membership, description="Close at once what a membership opened."
    )
