"""How a plain field is read from its object: an attribute, or a synchronous method of it alone."""

from operator import attrgetter
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, TypeNameMetaFieldDef
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from schema.execution.plan import Plan, definition_of


def reader(kind: GraphQLObjectType, field: GraphQLField) -> Plan | None:
    """Return what reads a field of an object, or None for one that needs more than the object.

    Arguments, `info`, extensions, permissions and coroutines need more.
    """
    if field is TypeNameMetaFieldDef:
        return _always(kind.name)
    definition = definition_of(field, StrawberryField)
    if definition is None or not _is_plain(field, definition):
        return None
    resolver = definition.base_resolver
    if resolver is None:
        return attrgetter(definition.python_name)
    function: Any = resolver.wrapped_func
    return function if _needs_only_self(resolver) else None


def _is_plain(field: GraphQLField, definition: StrawberryField) -> bool:
    usual = definition.default_resolver is getattr and not definition.is_subscription
    return usual and not (field.args or definition.extensions or definition.is_async)


def _needs_only_self(resolver: StrawberryResolver[object]) -> bool:
    asked_for = [each for each in resolver.reserved_parameters.values() if each is not None]
    return asked_for == [resolver.self_parameter] and len(resolver.signature.parameters) == 1


def _always(name: str) -> Plan:
    def read(_: object) -> str:
        return name

    return read
