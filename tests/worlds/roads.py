"""How to reach each type of the schema from its roots."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from random import Random
from typing import NamedTuple

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
)

Fielded = GraphQLObjectType | GraphQLInterfaceType
Composite = Fielded | GraphQLUnionType


class Step(NamedTuple):
    """From a type by a field, or without one by a condition on what it is as well."""

    parent: str
    field: str | None


class Roads:
    """The ways through one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._into: dict[str, list[Step]] = {}
        self._far: dict[str, int] = {}
        for root in self.roots:
            self._explore(root.name)

    @property
    def roots(self) -> list[GraphQLObjectType]:
        """The types that operations begin at; an event is read like an answer."""
        return [each for each in (self.schema.query_type, self.schema.mutation_type) if each]

    @cached_property
    def coordinates(self) -> list[str]:
        """Every field that an answer can hold, as `Type.field`."""
        return [
            f"{name}.{field}"
            for name in sorted(self._far)
            for field in getattr(self.schema.type_map[name], "fields", ())
        ]

    def into(self, name: str) -> list[Step]:
        """Return every last step of a way to a type."""
        return list(self._into.get(name, ()))

    def to(self, name: str, dice: Random) -> list[Step]:
        """Return a shortest way to a type, one of them at random."""
        way: list[Step] = []
        while self._far[name]:
            nearer = [each for each in self._into[name] if self._far[each.parent] < self._far[name]]
            way.append(dice.choice(nearer))
            name = way[-1].parent
        return way[::-1]

    def _explore(self, root: str) -> None:
        self._far[root] = 0
        waiting = [root]
        while waiting:
            here = waiting.pop(0)
            for step, there in self._from(here):
                self._into.setdefault(there, []).append(step)
                if there not in self._far:
                    self._far[there] = self._far[here] + 1
                    waiting.append(there)

    def _from(self, name: str) -> Iterator[tuple[Step, str]]:
        kind = self.schema.type_map[name]
        for field, definition in getattr(kind, "fields", {}).items():
            target = get_named_type(definition.type)
            if is_composite_type(target):
                yield Step(name, field), target.name
        for each in possible_types(self.schema, kind):
            yield Step(name, None), each
        for interface in getattr(kind, "interfaces", ()):
            yield Step(name, None), interface.name


def possible_types(schema: GraphQLSchema, kind: object) -> Iterable[str]:
    """Return what an abstract type can be, interfaces included; nothing for any other type."""
    if isinstance(kind, GraphQLUnionType):
        return [each.name for each in kind.types]
    if isinstance(kind, GraphQLInterfaceType):
        found = schema.get_implementations(kind)
        return [each.name for each in (*found.objects, *found.interfaces)]
    return []
