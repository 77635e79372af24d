"""Why a party controls a record, in the languages of the product."""

from datetime import UTC, datetime
from typing import Final

from models.words import Channel, Language, PartyKind, Preset
from permissions.controllership import Controller

_CHANNELS: Final = {
    Language.FR: {
        Channel.ONLINE: "en ligne",
        Channel.PHONE: "par téléphone",
        Channel.AGENDA: "dans l'agenda du professionnel",
    },
    Language.EN: {
        Channel.ONLINE: "online",
        Channel.PHONE: "by telephone",
        Channel.AGENDA: "in the professional's agenda",
    },
}
_PRESETS: Final = {
    Language.FR: {
        Preset.POLICY: "la politique de l'exploitant",
        Preset.CNIL_GUIDE: "le guide de la CNIL et de l'Ordre des médecins",
    },
    Language.EN: {
        Preset.POLICY: "the operator's own policy",
        Preset.CNIL_GUIDE: "the guide of the CNIL and the medical order",
    },
}
_PARTIES: Final = {
    Language.FR: {PartyKind.OPERATOR: "l'exploitant", PartyKind.PROFESSIONAL: "le professionnel"},
    Language.EN: {PartyKind.OPERATOR: "the operator", PartyKind.PROFESSIONAL: "the professional"},
}
_SENTENCE: Final = {
    Language.FR: "Fiche collectée {channel} le {day}. La règle {rule}, d'après {preset}, désigne {party} "
    "comme responsable (RGPD art. {articles}).",
    Language.EN: "Collected {channel} on {day}. Rule {rule}, after {preset}, names {party} as the controller "
    "(GDPR art. {articles}).",
}
_ACCOUNT: Final = {
    Language.FR: "Collectée pour aucun professionnel en particulier, elle est un compte d'utilisateur, dont "
    "l'exploitant répond sous l'un et l'autre préréglage.",
    Language.EN: "Collected for no professional in particular, it is a user account, which the operator "
    "controls under either preset.",
}


def why_controlled(controller: Controller, channel: Channel, collected_at: int, language: Language) -> str:
    """Return who controls a record and why, in a sentence: channel, day (UTC), rule, preset and articles."""
    rule = controller.rule
    sentence = _SENTENCE[language].format(
        channel=_CHANNELS[language][channel],
        day=datetime.fromtimestamp(collected_at, UTC).date().isoformat(),
        rule=rule.id,
        preset=_PRESETS[language][rule.preset],
        party=_PARTIES[language][rule.controller],
        articles=", ".join(rule.articles),
    )
    return sentence if controller.kind is rule.controller else f"{sentence} {_ACCOUNT[language]}"
