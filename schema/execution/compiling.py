"""Compiles a selection into one function per object type, which builds the answer's dict straight away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from graphql import (
    GraphQLAbstractType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
    is_leaf_type,
)
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList
from strawberry.types.base import StrawberryObjectDefinition

from schema.execution.leaves import leaf
from schema.execution.plan import Plan, definition_of, unusual
from schema.execution.reading import reader

Collect: TypeAlias = Callable[[GraphQLObjectType, FieldDetailsList], CollectedFields]
"""The library's own collecting of the fields beneath: fragments, type conditions, merging."""

Key: TypeAlias = tuple[GraphQLOutputType, tuple[int, ...]]


def key_of(kind: GraphQLOutputType, asked: FieldDetailsList) -> Key:
    """Return what names a selection within a document: the type, and the nodes that select from it."""
    return kind, tuple([id(each.node) for each in asked])


class Compiler:
    """Compiles the selections of one document; what it has seen it finds again in `plans`.

    No plan keeps a node, an executor or a variable: a selection with directives is never given to it.
    """

    def __init__(self, schema: GraphQLSchema, collect: Collect, plans: dict[Key, Plan | None]) -> None:
        """Take the schema, the way to collect fields, and the plans so far."""
        self._schema = schema
        self._collect = collect
        self._plans = plans

    def plan(self, kind: GraphQLOutputType, asked: FieldDetailsList) -> Plan | None:
        """Return the plan that completes values of a type; None if a field is not plain."""
        if isinstance(kind, GraphQLNonNull):
            return self.strict(kind.of_type, asked)
        strict = self.strict(kind, asked)
        return _nullable(strict) if strict else None

    def strict(self, kind: GraphQLOutputType, asked: FieldDetailsList) -> Plan | None:
        """Return the plan of a type apart from its null."""
        if is_leaf_type(kind):
            return leaf(kind)
        key = key_of(kind, asked)
        if key not in self._plans:
            self._plans[key] = self._compiled(kind, asked)
        return self._plans[key]

    def _compiled(self, kind: GraphQLOutputType, asked: FieldDetailsList) -> Plan | None:
        if isinstance(kind, GraphQLList):
            item = self.plan(kind.of_type, asked)
            return _list(item) if item else None
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind, asked)
        return self._abstract(kind, asked) if is_abstract_type(kind) else None

    def _abstract(self, kind: GraphQLAbstractType, asked: FieldDetailsList) -> Plan | None:
        definition = definition_of(kind, StrawberryObjectDefinition)
        if definition is not None and definition.resolve_type is not None:
            return None
        plans: dict[type, Plan] = {}
        for possible in self._schema.get_possible_types(kind):
            origin, plan = _origin(possible), self.strict(possible, asked)
            if origin and plan:
                plans[origin] = plan
        return _by_class(plans) if plans else None

    def _object(self, kind: GraphQLObjectType, asked: FieldDetailsList) -> Plan | None:
        origin = _origin(kind)
        fields: list[tuple[str, Plan, Plan]] = []
        for answered, nodes in self._collect(kind, asked).grouped_field_set.items():
            field = self._schema.get_field(kind, nodes[0].node.name.value)
            read = reader(kind, field) if field else None
            complete = self.plan(field.type, nodes) if field and read else None
            if read is None or complete is None:
                return None
            fields.append((answered, read, complete))
        return _dict(origin, fields) if origin else None


def _origin(kind: GraphQLObjectType) -> type | None:
    """Return the class whose instances are of a type for certain; None where more must be asked."""
    definition = definition_of(kind, StrawberryObjectDefinition)
    if definition is None or definition.is_type_of or definition.concrete_of:
        return None
    return definition.origin


def _dict(origin: type, fields: Sequence[tuple[str, Plan, Plan]]) -> Plan:
    def complete(value: Any) -> dict[str, Any]:
        if type(value) is not origin:
            raise unusual(value)
        return {answered: finish(read(value)) for answered, read, finish in fields}

    return complete


def _by_class(plans: Mapping[type, Plan]) -> Plan:
    def complete(value: Any) -> Any:
        plan = plans.get(type(value))
        if plan is None:
            raise unusual(value)
        return plan(value)

    return complete


def _list(item: Plan) -> Plan:
    def complete(value: Any) -> list[Any]:
        if type(value) is not list and type(value) is not tuple:
            raise unusual(value)
        return [item(each) for each in value]

    return complete


def _nullable(strict: Plan) -> Plan:
    def complete(value: Any) -> Any:
        return None if value is None else strict(value)

    return complete
