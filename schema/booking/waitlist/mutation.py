"""joinWaitlist, leaveWaitlist."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.booking.waitlist.entry import entries_by_id
from resolvers.booking.waitlist.join import Waiting, join
from resolvers.booking.waitlist.leave import Leaving
from resolvers.booking.waitlist.leave import leave_waitlist as leave
from resolvers.writing.once import Outcome
from schema.booking.waitlist.entry import WaitlistEntry, shown_entries
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BookingRefused,
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    VersionConflict,
    WrongState,
)
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of


@strawberry.input(description="Who waits for which visit on which agenda, and between which instants.")
class JoinWaitlistInput:
    agenda_id: strawberry.ID
    visit_type_id: strawberry.ID
    contact_id: strawberry.ID = strawberry.field(
        description="Who comes: a contact, or the relative it acts for."
    )
    not_before: Instant = strawberry.field(description="The visit starts at this instant at the earliest.")
    not_after: Instant = strawberry.field(description="The visit starts before this instant; within a year.")
    secret: bool = strawberry.field(
        default=False,
        description="A minor's secret: representatives know nothing of it (CSP L1111-5). Not for adults.",
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="An entry, in the version it was read in.")
class LeaveWaitlistInput:
    id: strawberry.ID
    expected_version: int
    idempotency_key: str | None = idempotency_key()


WaitlistError: TypeAlias = Annotated[
    BookingRefused
    | WrongState
    | NotFound
    | NotAllowed
    | VersionConflict
    | InvalidInput
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("WaitlistError", description="Why a waiting list stays as it was."),
]


@strawberry.type(description="The entry as it is now, or why it is not.")
class WaitlistPayload:
    entry: WaitlistEntry | None
    errors: list[WaitlistError]


async def join_waitlist(info: Info, input: JoinWaitlistInput) -> WaitlistPayload:  # noqa: A002 - Relay's word
    """Put a contact on a waiting list."""
    asked = Waiting(
        input.agenda_id,
        input.visit_type_id,
        input.contact_id,
        input.not_before,
        input.not_after,
        input.secret,
    )
    return await _payload(info, await join(info.context, write_of(info, "joinWaitlist", input), asked))


async def leave_waitlist(info: Info, input: LeaveWaitlistInput) -> WaitlistPayload:  # noqa: A002 - Relay's word
    """Take an entry off its waiting list."""
    asked = Leaving(input.id, input.expected_version)
    return await _payload(info, await leave(info.context, write_of(info, "leaveWaitlist", input), asked))


async def _payload(info: Info, outcome: Outcome) -> WaitlistPayload:
    ids = [outcome.record_id] if outcome.record_id else []
    entries = await shown_entries(info, (await entries_by_id(info.context, ids)).values()) if ids else []
    return WaitlistPayload(
        entry=entries[0] if entries else None,
        errors=errors_of(outcome.faults, info.context.language),
    )


@strawberry.type
class WaitlistMutation:
    join_waitlist: WaitlistPayload = strawberry.mutation(
        resolver=join_waitlist,
        description="Wait for a time: one that becomes free and suits is held for 15 minutes for who waits "
        "longest, then for the next. At most one entry for each contact, agenda and visit type.",
    )
    leave_waitlist: WaitlistPayload = strawberry.mutation(
        resolver=leave_waitlist, description="Wait no longer; a time on offer goes to the next."
    )
