"""Who controls what, since when, who chose it, and why it is so of one record."""

import strawberry

from models.words import Channel, Function, Language, PartyKind, Preset
from permissions.control_wording import why_controlled
from permissions.controllership import Choice, Controller, Controllership, Rule
from permissions.standing import Record
from resolvers.context import Context
from schema.scalars import Instant

OF_THE_OPERATOR = frozenset({Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN})
"""The functions that are told which account chose."""


@strawberry.type(description="From a date on, a preset says who controls what is collected from then on.")
class PresetChoice:
    preset: Preset
    valid_from: Instant
    chosen_at: Instant = strawberry.field(description="When it was chosen.")
    chosen_by: strawberry.ID | None = strawberry.field(
        description="The account that chose, or the operator for the choice a deployment began with. Null "
        "for everybody but the data-protection officer and the technical administration."
    )

    @classmethod
    def of(cls, choice: Choice, context: Context) -> "PresetChoice":
        told = context.caller.function in OF_THE_OPERATOR
        return cls(
            preset=choice.preset,
            valid_from=Instant(choice.valid_from),
            chosen_at=Instant(choice.chosen_at),
            chosen_by=strawberry.ID(choice.chosen_by) if told else None,
        )


@strawberry.type(
    description="Who controls what is collected by a channel while a preset is in force, from a date on."
)
class ControllershipRule:
    id: strawberry.ID
    preset: Preset
    channel: Channel
    controller: PartyKind
    articles: list[str]
    source: str
    valid_from: Instant
    valid_until: Instant | None
    choices: list[PresetChoice] = strawberry.field(
        description="When its preset was chosen, the latest first; empty where it never was, and the rule "
        "counts for no record.",
        metadata={"size": 4},
    )

    @classmethod
    def of(cls, rule: Rule, controllership: Controllership, context: Context) -> "ControllershipRule":
        chosen = [each for each in controllership.choices if each.preset is rule.preset]
        return cls(
            id=strawberry.ID(rule.id),
            preset=rule.preset,
            channel=rule.channel,
            controller=rule.controller,
            articles=list(rule.articles),
            source=rule.source,
            valid_from=Instant(rule.valid_from),
            valid_until=None if rule.valid_until is None else Instant(rule.valid_until),
            choices=[PresetChoice.of(each, context) for each in chosen],
        )


@strawberry.type(
    description="Why a party controls a record: how and when it was collected, and the rule of then."
)
class RecordControl:
    channel: Channel
    collected_at: Instant = strawberry.field(
        description="What is chosen later leaves the controller as he is."
    )
    controller_kind: PartyKind
    preset: Preset = strawberry.field(description="The preset in force when the record was collected.")
    rule: strawberry.ID = strawberry.field(description="The controllership rule that names the controller.")
    articles: list[str]
    source: str = strawberry.field(description="The text the rule was taken from.")
    text: str = strawberry.field(description="All of it in a sentence, in the language of Accept-Language.")

    @classmethod
    def of(cls, record: Record, controller: Controller, language: Language) -> "RecordControl":
        rule, channel = controller.rule, Channel(record.channel)
        return cls(
            channel=channel,
            collected_at=Instant(record.collected_at),
            controller_kind=controller.kind,
            preset=rule.preset,
            rule=strawberry.ID(rule.id),
            articles=list(rule.articles),
            source=rule.source,
            text=why_controlled(controller, channel, record.collected_at, language),
        )
