"""Asking who sees what, and why."""

import strawberry

from models.words import Category, Channel, PartyKind, PartyRole, Preset
from permissions.controllership import Rule
from permissions.fields import PERSONAL_FIELDS, PersonalField
from permissions.policy import POLICY_VERSION, TABLE, Cell, Standing
from resolvers.directory.entries import entries_by_id
from resolvers.privacy.explain import explain_access
from resolvers.privacy.instructions import instructions_page
from schema.context import Info
from schema.paging import After, First, PageInfo
from schema.privacy.instruction import Instruction
from schema.privacy.record_privacy import FieldDecision
from schema.scalars import Instant
from schema.selection import wanted
from schema.words import DataCategory

strawberry.enum(Cell, description="What a standing is shown of a category.")


@strawberry.type(description="What one standing is shown of a field.")
class FieldRule:
    rule: strawberry.ID
    role: PartyRole
    shown: Cell
    explained: str
    articles: list[str]


@strawberry.type(description="A personal field: what is held, and who sees it under which article.")
class FieldPolicy:
    field: str = strawberry.field(description="Its coordinate in the schema, such as Contact.lastName.")
    category: DataCategory  # type: ignore[valid-type]
    special: bool
    articles: list[str]
    policy_version: strawberry.ID
    rules: list[FieldRule]

    @classmethod
    def of(cls, coordinate: str, field: PersonalField) -> "FieldPolicy":
        return cls(
            field=coordinate,
            category=field.category,
            special=field.special,
            articles=list(field.articles),
            policy_version=strawberry.ID(POLICY_VERSION),
            rules=[_rule(standing, field.category) for standing in TABLE],
        )


def _rule(standing: Standing, category: Category) -> FieldRule:
    row = TABLE[standing]
    cell = row.cells[category]
    return FieldRule(
        rule=strawberry.ID(f"{standing}/{category.lower()}"),
        role=row.role,
        shown=cell,
        explained=cell.value,
        articles=list(row.articles),
    )


@strawberry.type(description="Who controls what was collected by a channel, from a date on.")
class ControllershipRule:
    id: strawberry.ID
    preset: Preset
    channel: Channel
    controller: PartyKind
    articles: list[str]
    source: str
    valid_from: Instant
    valid_until: Instant | None

    @classmethod
    def of(cls, rule: Rule) -> "ControllershipRule":
        return cls(
            id=strawberry.ID(rule.id),
            preset=rule.preset,
            channel=rule.channel,
            controller=rule.controller,
            articles=list(rule.articles),
            source=rule.source,
            valid_from=Instant(rule.valid_from),
            valid_until=None if rule.valid_until is None else Instant(rule.valid_until),
        )


@strawberry.type(description="An instruction in a list.")
class InstructionEdge:
    node: Instruction
    cursor: str


@strawberry.type(description="A page of instructions.")
class InstructionConnection:
    edges: list[InstructionEdge]
    page_info: PageInfo

    @strawberry.field(description="The instructions of the page, without their cursors.")
    def nodes(self) -> list[Instruction]:
        return [edge.node for edge in self.edges]


@strawberry.type
class PrivacyQuery:
    @strawberry.field(description="Every personal field of the product, and who sees it under which article.")
    def privacy_catalog(self) -> list[FieldPolicy]:
        return [FieldPolicy.of(coordinate, field) for coordinate, field in PERSONAL_FIELDS.items()]

    @strawberry.field(description="What the caller may see of one record, category by category, and why.")
    async def explain_access(self, info: Info, record: strawberry.ID) -> list[FieldDecision]:
        decisions = await explain_access(info.context, record)
        return [FieldDecision.of(each, info.context.language) for each in decisions]

    @strawberry.field(description="The controller's own instructions, or those given to the caller's party.")
    async def instructions(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        professional_id: strawberry.ID | None = None,
        in_force: bool = False,  # noqa: FBT001, FBT002 - a GraphQL argument
    ) -> InstructionConnection:
        page = await instructions_page(info.context, professional_id, first, after, in_force=in_force)
        entries = await entries_by_id({each.professional_id for each in page.items}, wanted(info))
        edges = [
            InstructionEdge(node=Instruction.of(record, entries), cursor=cursor)
            for record, cursor in zip(page.items, page.cursors, strict=True)
        ]
        return InstructionConnection(edges=edges, page_info=PageInfo.of(page))

    @strawberry.field(description="Who controls what was collected by which channel, with the dates.")
    async def controllership_rules(self, info: Info) -> list[ControllershipRule]:
        controllership = await info.context.lens.controllership()
        return [ControllershipRule.of(rule) for rule in controllership.rules]
