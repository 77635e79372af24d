"""Why a time can be booked or not."""

import strawberry

from models.booking.slots.blame import Change
from resolvers.booking.availability.explained import Explained, Reason, SlotRule
from resolvers.booking.availability.setters import Setter, SetterKind
from resolvers.writing.fault import ErrorCode
from schema.booking.availability.slot import Slot, slots_of
from schema.booking.availability.wording import text_of
from schema.booking.slot import slot_id_of
from schema.context import Info
from schema.errors import user_error  # noqa: F401 - it gives ErrorCode its description, before its first use
from schema.scalars import Instant

strawberry.enum(SlotRule, description="The rules that decide whether a time can be booked.")
strawberry.enum(SetterKind, description="What can set a rule, or stand in the way.")
strawberry.enum(Change, name="RuleChange", description="What would have to change for a time to be free.")


@strawberry.type(description="What set a rule, or stands in the way.")
class RuleSetter:
    kind: SetterKind
    id: strawberry.ID = strawberry.field(description="A public holiday's is its date.")
    name: str = strawberry.field(description="Its name, or its hours on the clock of the place.")

    @classmethod
    def of(cls, setter: Setter) -> "RuleSetter":
        return cls(kind=setter.kind, id=strawberry.ID(setter.id), name=setter.name)


@strawberry.type(
    description="A reason against a time. Only staff of the professional and the desk are told the rule, "
    "who set it and what would free the time; everybody else is told the code."
)
class SlotRefusal:
    code: ErrorCode = strawberry.field(description="The error a booking of that time would be refused with.")
    rule: SlotRule | None
    soft: bool = strawberry.field(description="Whether the desk and staff may book nevertheless.")
    set_by: list[RuleSetter] = strawberry.field(metadata={"size": 5})
    change: Change | None = strawberry.field(description="The least change that would lift this refusal.")
    amount: int | None = strawberry.field(
        description="By how much: minutes to SHORTEN or LENGTHEN, appointments to RAISE."
    )
    move_to: Instant | None = strawberry.field(description="The nearest start that this rule lets pass.")
    text: str

    @classmethod
    def of(cls, reason: Reason, info: Info) -> "SlotRefusal":
        return cls(
            code=reason.code,
            rule=reason.rule,
            soft=reason.soft,
            set_by=[RuleSetter.of(each) for each in reason.set_by],
            change=reason.change,
            amount=reason.amount,
            move_to=None if reason.move_to is None else Instant(reason.move_to),
            text=text_of(reason, info.context.language),
        )


@strawberry.type(description="Whether a time can be booked; decided as a booking would be.")
class SlotExplanation:
    bookable: bool
    overridable: bool = strawberry.field(
        description="Whether the caller may book nevertheless, with a reason: every refusal is soft."
    )
    refusals: list[SlotRefusal] = strawberry.field(
        description="The first is the one a booking would be refused with.", metadata={"size": 5}
    )
    before: Slot | None = strawberry.field(description="The nearest free time before, within a month.")
    after: Slot | None = strawberry.field(description="The nearest free time after, within a month.")
    slot_id: strawberry.ID | None = strawberry.field(description="The slot, where it can be booked.")


async def explanation_of(info: Info, explained: Explained) -> SlotExplanation:
    """Return an explanation as it is shown."""
    near = [each for each in (explained.before, explained.after) if each is not None]
    shown = dict(zip(near, await slots_of(info, near), strict=True))
    place = (explained.agenda_id, explained.visit_type_id, explained.start)
    return SlotExplanation(
        bookable=explained.bookable,
        overridable=explained.overridable,
        refusals=[SlotRefusal.of(each, info) for each in explained.reasons],
        before=shown[explained.before] if explained.before else None,
        after=shown[explained.after] if explained.after else None,
        slot_id=strawberry.ID(slot_id_of(info.context, *place)) if explained.bookable else None,
    )
