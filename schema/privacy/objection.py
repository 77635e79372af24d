"""Objections, and where to complain of one that was refused."""

import strawberry

from models.privacy.authority import CNIL, Authority
from models.words import Purpose
from resolvers.privacy.decide_objection import REASONS, ObjectionReason
from resolvers.privacy.objection import ObjectionGround
from resolvers.privacy.objections import ObjectionRecord, ObjectionState
from schema.paging import PageInfo
from schema.scalars import Instant

strawberry.enum(ObjectionGround, description="Why a person objects, where it says so.")
strawberry.enum(
    ObjectionReason, description="Why an objection is upheld or refused; each names its articles."
)
strawberry.enum(
    ObjectionState,
    description="Where an objection stands. Weighed or upheld, it stops its purpose.",
)


@strawberry.type(description="The supervisory authority, to which everybody may complain (GDPR art. 77).")
class SupervisoryAuthority:
    name: str
    address: list[str]
    link: str

    @classmethod
    def of(cls, authority: Authority) -> "SupervisoryAuthority":
        return cls(name=authority.name, address=list(authority.address), link=authority.link)


@strawberry.type(description="An objection to a purpose (GDPR art. 21).")
class Objection:
    id: strawberry.ID
    purpose: Purpose
    state: ObjectionState
    ground: ObjectionGround | None
    raised_at: Instant
    decided_at: Instant | None
    reason: ObjectionReason | None = strawberry.field(description="Why it was decided so; null before.")
    articles: list[str] = strawberry.field(description="The articles of that reason.")
    appeal: SupervisoryAuthority | None = strawberry.field(
        description="Where to complain of an objection that was refused (art. 12(4)); null otherwise."
    )

    @classmethod
    def of(cls, record: ObjectionRecord) -> "Objection":
        reason = ObjectionReason(record.reason) if record.reason else None
        refused = record.state is ObjectionState.REFUSED
        return cls(
            id=strawberry.ID(record.id),
            purpose=record.purpose,
            state=record.state,
            ground=ObjectionGround(record.ground) if record.ground else None,
            raised_at=Instant(record.raised_at),
            decided_at=None if record.decided_at is None else Instant(record.decided_at),
            reason=reason,
            articles=list(REASONS[reason].articles) if reason else [],
            appeal=SupervisoryAuthority.of(CNIL) if refused else None,
        )


@strawberry.type(description="An objection in a list.")
class ObjectionEdge:
    node: Objection
    cursor: str


@strawberry.type(description="A page of objections.")
class ObjectionConnection:
    edges: list[ObjectionEdge]
    page_info: PageInfo

    @strawberry.field(description="The objections of the page, without their cursors.")
    def nodes(self) -> list[Objection]:
        return [edge.node for edge in self.edges]
