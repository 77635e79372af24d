"""archiveRecord, openArchive and reactivateRecord."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.privacy.archive import ArchiveReason, Archiving
from resolvers.privacy.archive import archive_record as archive
from resolvers.privacy.archive import reactivate_record as reactivate
from resolvers.privacy.open_archive import Opening, OpeningReason
from resolvers.privacy.open_archive import open_archive as open_it
from resolvers.writing.once import Outcome
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    VersionConflict,
    WrongState,
)
from schema.node import Node
from schema.privacy.written import written_record
from schema.writing import idempotency_key, write_of

strawberry.enum(ArchiveReason, description="Why a record leaves the work of every day.")
strawberry.enum(OpeningReason, description="Why the archive is opened.")

_VERSION = "The version the record was read in."


@strawberry.input(
    description="A record that is done with: it becomes absent for professionals, staff, desk and partner, "
    "and is kept. A contact goes with its appointments. The controller and the data-protection officer may."
)
class ArchiveRecordInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment.")
    reason: ArchiveReason
    expected_version: int = strawberry.field(description=_VERSION)
    idempotency_key: str | None = idempotency_key()


@strawberry.input(
    description="An archived record to read again for an hour, under one's own account. The people of its "
    "controller may; a contact opens with its appointments."
)
class OpenArchiveInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment.")
    ground: OpeningReason
    reason: str | None = strawberry.field(
        default=None, description="Mandatory: why, in 10 letters to 500 characters that name no person."
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="An archived record to take back, with what was archived with it.")
class ReactivateRecordInput:
    record: strawberry.ID = strawberry.field(description="A contact or an appointment.")
    expected_version: int = strawberry.field(description=_VERSION)
    idempotency_key: str | None = idempotency_key()


ArchiveError: TypeAlias = Annotated[
    InvalidInput | NotFound | NotAllowed | WrongState | VersionConflict | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("ArchiveError", description="Why a record stays where it is."),
]


@strawberry.type(description="The record as the caller reads it now, or why it stays where it is.")
class ArchivePayload:
    record_id: strawberry.ID | None = strawberry.field(description="The record, also where it is absent now.")
    record: Node | None = strawberry.field(description="Null where it is absent for the caller now.")
    errors: list[ArchiveError]


async def archive_record(info: Info, input: ArchiveRecordInput) -> ArchivePayload:  # noqa: A002 - Relay's word
    """Archive a record, once for each key."""
    asked = Archiving(input.record, input.expected_version, input.reason)
    return await _payload(info, await archive(info.context, write_of(info, "archiveRecord", input), asked))


async def open_archive(info: Info, input: OpenArchiveInput) -> ArchivePayload:  # noqa: A002 - Relay's word
    """Open an archived record for an hour, once for each key."""
    asked = Opening(input.record, input.ground, input.reason)
    return await _payload(info, await open_it(info.context, write_of(info, "openArchive", input), asked))


async def reactivate_record(info: Info, input: ReactivateRecordInput) -> ArchivePayload:  # noqa: A002 - Relay's word
    """Take a record back from the archive, once for each key."""
    asked = Archiving(input.record, input.expected_version)
    return await _payload(
        info, await reactivate(info.context, write_of(info, "reactivateRecord", input), asked)
    )


async def _payload(info: Info, outcome: Outcome) -> ArchivePayload:
    return ArchivePayload(
        record_id=strawberry.ID(outcome.record_id) if outcome.record_id else None,
        record=await written_record(info, outcome),
        errors=errors_of(outcome.faults, info.context.language),
    )
