"""The two answers to "who controls what was collected by which channel?", as dated data."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from models.storage.transaction import Transaction
from models.words import Channel, PartyKind, Preset

GDPR_APPLIES: Final = int(datetime(2018, 5, 25, tzinfo=UTC).timestamp())
"""25 May 2018: the day the GDPR applies from (art. 99(2)), in epoch seconds."""


@dataclass(frozen=True, slots=True)
class PresetRule:
    """Records of `channel` are controlled by `controller`, says `source`, applying `articles`."""

    id: str
    preset: Preset
    channel: Channel
    controller: PartyKind
    articles: tuple[str, ...]
    source: str

    def __post_init__(self) -> None:
        """Refuse a rule that no text of law stands behind."""
        if not self.articles or not all(map(str.strip, self.articles)):
            raise ValueError(f"preset rule {self.id} names no article")


_POLICY: Final = (
    "The operator's privacy policy, last section: identity and contact details of the controllers"
)
_GUIDE: Final = (
    "Practical guide for physicians of the CNIL and the medical order: the professional controls the "
    "appointments taken for him, whoever takes them; user accounts stay with the operator"
)
_OWN: Final = ("4(7)",)
_FOR_ANOTHER: Final = ("4(7)", "28")

RULES: Final = (
    PresetRule("rul_elblucxgiaiyvveoavx4", Preset.POLICY, Channel.ONLINE, PartyKind.OPERATOR, _OWN, _POLICY),
    PresetRule("rul_u5fmjfamrdwx7ao7jnk4", Preset.POLICY, Channel.PHONE, PartyKind.OPERATOR, _OWN, _POLICY),
    PresetRule(
        "rul_exaqefgrxrwrf3n4hwjy",
        Preset.POLICY,
        Channel.AGENDA,
        PartyKind.PROFESSIONAL,
        _FOR_ANOTHER,
        _POLICY,
    ),
    *(
        PresetRule(rule_id, Preset.CNIL_GUIDE, channel, PartyKind.PROFESSIONAL, _FOR_ANOTHER, _GUIDE)
        for rule_id, channel in (
            ("rul_dy3grro2kgm2hxprxc4c", Channel.ONLINE),
            ("rul_2c7lklbme4vr7fpbzqqy", Channel.PHONE),
            ("rul_m6aa6gj7lahh2wjsbh4l", Channel.AGENDA),
        )
    ),
)
"""One rule for each preset and channel, in force since the GDPR applies."""

_INSERT_RULE = """
INSERT INTO controllership_rule (id, preset, channel, controller, articles, source, valid_from)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
"""
_INSERT_CHOICE = """
INSERT INTO preset_choice (valid_from, preset, chosen_by, chosen_at) VALUES (?, ?, ?, ?)
ON CONFLICT (valid_from) DO NOTHING
"""


async def install_presets(
    transaction: Transaction,
    *,
    now: int,
    chosen_by: str,
    chosen: Preset = Preset.POLICY,
    since: int = GDPR_APPLIES,
) -> None:
    """Write the rules of both presets where they are missing, and choose one from an instant on.

    `chosen_by` is the party that answers for the choice. A choice that stands from the same instant
    is kept: to change who controls, choose from a later instant, so that earlier records keep theirs.
    """
    for rule in RULES:
        await transaction.execute(_INSERT_RULE, *_columns(rule))
    await transaction.execute(_INSERT_CHOICE, since, chosen.value, chosen_by, now)


def _columns(rule: PresetRule) -> tuple[str | int, ...]:
    articles = " | ".join(rule.articles)
    return (
        rule.id,
        rule.preset.value,
        rule.channel.value,
        rule.controller.value,
        articles,
        rule.source,
        GDPR_APPLIES,
    )
