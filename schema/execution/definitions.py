"""From types of the compiled schema back to what Strawberry made them of."""

from typing import TypeVar

from graphql import GraphQLField, GraphQLNamedType
from strawberry.schema.schema_converter import GraphQLCoreConverter

D = TypeVar("D")


def definition_of(made: GraphQLField | GraphQLNamedType, kind: type[D]) -> D | None:
    """Return the definition a field or a type was made of; None for what is not Strawberry's."""
    definition = made.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return definition if isinstance(definition, kind) else None
