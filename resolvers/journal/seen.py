"""What a request was shown, in the few words that the journal keeps of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import orjson

from models.words import Category, FieldState
from permissions.decision import Decision
from permissions.fields import PERSONAL_FIELDS
from permissions.standing import Record


class Told(NamedTuple):
    """What was told of one category: its state, and by which rule and articles.

    `fields` are those of the category that the request asked for, as `Type.field`: by its document, since
    which of them were answered of this record would tell what else was found.
    """

    category: str
    state: str
    rule: str
    articles: tuple[str, ...]
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Seen:
    """Collects what one request looks at.

    `beside_secret` are contacts seen beside something that their representatives must not know of,
    `otherwise` those seen by themselves or beside anything else.
    """

    looked: list[tuple[Record, Decision]] = field(default_factory=list)
    beside_secret: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)

    def bring(self, contact_id: str, *, secret: bool) -> None:
        """Note what brought a contact into sight: a minor's secret, or anything else."""
        (self.beside_secret if secret else self.otherwise).add(contact_id)

    @property
    def only_by_secret(self) -> set[str]:
        """The contacts that nothing but a secret brought into sight: that they were seen is as secret."""
        return self.beside_secret - self.otherwise


class Group(NamedTuple):
    """Records of which the same was told to the same role."""

    role: str
    told: tuple[Told, ...]
    records: list[Record]

    @property
    def categories(self) -> str:
        """The categories told of, with spaces between."""
        return " ".join(dict.fromkeys(each.category for each in self.told))


def grouped(looked: Iterable[tuple[Record, Decision]]) -> list[Group]:
    """Return the records in groups of equal decisions, in the order they were looked at.

    A silent decision is told as the open one it is like: no group tells that something is kept from view.
    """
    words = _Words()
    by_record: dict[str, tuple[Record, set[int]]] = {}
    for record, decision in looked:
        known = by_record.get(record.id)
        if known is None:
            known = by_record[record.id] = (record, set())
        known[1].add(words.number(decision))
    groups: dict[frozenset[int], list[Record]] = {}
    for record, numbers in by_record.values():
        groups.setdefault(frozenset(numbers), []).append(record)
    return [_group(words, numbers, records) for numbers, records in groups.items()]


def _group(words: "_Words", numbers: Iterable[int], records: list[Record]) -> Group:
    found = sorted((words.told[number] for number in numbers), key=_place)
    return Group(found[0][0], tuple(told for _, told in found), records)


def _place(words: tuple[str, Told]) -> tuple[int, int, str]:
    """Return where a decision stands in its group: by category, then the most protective state first.

    The order in which decisions came up would tell what other records the request had looked at before.
    """
    told = words[1]
    return _CATEGORIES.index(told.category), -_STATES.index(told.state), told.rule


_CATEGORIES: Final = [each.value for each in Category]
_STATES: Final = [each.value for each in FieldState]


class _Words:
    """Numbers decisions by what is told of them, so that most are looked up by identity."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Told]] = []
        self._by_identity: dict[int, int] = {}
        self._by_words: dict[tuple[str, Told], int] = {}

    def number(self, decision: Decision) -> int:
        found = self._by_identity.get(id(decision))
        if found is None:
            told = Told(decision.category.value, decision.told.value, decision.rule, decision.articles)
            words = (decision.role.value, told)
            found = self._by_words.setdefault(words, len(self.told))
            if found == len(self.told):
                self.told.append(words)
            self._by_identity[id(decision)] = found
        return found


def written(groups: Iterable[Group], selected: Collection[str]) -> str:
    """Return groups as the journal keeps them, for a request that selects these fields.

    [role, [[category, state, rule, articles, fields]], [record ids]]
    """
    asked = {name: field.category for name, field in PERSONAL_FIELDS.items() if name in selected}

    def with_fields(told: Told) -> Told:
        return told._replace(fields=tuple(name for name, each in asked.items() if each == told.category))

    return orjson.dumps(
        [
            (role, [tuple(with_fields(each)) for each in told], [record.id for record in records])
            for role, told, records in groups
        ]
    ).decode()


class Sight(NamedTuple):
    """Of some records: what was told to which role."""

    role: str
    told: tuple[Told, ...]
    record_ids: tuple[str, ...]


def read(shown: str) -> Iterator[Sight]:
    """Yield what an entry tells of what was shown."""
    for role, told, ids in orjson.loads(shown):
        decisions = tuple(Told(*each[:3], *map(tuple, each[3:])) for each in told)
        yield Sight(role, decisions, tuple(ids))
