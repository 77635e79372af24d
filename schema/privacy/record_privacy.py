"""What the law makes of a caller on one record, and what follows for each category."""

import strawberry

from models.words import Category, Channel, FieldState, Language, PartyKind, PartyRole, Purpose, UnlockWay
from permissions.decision import Decision, MaskCode
from permissions.lens import Lens
from permissions.purposes import needing
from permissions.standing import Record
from permissions.wording import REASONS, reason_of_others
from resolvers.directory.entries import Entries
from schema.directory.party import Operator, Party
from schema.directory.professional import professional_of
from schema.privacy.controllership import RecordControl
from schema.privacy.instruction import Instruction
from schema.words import DataCategory


@strawberry.type(description="What was decided for one caller or function on one category of a record.")
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
    text: str | None = strawberry.field(
        description="Why, in a sentence: to the caller, or of the function that was asked about."
    )
    purposes: list[Purpose] = strawberry.field(
        description="The purposes that need the category: a request that serves none of them is not shown it."
    )
    policy_version: strawberry.ID

    @classmethod
    def of(cls, decision: Decision, language: Language, policy_version: str) -> "FieldDecision":
        code = decision.explained.code
        return cls._of(decision, REASONS[language][code] if code else None, policy_version)

    @classmethod
    def of_others(cls, decision: Decision, language: Language, policy_version: str) -> "FieldDecision":
        code = decision.explained.code
        return cls._of(decision, reason_of_others(code, language) if code else None, policy_version)

    @classmethod
    def _of(cls, decision: Decision, text: str | None, policy_version: str) -> "FieldDecision":
        told = decision.explained
        return cls(
            category=told.category,
            state=told.state,
            role=told.role,
            rule=strawberry.ID(told.rule),
            articles=list(told.articles),
            code=told.code,
            unlock=list(told.unlock),
            text=text,
            purposes=list(needing(told.category)),
            policy_version=strawberry.ID(policy_version),
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

    @strawberry.field(description="Why that party controls it: channel, date, preset, rule and articles.")
    def control(self) -> RecordControl:
        return RecordControl.of(self.record, self.lens.controller(self.record), self.lens.language)

    @strawberry.field(description="The controller's latest instruction in force to the caller, if any.")
    def instruction(self) -> Instruction | None:
        found = self.lens.instruction(self.record)
        return Instruction.of(found, self.entries) if found else None

    @strawberry.field(description="The decision on each category this kind of record can hold.")
    def states(self) -> list[FieldDecision]:
        language, version = self.lens.language, self.lens.policy.version
        return [FieldDecision.of(each, language, version) for each in self.lens.decisions(self.record)]
