"""Plans that complete scalars and enums; none returns null, and none accepts it."""

from typing import Any, Final

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLLeafType,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
)
from strawberry.types.enum import StrawberryEnumDefinition

from schema.execution.plan import Plan, definition_of, unusual

_UNCHANGED: Final[dict[GraphQLScalarType, type]] = {
    GraphQLString: str,
    GraphQLID: str,
    GraphQLBoolean: bool,
}
"""The scalars that write values of one Python type as they are."""


def leaf(kind: GraphQLLeafType) -> Plan:
    """Return the plan of a scalar or an enum."""
    if isinstance(kind, GraphQLEnumType):
        return _enum(kind)
    unchanged = _UNCHANGED.get(kind)
    return _coerced(kind) if unchanged is None else _as_it_is(unchanged, _coerced(kind))


def _as_it_is(python_type: type, otherwise: Plan) -> Plan:
    def complete(value: Any) -> Any:
        return value if type(value) is python_type else otherwise(value)

    return complete


def _coerced(kind: GraphQLLeafType) -> Plan:
    def complete(value: Any) -> Any:
        if value is None or value is Undefined or isinstance(value, Exception):
            raise unusual(value)
        try:
            written = kind.coerce_output_value(value)
        except Exception:  # noqa: BLE001 - whatever a scalar raises, the library meets it again
            raise unusual(value) from None
        if written is None or written is Undefined:
            raise unusual(value)
        return written

    return complete


def _enum(kind: GraphQLEnumType) -> Plan:
    """Look members up once: Strawberry compares each value of the enum with each member it writes."""
    otherwise = _coerced(kind)
    definition = definition_of(kind, StrawberryEnumDefinition)
    members: list[Any] = list(definition.wrapped_cls) if definition else []
    names = {each: kind.coerce_output_value(each) for each in members}

    def complete(value: Any) -> Any:
        name = names.get(value)
        return otherwise(value) if name is None else name

    return complete
