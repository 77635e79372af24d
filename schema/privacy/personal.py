"""Personal values: a wrapper that is always there, and says why when it shows nothing."""

from typing import Any, Protocol, TypeVar

import strawberry
from strawberry.schema_directive import Location

from models.sealing.values import PostalAddress as AddressValues
from models.words import FieldState, Language, PartyRole, UnlockWay
from permissions.decision import Decision, MaskCode
from permissions.fields import PersonalField
from permissions.lens import Lens, Shown
from permissions.policy import POLICY_VERSION
from permissions.standing import Record
from permissions.wording import REASONS
from schema.privacy.described import description_of
from schema.scalars import Day
from schema.words import DataCategory

_SILENT_STATES = frozenset({FieldState.CLEAR, FieldState.EMPTY})


@strawberry.schema_directive(
    name="personal",
    locations=[Location.FIELD_DEFINITION, Location.INPUT_FIELD_DEFINITION, Location.ARGUMENT_DEFINITION],
    description="A personal value: its category, whether the law calls it special, and the articles.",
)
class Personal:
    category: DataCategory  # type: ignore[valid-type]
    special: bool = False
    articles: list[str] = strawberry.field(default_factory=list)


@strawberry.type(description="Why a value is not shown clear.")
class MaskReason:
    code: MaskCode
    role: PartyRole
    rule: strawberry.ID
    articles: list[str]
    policy_version: strawberry.ID
    text: str

    @classmethod
    def of(cls, decision: Decision, code: MaskCode, language: Language) -> "MaskReason":
        return cls(
            code=code,
            role=decision.role,
            rule=strawberry.ID(decision.rule),
            articles=list(decision.articles),
            policy_version=strawberry.ID(POLICY_VERSION),
            text=REASONS[language][code],
        )


@strawberry.interface(
    description="A personal value as this caller may see it. It is always there and never fails: permission "
    "shows in `state`. `id` is record and field, so that caches merge."
)
class PersonalValue:
    id: strawberry.ID
    state: FieldState
    display: str = strawberry.field(description="What to show people, in the language of Accept-Language.")
    shown: strawberry.Private[Shown]
    language: strawberry.Private[Language]

    @strawberry.field(description="Why it is not clear; null when CLEAR or EMPTY.")
    def why(self) -> MaskReason | None:
        decision = self.shown.decision
        if self.state in _SILENT_STATES or decision.code is None:
            return None
        return MaskReason.of(decision, decision.code, self.language)

    @strawberry.field(description="What would open it; empty when CLEAR or EMPTY.")
    def unlock(self) -> list[UnlockWay]:
        return [] if self.state in _SILENT_STATES else list(self.shown.decision.unlock)


@strawberry.type(description="A personal text.")
class PersonalText(PersonalValue):
    value: str | None = strawberry.field(description="Only when CLEAR.")


@strawberry.type(description="A personal date.")
class PersonalDate(PersonalValue):
    value: Day | None = strawberry.field(description="Only when CLEAR.")
    year: int | None = strawberry.field(description="When CLEAR or PARTIAL.")


@strawberry.type(description="A postal address.")
class PostalAddress:
    lines: list[str]
    postcode: str | None
    city: str | None
    country: str | None


@strawberry.type(description="A personal postal address.")
class PersonalAddress(PersonalValue):
    value: PostalAddress | None = strawberry.field(description="Only when CLEAR.")
    city: str | None = strawberry.field(description="When CLEAR or PARTIAL.")


class Seen(Protocol):
    """An object of the schema that stands for a record, looked at through a lens."""

    record: Any
    lens: Lens


V = TypeVar("V", bound=PersonalValue)


def personal_text(field: PersonalField) -> Any:
    """Return a schema field that shows a personal text through the lens."""

    def resolve(self: Seen) -> PersonalText:
        return text_of(self.lens, self.record, field)

    return _field(field, resolve)


def personal_date(field: PersonalField) -> Any:
    """Return a schema field that shows a personal date through the lens."""

    def resolve(self: Seen) -> PersonalDate:
        shown = self.lens.show(self.record, field)
        year = int(shown.partial) if shown.partial else None
        return PersonalDate(**_common(self.lens, self.record, field, shown), value=shown.value, year=year)

    return _field(field, resolve)


def personal_address(field: PersonalField) -> Any:
    """Return a schema field that shows a personal address through the lens."""

    def resolve(self: Seen) -> PersonalAddress:
        shown = self.lens.show(self.record, field)
        common = _common(self.lens, self.record, field, shown)
        return PersonalAddress(**common, value=_address(shown.value), city=shown.partial)

    return _field(field, resolve)


def text_of(
    lens: Lens, record: Record, field: PersonalField, *, coded_label: str | None = None
) -> PersonalText:
    """Return what a lens shows of a text field of a record."""
    shown = lens.show(record, field, coded_label=coded_label)
    return PersonalText(
        id=strawberry.ID(f"{record.id}.{field.name}"),
        state=shown.state,
        display=shown.display,
        shown=shown,
        language=lens.language,
        value=shown.value,
    )


def directive_of(field: PersonalField) -> Personal:
    """Return the @personal directive of a field."""
    return Personal(category=field.category, special=field.special, articles=list(field.articles))


def _field(field: PersonalField, resolve: Any) -> Any:
    return strawberry.field(
        resolver=resolve, directives=[directive_of(field)], description=description_of(field)
    )


def _common(lens: Lens, record: Record, field: PersonalField, shown: Shown) -> dict[str, Any]:
    return {
        "id": strawberry.ID(f"{record.id}.{field.name}"),
        "state": shown.state,
        "display": shown.display,
        "shown": shown,
        "language": lens.language,
    }


def _address(value: AddressValues | None) -> PostalAddress | None:
    if value is None:
        return None
    return PostalAddress(
        lines=list(value.lines), postcode=value.postcode, city=value.city, country=value.country
    )
