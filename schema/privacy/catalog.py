"""The rules themselves: every personal field, who sees it, which states may lie over it, and since when."""

import strawberry

from models.words import Category, FieldState, Language, PartyRole, Purpose, StateKind
from permissions.effects import Effect, effects_on
from permissions.fields import PERSONAL_FIELDS, PersonalField
from permissions.policy import POLICIES, POLICY_VERSION, TABLE, Cell, Standing
from permissions.purposes import needing
from schema.context import Info
from schema.privacy.controllership import ControllershipRule, PresetChoice
from schema.scalars import Instant
from schema.words import DataCategory

strawberry.enum(Cell, description="What a standing is shown of a category.")


@strawberry.type(description="What one standing is shown of a field.")
class FieldRule:
    rule: strawberry.ID
    role: PartyRole
    shown: Cell
    explained: str
    articles: list[str]


@strawberry.type(description="What a state makes of a field where it lies over it.")
class StateEffect:
    kind: StateKind
    shows: FieldState | None = strawberry.field(description="Null where the state masks nothing by itself.")
    explained: str
    articles: list[str]

    @classmethod
    def of(cls, effect: Effect, language: Language) -> "StateEffect":
        return cls(
            kind=effect.kind,
            shows=effect.shows,
            explained=effect.explained(language),
            articles=list(effect.articles),
        )


@strawberry.type(
    description="A personal field: what is held, who sees it under which article, and what may lie over it."
)
class FieldPolicy:
    field: str = strawberry.field(description="Its coordinate in the schema, such as Contact.lastName.")
    category: DataCategory  # type: ignore[valid-type]
    special: bool
    articles: list[str]
    policy_version: strawberry.ID
    purposes: list[Purpose] = strawberry.field(description="The purposes that need it (art. 5(1)(c)).")
    rules: list[FieldRule] = strawberry.field(metadata={"size": len(Standing)})
    states: list[StateEffect] = strawberry.field(
        description="The states that may lie over it, the one that wins over the others first.",
        metadata={"size": len(StateKind)},
    )

    @classmethod
    def of(cls, coordinate: str, field: PersonalField, language: Language) -> "FieldPolicy":
        return cls(
            field=coordinate,
            category=field.category,
            special=field.special,
            articles=list(field.articles),
            policy_version=strawberry.ID(POLICY_VERSION),
            purposes=list(needing(field.category)),
            rules=[_rule(standing, field.category) for standing in TABLE],
            states=[StateEffect.of(each, language) for each in effects_on(field.category)],
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


@strawberry.type(description="A version of the policy table, in force from a date on.")
class PolicyVersion:
    version: strawberry.ID
    valid_from: Instant
    valid_until: Instant | None = strawberry.field(description="When the next version replaced it.")


def _versions() -> list[PolicyVersion]:
    ends = [None, *(each.valid_from for each in POLICIES)]
    return [
        PolicyVersion(
            version=strawberry.ID(policy.version),
            valid_from=Instant(policy.valid_from),
            valid_until=None if end is None else Instant(end),
        )
        for policy, end in zip(POLICIES, ends, strict=False)
    ]


@strawberry.type
class CatalogQuery:
    @strawberry.field(
        description="Every personal field of the product, and who sees it under which article.",
        metadata={"size": len(PERSONAL_FIELDS)},
    )
    def privacy_catalog(self, info: Info) -> list[FieldPolicy]:
        language = info.context.language
        return [FieldPolicy.of(coordinate, field, language) for coordinate, field in PERSONAL_FIELDS.items()]

    @strawberry.field(
        description="Every version of the policy, the latest first: a decision of the past is explained by "
        "the version of then.",
        metadata={"size": 10},
    )
    def policies(self) -> list[PolicyVersion]:
        return _versions()

    @strawberry.field(
        description="Who controls what is collected by which channel, under each preset, with the dates.",
        metadata={"size": 10},
    )
    async def controllership_rules(self, info: Info) -> list[ControllershipRule]:
        controllership = await info.context.lens.controllership()
        return [ControllershipRule.of(rule, controllership, info.context) for rule in controllership.rules]

    @strawberry.field(
        description="Which preset was chosen when, and from when on it counts; the latest first.",
        metadata={"size": 10},
    )
    async def preset_choices(self, info: Info) -> list[PresetChoice]:
        controllership = await info.context.lens.controllership()
        return [PresetChoice.of(each, info.context) for each in controllership.choices]
