"""All that a record tells of itself, by each way into it: its personal values with every field they have."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from graphql import GraphQLNamedType, GraphQLSchema, get_named_type, is_composite_type

from tests.worlds.documents import Composer, Document, Draft
from tests.worlds.roads import Step, possible_types

PERSONAL = "PersonalValue"
"""The interface of what is shown through the lens: whatever implements it is a personal value."""


class Whole(NamedTuple):
    """The fragments that ask for all of a type, the name of the first, and the fields they ask for."""

    name: str
    fragments: tuple[str, ...]
    fields: frozenset[str]


@lru_cache(maxsize=16)
def whole_of(schema: GraphQLSchema, holder: str) -> Whole:
    """Return the fragments of a type with personal fields."""
    kind = schema.type_map[holder]
    parts, fields, values = [], set[str](), set[str]()
    for name, each in kind.fields.items():  # type: ignore[attr-defined] # only of types with fields
        target = get_named_type(each.type)
        if target.name in personal_types(schema):
            parts.append(f"{name} {{ ...Whole{target.name} }}")
            values.add(target.name)
        elif not is_composite_type(target):
            parts.append(name)
        else:
            continue
        fields.add(f"{holder}.{name}")
    told = [f"fragment Whole{holder} on {holder} {{ {' '.join(parts)} }}"]
    for value in sorted(values):
        leaves = _leaves(schema.type_map[value], fields)
        told.append(f"fragment Whole{value} on {value} {leaves}")
    return Whole(f"Whole{holder}", tuple(told), frozenset(fields))


def _leaves(kind: GraphQLNamedType, fields: set[str]) -> str:
    """Return the braces with everything beneath a value: its reasons and its parts hold no records."""
    told = []
    for name, each in kind.fields.items():  # type: ignore[attr-defined] # only of types with fields
        target = get_named_type(each.type)
        fields.add(f"{kind.name}.{name}")
        told.append(f"{name} {_leaves(target, fields)}" if is_composite_type(target) else name)
    return f"{{ {' '.join(told)} }}"


@lru_cache(maxsize=4)
def personal_types(schema: GraphQLSchema) -> frozenset[str]:
    """Return the types of personal values."""
    return frozenset(possible_types(schema, schema.type_map[PERSONAL]))


@lru_cache(maxsize=4)
def holders(schema: GraphQLSchema) -> tuple[str, ...]:
    """Return the types that have personal fields of their own."""
    found = []
    for kind in schema.type_map.values():
        of_fields = [get_named_type(each.type).name for each in getattr(kind, "fields", {}).values()]
        if not kind.name.startswith("__") and personal_types(schema) & set(of_fields):
            found.append(kind.name)
    return tuple(found)


def every_way(composer: Composer) -> Iterator[Document]:
    """Yield a document for each way into a record that holds something personal."""
    for holder in holders(composer.schema):
        for step in composer.roads.into(holder):
            yield one_way(composer, step, holder)


def one_way(composer: Composer, into: Step, holder: str) -> Document:
    """Return a document that goes one way into a record, straight, and asks for all of it."""
    whole, draft = whole_of(composer.schema, holder), Draft(composer.dice)
    way = [*composer.roads.to(into.parent, composer.dice), into]
    body = _along(composer, draft, way, f"{{ ...{whole.name} }}", holder)
    kind = "mutation" if way[0].parent == "Mutation" else "query"
    marked = "\n".join([body, *whole.fragments])
    return Document(kind, marked, tuple(draft.variables), frozenset(draft.fields | whole.fields))


def _along(composer: Composer, draft: Draft, way: Sequence[Step], told: str, there: str) -> str:
    for step in reversed(way):
        if step.field is None:
            told = f"{{ ... on {there} {told} }}"
        else:
            parent = composer.schema.type_map[step.parent]
            definition = parent.fields[step.field]  # type: ignore[attr-defined] # only of types with fields
            coordinate = f"{step.parent}.{step.field}"
            draft.fields.add(coordinate)
            told = f"{{ {step.field}{composer.arguments(draft, coordinate, definition)} {told} }}"
        there = step.parent
    return told
