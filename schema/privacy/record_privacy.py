"""What the law makes of a caller on one record, and what follows for each category."""

import strawberry

from models.words import Category, Channel, FieldState, Language, PartyKind, PartyRole, UnlockWay
from permissions.decision import Decision, MaskCode
from permissions.lens import Lens
from permissions.standing import Record
from permissions.wording import REASONS
from resolvers.directory.entries import Entries
from schema.directory.party import Operator, Party
from schema.directory.professional import professional_of
from schema.privacy.instruction import Instruction
from schema.words import DataCategory


@strawberry.type(description="What was decided for this caller on one category of a record.")
class FieldDecision:
    category: DataCategory  # type: ignore[valid-type]
    state: FieldState = strawberry.field(
        description="What the decision allows; a value that is not there still shows as EMPTY."
    )
    role: PartyRole
    rule: strawberry.ID
    articles: list[str]
    code: MaskCode | None
    unlock: list[UnlockWay]
    text: str | None

    @classmethod
    def of(cls, decision: Decision, language: Language) -> "FieldDecision":
        told = decision.explained
        return cls(
            category=told.category,
            state=told.state,
            role=told.role,
            rule=strawberry.ID(told.rule),
            articles=list(told.articles),
            code=told.code,
            unlock=list(told.unlock),
            text=REASONS[language][told.code] if told.code else None,
        )


@strawberry.type(description="Who controls a record, what the caller is on it, and what it may see.")
class RecordPrivacy:
    lens: strawberry.Private[Lens]
    record: strawberry.Private[Record]
    entries: strawberry.Private[Entries]
    operator: strawberry.Private[Operator]

    @strawberry.field(description="The party responsible for this record (art. 4(7)).")
    def controller(self) -> Party:
        controller = self.lens.controller(self.record)
        if controller.kind is PartyKind.OPERATOR:
            return self.operator
        return professional_of(self.entries.professionals[controller.party_id], self.entries)

    @strawberry.field(description="What the law makes of the caller on this record.")
    def caller_role(self) -> PartyRole:
        return self.lens.decide(self.record, Category.IDENTITY).role

    @strawberry.field(description="How the record was collected.")
    def channel(self) -> Channel:
        return Channel(self.record.channel)

    @strawberry.field(description="The controllership rule that names the controller.")
    def rule(self) -> strawberry.ID:
        return strawberry.ID(self.lens.controller(self.record).rule.id)

    @strawberry.field(description="The controller's latest instruction in force to the caller, if any.")
    def instruction(self) -> Instruction | None:
        found = self.lens.instruction(self.record)
        return Instruction.of(found, self.entries) if found else None

    @strawberry.field(description="The decision on each category this kind of record can hold.")
    def states(self) -> list[FieldDecision]:
        return [FieldDecision.of(each, self.lens.language) for each in self.lens.decisions(self.record)]
