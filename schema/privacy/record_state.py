"""What lies over a person's records, and lay over them before."""

import strawberry

from models.words import Function, Purpose, StateKind
from resolvers.privacy.justified import code_of, words_of
from resolvers.privacy.record_states import StateRecord
from schema.paging import PageInfo
from schema.scalars import Instant

_TELLS_REASON = frozenset({Function.CONTACT, Function.PROTECTION_OFFICER})
_OF_PURPOSES = frozenset({StateKind.OBJECTED, StateKind.CONSENT_WITHDRAWN})
_OF_PROFESSIONALS = frozenset({StateKind.OPPOSED, StateKind.HIDDEN})


@strawberry.type(description="A state of a contact or an appointment, in force or ended.")
class RecordState:
    id: strawberry.ID
    record_id: strawberry.ID
    kind: StateKind
    purpose: Purpose | None = strawberry.field(description="The purpose that is stopped.")
    professional_id: strawberry.ID | None = strawberry.field(
        description="Who is kept out; null for every provider, and for other kinds."
    )
    ground: str | None = strawberry.field(description="Why, as a code.")
    reason: str | None = strawberry.field(
        description="Why, in words: to the person, who represents it, and the data-protection officer."
    )
    since: Instant
    until: Instant | None = strawberry.field(description="When it ends by itself.")
    ended_at: Instant | None = strawberry.field(description="When somebody ended it.")
    set_by: Function = strawberry.field(description="The function in which it was set.")

    @classmethod
    def of(cls, record: StateRecord, reader: Function) -> "RecordState":
        kept_out = (
            record.target if record.kind in _OF_PROFESSIONALS and record.target.startswith("pro") else None
        )
        return cls(
            id=strawberry.ID(record.id),
            record_id=strawberry.ID(record.record_id),
            kind=record.kind,
            purpose=Purpose(record.target) if record.kind in _OF_PURPOSES else None,
            professional_id=strawberry.ID(kept_out) if kept_out else None,
            ground=code_of(record.ground),
            reason=words_of(record.ground) if reader in _TELLS_REASON else None,
            since=Instant(record.since),
            until=None if record.until is None else Instant(record.until),
            ended_at=None if record.ended_at is None else Instant(record.ended_at),
            set_by=record.set_by,
        )


@strawberry.type(description="A state in a list.")
class RecordStateEdge:
    node: RecordState
    cursor: str


@strawberry.type(description="A page of states.")
class RecordStateConnection:
    edges: list[RecordStateEdge]
    page_info: PageInfo

    @strawberry.field(description="The states of the page, without their cursors.")
    def nodes(self) -> list[RecordState]:
        return [edge.node for edge in self.edges]
