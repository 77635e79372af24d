"""Documents written from the schema itself: every field comes up, the seldom asked ones first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_required_argument,
)

from tests.worlds.roads import Roads, Step, possible_types
from tests.worlds.sources import source_of

DEEPEST: Final = 8
_REFUSAL: Final = ("code", "message", "path")
"""What every mutation is asked beside, so that no refusal goes by unread."""

_WIDEST: Final = 900
"""How many objects a list within lists may be taken for before no list goes below it."""
_USUAL_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """A variable of a document: what it is called, its type, and which argument it fills."""

    name: str
    kind: GraphQLInputType
    coordinate: str


@dataclass(frozen=True, slots=True)
class Document:
    """One operation: its text with its variables marked, those variables, and the fields it asks for."""

    kind: str
    marked: str
    variables: tuple[Asked, ...]
    fields: frozenset[str]

    @property
    def text(self) -> str:
        """The document with its variables."""
        told = ", ".join(f"${each.name}: {each.kind}" for each in self.variables)
        head = f"{self.kind} ({told}) " if told else f"{self.kind} "
        return head + _filled(self.marked, {each.name: f"${each.name}" for each in self.variables})

    def spelt(self, literals: Mapping[str, str]) -> str:
        """Return the document with literals in the place of its variables."""
        told = {each.name: literals.get(each.name, "null") for each in self.variables}
        return f"{self.kind} {_filled(self.marked, told)}"


def _filled(marked: str, told: Mapping[str, str]) -> str:
    for name, text in told.items():
        marked = marked.replace(f"§{name}§", text)
    return marked


@dataclass
class Draft:
    """A document while it is written."""

    dice: Random
    variables: list[Asked] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0

    def luck(self, share: float) -> bool:
        return self.dice.random() < share


class Composer:
    """Writes documents over a schema; `counts` tells how often each field was asked for so far."""

    def __init__(self, schema: GraphQLSchema, dice: Random, counts: Counter[str]) -> None:
        self.schema = schema
        self.roads = Roads(schema)
        self.dice = dice
        self.counts = counts

    def compose(self, target: str) -> Document:
        """Return a document that asks for a field, given as `Type.field`, and for others beside it."""
        draft = Draft(self.dice)
        name, wanted = target.split(".")
        way = [*self.roads.to(name, self.dice), Step(name, wanted)]
        root = way[0].parent
        body = self._selection(draft, self.schema.type_map[root], way, 1, 1)
        kind = "mutation" if root == "Mutation" else "query"
        marked = "\n".join([body, *draft.fragments])
        return Document(kind, marked, tuple(draft.variables), frozenset(draft.fields))

    def _selection(
        self, draft: Draft, kind: GraphQLNamedType, way: Sequence[Step], depth: int, size: int
    ) -> str:
        """Return the braces of a type: the next step of the way, and others beside it."""
        parts: list[str] = []
        taken: set[str] = set()
        if way:
            parts.append(self._step(draft, kind, way, depth, size))
            taken.add(way[0].field or "")
        if kind is not self.schema.mutation_type:
            parts += self._beside(draft, kind, taken, depth, size)
        if not parts:
            parts.append("__typename")
        self.dice.shuffle(parts)
        return self._braced(draft, kind, parts)

    def _step(self, draft: Draft, kind: GraphQLNamedType, way: Sequence[Step], depth: int, size: int) -> str:
        step, rest = way[0], way[1:]
        if step.field is None:
            narrower = self.schema.type_map[rest[0].parent]
            return f"... on {narrower.name} {self._selection(draft, narrower, rest, depth, size)}"
        return self._field(draft, kind, step.field, rest, depth, size)

    def _beside(
        self, draft: Draft, kind: GraphQLNamedType, taken: set[str], depth: int, size: int
    ) -> Iterator[str]:
        fields = getattr(kind, "fields", {})
        leaves = [name for name, each in fields.items() if not is_composite_type(get_named_type(each.type))]
        chosen = self._leaves(draft, kind, leaves)
        if depth < DEEPEST and size <= _WIDEST:
            others = [name for name in fields if name not in {*leaves, "errors"}]
            least = 0 if chosen or taken else 1
            chosen += self._rare(kind, others, self.dice.choice((0, 1, 1, 2)), least)
        for name in chosen:
            if name not in taken:
                yield self._field(draft, kind, name, (), depth, size)
        if "errors" in set(fields) - taken:
            draft.fields |= {f"{kind.name}.errors", *(f"UserError.{name}" for name in _REFUSAL)}
            yield f"errors {{ __typename ... on UserError {{ {' '.join(_REFUSAL)} }} }}"
        yield from self._closer(draft, kind, depth, size)
        if draft.luck(0.15):
            yield "__typename"

    def _leaves(self, draft: Draft, kind: GraphQLNamedType, leaves: list[str]) -> list[str]:
        """Return fields without fields of their own: none at the root, else often all there are."""
        if kind is self.schema.query_type:
            return []
        return list(leaves) if draft.luck(0.4) else self._rare(kind, leaves, 5)

    def _closer(self, draft: Draft, kind: GraphQLNamedType, depth: int, size: int) -> Iterator[str]:
        """Look at an abstract type as what it can be, and at any type as what it implements."""
        narrower = list(possible_types(self.schema, kind))
        some = self.dice.sample(narrower, min(len(narrower), self.dice.choice((0, 1, 2))))
        some += [each.name for each in getattr(kind, "interfaces", ()) if draft.luck(0.15)]
        for name in some:
            inner = self._selection(draft, self.schema.type_map[name], (), depth, size)
            yield f"... on {name} {inner}"

    def _rare(self, kind: GraphQLNamedType, names: Sequence[str], most: int, least: int = 0) -> list[str]:
        """Return some of the fields, the seldom asked ones likelier."""
        keys = {
            name: self.dice.random() ** (1 + self.counts[f"{kind.name}.{name}"]) for name in sorted(names)
        }
        return sorted(keys, key=lambda name: keys[name], reverse=True)[
            : max(least, self.dice.randint(0, most))
        ]

    def _field(
        self,
        draft: Draft,
        kind: GraphQLNamedType,
        name: str,
        way: Sequence[Step],
        depth: int,
        size: int,
    ) -> str:
        definition: GraphQLField = kind.fields[name]  # type: ignore[attr-defined] # only of types with fields
        draft.fields.add(f"{kind.name}.{name}")
        told = self._alias(draft) + name + self.arguments(draft, f"{kind.name}.{name}", definition)
        told += self._directive(draft, bool(way))
        target = get_named_type(definition.type)
        if not is_composite_type(target):
            return told
        many = is_list_type(get_nullable_type(definition.type))
        beneath = size * _USUAL_PAGE if many else size
        return f"{told} {self._selection(draft, target, way, depth + 1, beneath)}"

    def _alias(self, draft: Draft) -> str:
        if draft.aliases >= 6 or not draft.luck(0.06):
            return ""
        draft.aliases += 1
        return f"a{draft.aliases}: "

    def _directive(self, draft: Draft, needed: bool) -> str:
        if not draft.luck(0.04):
            return ""
        told = [" @include(if: true)", " @skip(if: false)"]
        return self.dice.choice(told if needed else [*told, " @skip(if: true)"])

    def arguments(self, draft: Draft, coordinate: str, definition: GraphQLField) -> str:
        """Return the arguments of a field, each by a variable; some of the optional ones."""
        told = []
        for name, argument in definition.args.items():
            source_of(f"{coordinate}({name})", get_named_type(argument.type))
            if not is_required_argument(argument) and not draft.luck(0.5):
                continue
            variable = Asked(f"v{len(draft.variables)}", argument.type, f"{coordinate}({name})")
            draft.variables.append(variable)
            told.append(f"{name}: §{variable.name}§")
        return f"({', '.join(told)})" if told else ""

    def _braced(self, draft: Draft, kind: GraphQLNamedType, parts: Sequence[str]) -> str:
        inner = "{ " + " ".join(parts) + " }"
        if kind in self.roads.roots or not draft.luck(0.12):
            return inner
        name = f"F{len(draft.fragments)}"
        draft.fragments.append(f"fragment {name} on {kind.name} {inner}")
        return f"{{ ...{name} }}"
