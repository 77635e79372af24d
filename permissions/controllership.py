"""Who controls a record? The rules in force when it was collected answer, by channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from models.storage.reading import fetch
from models.words import Channel, PartyKind, Preset


@dataclass(frozen=True, slots=True)
class Rule:
    """From `valid_from` until `valid_until` records of `channel` are controlled by `controller`."""

    id: str
    preset: Preset
    channel: Channel
    controller: PartyKind
    articles: tuple[str, ...]
    source: str
    valid_from: int
    valid_until: int | None

    def __post_init__(self) -> None:
        """Refuse a rule that no text of law stands behind."""
        if not self.articles or not all(map(str.strip, self.articles)):
            raise ValueError(f"controllership rule {self.id} names no article")

    def holds_at(self, instant: int) -> bool:
        """Whether the rule is in force at an instant."""
        return self.valid_from <= instant and (self.valid_until is None or instant < self.valid_until)

    def contradicts(self, other: "Rule") -> bool:
        """Whether both are in force at one instant for the same records, and name different controllers."""
        same = (self.preset, self.channel) == (other.preset, other.channel)
        together = self.holds_at(other.valid_from) or other.holds_at(self.valid_from)
        return same and together and self.controller is not other.controller


@dataclass(frozen=True, slots=True)
class Choice:
    """From `valid_from` on, this preset is in force; an account chose it, or a party at the founding."""

    valid_from: int
    preset: Preset
    chosen_by: str = ""
    chosen_at: int = 0


class Controller(NamedTuple):
    """The party that controls a record (GDPR art. 4(7)) and the rule that says so."""

    kind: PartyKind
    party_id: str
    rule: Rule


class NoControllershipRule(LookupError):
    """No rule covers a record: nothing of it may be shown."""


class ContradictoryRules(ValueError):
    """Two rules in force at one instant name different controllers for the same records."""


class Controllership:
    """The rules and the chosen presets of this deployment, ready to be asked."""

    def __init__(self, operator_id: str, rules: Iterable[Rule], choices: Iterable[Choice]) -> None:
        """Index the rules by preset and channel, and order all by date: of two in force the later counts."""
        self.operator_id = operator_id
        self.rules = sorted(rules, key=lambda rule: (rule.valid_from, rule.id), reverse=True)
        self.choices = sorted(choices, key=lambda choice: choice.valid_from, reverse=True)
        self._by_channel: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.rules:
            self._by_channel.setdefault((rule.preset, rule.channel), []).append(rule)

    def controller(self, channel: str, collected_at: int, professional_id: str | None) -> Controller:
        """Return who controls a record collected through a channel at an instant for a professional.

        A record collected for nobody in particular is a user account, which the operator controls
        under either preset.
        """
        rule = self._rule(channel, collected_at)
        if rule.controller is PartyKind.PROFESSIONAL and professional_id is not None:
            return Controller(PartyKind.PROFESSIONAL, professional_id, rule)
        return Controller(PartyKind.OPERATOR, self.operator_id, rule)

    def preset_at(self, instant: int) -> Preset:
        """Return the preset in force at an instant."""
        for choice in self.choices:
            if choice.valid_from <= instant:
                return choice.preset
        raise NoControllershipRule("no preset was chosen for that date")

    def supposing(self, preset: Preset) -> "Controllership":
        """Return the same rules as if one preset had been in force all the time."""
        return Controllership(self.operator_id, self.rules, [Choice(0, preset)])

    def _rule(self, channel: str, collected_at: int) -> Rule:
        for rule in self._by_channel.get((self.preset_at(collected_at), channel), ()):
            if rule.holds_at(collected_at):
                return rule
        raise NoControllershipRule(f"no rule covers channel {channel} at that date")


_RULES = """
SELECT r.id, r.preset, r.channel, r.controller, r.articles, r.source, r.valid_from, r.valid_until,
    c.valid_from AS chosen_from, c.chosen_by, c.chosen_at
FROM controllership_rule r LEFT JOIN preset_choice c ON c.preset = r.preset
"""


async def load_controllership(operator_id: str) -> Controllership:
    """Return the rules of every preset and which was chosen when, in one statement.

    Raises:
        ContradictoryRules: two rules cannot both be followed.
        ValueError: a rule names no article.
    """
    return _controllership(operator_id, tuple([_Stored(**row) for row in await fetch(_RULES)]))


class _Stored(NamedTuple):
    """A rule as it is stored, beside one choice of its preset, if it was ever chosen."""

    id: str
    preset: str
    channel: str
    controller: str
    articles: str
    source: str
    valid_from: int
    valid_until: int | None
    chosen_from: int | None
    chosen_by: str | None
    chosen_at: int | None


@lru_cache(maxsize=4)
def _controllership(operator_id: str, stored: tuple[_Stored, ...]) -> Controllership:
    """Index the rules once for as long as the same are read: they change once in years."""
    rules = {each.id: _rule_of(each) for each in stored}
    for one, other in combinations(rules.values(), 2):
        if one.contradicts(other):
            raise ContradictoryRules(f"rules {one.id} and {other.id} name two controllers at one date")
    choices = {
        Choice(each.chosen_from, Preset(each.preset), each.chosen_by or "", each.chosen_at or 0)
        for each in stored
        if each.chosen_from is not None
    }
    return Controllership(operator_id, rules.values(), choices)


def _rule_of(stored: _Stored) -> Rule:
    return Rule(
        stored.id,
        Preset(stored.preset),
        Channel(stored.channel),
        PartyKind(stored.controller),
        tuple(stored.articles.split(" | ")),
        stored.source,
        stored.valid_from,
        stored.valid_until,
    )
