"""Care teams: nameCareTeamMember, endCareTeamMembership, careTeam."""

from collections.abc import Collection
from typing import Annotated, TypeAlias

import strawberry

from resolvers.contacts.care_team import (
    MemberRecord,
    NewMember,
    care_team_of,
    members_by_id,
)
from resolvers.contacts.care_team import end_care_team_membership as end
from resolvers.contacts.care_team import name_care_team_member as name
from resolvers.directory.entries import entries_by_id
from resolvers.writing.once import Outcome
from schema.context import Info
from schema.directory.professional import Professional, professional_of
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    WrongState,
)
from schema.node import Node
from schema.scalars import Instant
from schema.selection import wanted
from schema.writing import idempotency_key, write_of


@strawberry.type(
    description="A professional of health in the care team of a contact: he receives what the professional "
    "who named him holds of it (CSP L1110-4, L1110-12). The person may oppose it."
)
class CareTeamMembership(Node):
    contact_id: strawberry.ID
    professional: Professional = strawberry.field(description="Who receives.")
    named_by: Professional = strawberry.field(description="Whose entries he receives.")
    valid_from: Instant
    ended_at: Instant | None


@strawberry.input(description="A professional of health to name into the care team of a contact.")
class NameCareTeamMemberInput:
    contact_id: strawberry.ID = strawberry.field(description="A contact the calling professional cares for.")
    professional_id: strawberry.ID = strawberry.field(description="A professional of health, not oneself.")
    person_informed: bool = strawberry.field(
        description="That the person was told and did not oppose it; mandatory, refused without."
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(
    description="A membership to end: by who named, by who was named, by the person or who represents it."
)
class EndCareTeamMembershipInput:
    id: strawberry.ID
    idempotency_key: str | None = idempotency_key()


CareTeamError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("CareTeamError", description="Why a care team did not change."),
]


@strawberry.type(description="The membership, or why the care team did not change.")
class CareTeamPayload:
    membership: CareTeamMembership | None
    errors: list[CareTeamError]


async def shown_members(info: Info, records: Collection[MemberRecord]) -> list[CareTeamMembership]:
    """Return memberships with their professionals, in a constant number of statements."""
    professionals = {side for each in records for side in (each.member_id, each.named_by)}
    entries = await entries_by_id(professionals, wanted(info))
    return [
        CareTeamMembership(
            id=strawberry.ID(each.id),
            contact_id=strawberry.ID(each.contact_id),
            professional=professional_of(entries.professionals[each.member_id], entries),
            named_by=professional_of(entries.professionals[each.named_by], entries),
            valid_from=Instant(each.valid_from),
            ended_at=None if each.ended_at is None else Instant(each.ended_at),
        )
        for each in records
    ]


async def _payload(info: Info, outcome: Outcome) -> CareTeamPayload:
    ids = [outcome.record_id] if outcome.record_id else []
    shown = await shown_members(info, (await members_by_id(info.context, ids)).values())
    return CareTeamPayload(
        membership=shown[0] if shown else None, errors=errors_of(outcome.faults, info.context.language)
    )


async def name_care_team_member(info: Info, input: NameCareTeamMemberInput) -> CareTeamPayload:  # noqa: A002 - Relay's word
    """Name a member, once for each key."""
    asked = NewMember(input.contact_id, input.professional_id, input.person_informed)
    return await _payload(info, await name(info.context, write_of(info, "nameCareTeamMember", input), asked))


async def end_care_team_membership(info: Info, input: EndCareTeamMembershipInput) -> CareTeamPayload:  # noqa: A002 - Relay's word
    """End a membership, once for each key."""
    write = write_of(info, "endCareTeamMembership", input)
    return await _payload(info, await end(info.context, write, input.id))


async def care_team(info: Info, contact_id: strawberry.ID) -> list[CareTeamMembership]:
    """Return who is in the care team of a contact now."""
    return await shown_members(info, await care_team_of(info.context, contact_id))
