"""What a compiled selection is, how it gives up, and what Strawberry made its types of."""

from collections.abc import Callable
from inspect import iscoroutine
from typing import Any, TypeAlias, TypeVar

from graphql import GraphQLField, GraphQLNamedType
from strawberry.schema.schema_converter import GraphQLCoreConverter

D = TypeVar("D")

Plan: TypeAlias = Callable[[Any], Any]
"""From what a resolver returned to what stands in the answer; raises whatever it cannot complete."""


class Unusual(Exception):
    """A plan met what it was not made for: the library does the whole of it again, errors included."""


def unusual(value: Any) -> Unusual:
    """Return what to raise over a value; nobody will await it here any more."""
    if iscoroutine(value):
        value.close()
    return Unusual()


def definition_of(made: GraphQLField | GraphQLNamedType, kind: type[D]) -> D | None:
    """Return the definition a field or a type was made of; None for what is not Strawberry's."""
    definition = made.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return definition if isinstance(definition, kind) else None
