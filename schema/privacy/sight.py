"""Asking what others see of a record, then and now, and what would change."""

from typing import Annotated, Any

import strawberry

from models.words import Function, Language, PartyKind, PartyRole, Preset, Purpose
from permissions.caller import PARTY_KIND_OF
from permissions.fields import PERSONAL_FIELDS
from permissions.hindsight import Sight
from permissions.policy import policy_at
from resolvers.directory.entries import Entries, entries_by_id
from resolvers.privacy import sight, what_if
from schema.context import Info
from schema.directory.party import Operator, Party
from schema.directory.professional import Professional, professional_of
from schema.privacy.controllership import RecordControl
from schema.privacy.record_privacy import FieldDecision
from schema.scalars import Instant
from schema.selection import wanted
from schema.words import DataCategory

_DATED = "Now unless it is given; of the future only what is dated already is known."
At = Annotated[Instant | None, strawberry.argument(description=_DATED)]


@strawberry.type(description="What one function sees of a record, and what the law makes of it.")
class FunctionSight:
    function: Function
    party_kind: PartyKind = strawberry.field(description="For whom the function acts.")
    professional: Professional | None = strawberry.field(
        description="The professional, where the function is a professional's; persons are not named."
    )
    standing: strawberry.ID = strawberry.field(description="The row of the policy table.")
    role: PartyRole
    articles: list[str]
    exists: bool = strawberry.field(
        description="Whether the record exists for it; where not, it is absent and not counted."
    )
    decisions: list[FieldDecision] = strawberry.field(
        description="One for each category; none where the record does not exist.", metadata={"size": 4}
    )

    @classmethod
    def of(cls, seen: Sight, entries: Entries, version: str, language: Language) -> "FunctionSight":
        return cls(
            function=seen.function,
            party_kind=PARTY_KIND_OF[seen.function],
            professional=_professional(seen.party_id, entries),
            standing=strawberry.ID(seen.standing),
            role=seen.role,
            articles=list(seen.articles),
            exists=seen.exists,
            decisions=[FieldDecision.of_others(each, language, version) for each in seen.decisions],
        )


@strawberry.type(
    description="Who controls a record and why, and what every function sees of it at an instant."
)
class RecordSight:
    at: Instant
    policy_version: strawberry.ID = strawberry.field(description="The policy in force at that instant.")
    controller: Party = strawberry.field(description="The party responsible for the record (art. 4(7)).")
    control: RecordControl = strawberry.field(description="Why it is that party.")
    functions: list[FunctionSight] = strawberry.field(metadata={"size": 12})


@strawberry.type(description="What one function is shown of one category before and after.")
class WhatIf:
    function: Function
    party_kind: PartyKind
    professional: Professional | None = strawberry.field(
        description="The professional, where the function is a professional's; persons are not named."
    )
    category: DataCategory  # type: ignore[valid-type]
    fields: list[str] = strawberry.field(description="The fields it is about, such as Contact.lastName.")
    changes: bool = strawberry.field(description="Whether anything of the decision would be another.")
    state_changes: bool = strawberry.field(
        description="Whether more or less would be shown, and not only for another reason or rule."
    )
    before: FieldDecision
    after: FieldDecision

    @classmethod
    def of(cls, change: what_if.Change, entries: Entries, version: str, language: Language) -> "WhatIf":
        return cls(
            function=change.function,
            party_kind=PARTY_KIND_OF[change.function],
            professional=_professional(change.party_id, entries),
            category=change.category,
            fields=[name for name, each in PERSONAL_FIELDS.items() if each.category is change.category],
            changes=change.changes,
            state_changes=change.state_changes,
            before=FieldDecision.of_others(change.before, language, version),
            after=FieldDecision.of_others(change.after, language, version),
        )


@strawberry.input(description="An instruction of the record's controller to its processor, only supposed.")
class SupposedInstruction:
    categories: list[DataCategory]  # type: ignore[valid-type]
    purposes: list[Purpose]


@strawberry.type
class SightQuery:
    @strawberry.field(
        description="What the caller may see of one record, category by category, and why. With `at`, as it "
        "would have been decided at that instant; with `as`, for another function: for the data-protection "
        "officer, the controller, the person and who represents it alone. Empty where the record did "
        "not exist for who is asked about.",
        metadata={"size": 4},
    )
    async def explain_access(
        self,
        info: Info,
        record: strawberry.ID,
        function: Annotated[
            Function | None,
            strawberry.argument(name="as", description="CONTACT is the person the data is about."),
        ] = None,
        at: At = None,
    ) -> list[FieldDecision]:
        found = await sight.explain_access(info.context, record, function, at)
        language = info.context.language
        told = FieldDecision.of if function is None else FieldDecision.of_others
        return [told(each, language, found.policy_version) for each in found.decisions]

    @strawberry.field(
        description="Who controls a record and why, and what every function sees of it: for the "
        "data-protection officer, the controller, the person and who represents it. What is silent is told "
        "as if it were not, but to the person, who is told as EMPTY what it hides and from whom."
    )
    async def who_sees(self, info: Info, record: strawberry.ID, at: At = None) -> RecordSight:
        found = await sight.who_sees(info.context, record, at)
        controller, language = found.controller, info.context.language
        ids = {each.party_id for each in found.sights if each.function is Function.PROFESSIONAL}
        if controller.kind is PartyKind.PROFESSIONAL:
            ids.add(controller.party_id)
        entries = await entries_by_id(ids - {""}, wanted(info))
        version = found.policy_version
        return RecordSight(
            at=Instant(found.instant),
            policy_version=strawberry.ID(version),
            controller=_professional(controller.party_id, entries) or Operator.of(info.context),
            control=RecordControl.of(found.record, controller, language),
            functions=[FunctionSight.of(each, entries, version, language) for each in found.sights],
        )

    @strawberry.field(
        description="What would change, field by field and function by function, if an instruction were "
        "given or withdrawn, or a preset had been in force when the record was collected: for the "
        "data-protection officer and the controller. Nothing is opened, nothing is written.",
        metadata={"size": 40},
    )
    async def what_if(
        self,
        info: Info,
        record: strawberry.ID,
        instruction: SupposedInstruction | None = None,
        withdraw: Annotated[
            strawberry.ID | None, strawberry.argument(description="An instruction that was given.")
        ] = None,
        preset: Preset | None = None,
        at: At = None,
        every: Annotated[  # noqa: FBT002 - a GraphQL argument
            bool, strawberry.argument(name="all", description="What would stay the same as well.")
        ] = False,
    ) -> list[WhatIf]:
        order = what_if.Order(instruction.categories, instruction.purposes) if instruction else None
        supposed = what_if.Supposition(order, withdraw, preset)
        changes = await what_if.what_if(info.context, record, supposed, at, every=every)
        ids = {each.party_id for each in changes if each.function is Function.PROFESSIONAL}
        entries = await entries_by_id(ids, wanted(info))
        version = policy_at(info.context.now if at is None else at).version
        return [WhatIf.of(each, entries, version, info.context.language) for each in changes]


def _professional(party_id: str, entries: Entries) -> Any:
    found = entries.professionals.get(party_id)
    return professional_of(found, entries) if found else None
