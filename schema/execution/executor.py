"""The executor: the library's, with a short way for what is plain."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final
from weakref import finalize

from graphql import FragmentDefinitionNode, FragmentSpreadNode, GraphQLOutputType, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetailsList
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.execution.compiling import Compiler, Key, key_of
from schema.execution.plan import Plan

_PLANS: Final[dict[int, dict[Key, Plan | None]]] = {}
"""By the id of an operation's node, for as long as somebody keeps its document."""


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    """Completes plain objects and lists of them by plans, which are compiled once for each document.

    A plan only ever succeeds: at whatever is not as usual (an error, a null that may not be, something
    to await) it gives up and the library does that object or list again, so errors, their paths and the
    nulls they leave are the library's own. Plain resolvers may therefore be called twice: they are
    functions of their object. Objects marked by `strawberry.cast` are not looked at.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        """Take what the library's executor takes."""
        super().__init__(*args, **named)
        self._plans = _plans_of(self.operation)

    def complete_object_value(self, *args: Any, **named: Any) -> Any:
        """Return the answer's object, or an awaitable of it."""
        return self._complete(super().complete_object_value, *args, **named)

    def complete_list_value(self, *args: Any, **named: Any) -> Any:
        """Return the answer's list, or an awaitable of it."""
        return self._complete(super().complete_list_value, *args, **named)

    def _complete(
        self,
        as_the_library: Callable[..., Any],
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        *rest: Any,
    ) -> Any:
        _info, _path, result, _position = rest
        plan = self._plan(return_type, field_details_list)
        if plan is not None:
            with suppress(Exception):  # whatever it is, the library meets it again and reports it
                return plan(result)
        return as_the_library(return_type, field_details_list, *rest)

    def _plan(self, kind: GraphQLOutputType, asked: FieldDetailsList) -> Plan | None:
        key = key_of(kind, asked)
        if key not in self._plans:
            plain = self.middleware_manager is None and not _varies(asked, self.fragment_definitions)
            compiler = Compiler(self.schema, self.collect_subfields, self._plans)
            self._plans[key] = compiler.strict(kind, asked) if plain else None
        return self._plans[key]


def _plans_of(operation: OperationDefinitionNode) -> dict[Key, Plan | None]:
    known = _PLANS.get(id(operation))
    if known is None:
        known = _PLANS[id(operation)] = {}
        finalize(operation, _PLANS.pop, id(operation))
    return known


def _varies(asked: FieldDetailsList, fragments: dict[str, FragmentDefinitionNode]) -> bool:
    """Whether a directive or a fragment's variable may make the selection another at the next request."""
    seen: set[str] = set()

    def within(node: Any) -> bool:
        return any(each.directives or beneath(each) for each in node.selection_set.selections)

    def beneath(node: Any) -> bool:
        if not isinstance(node, FragmentSpreadNode):
            return node.selection_set is not None and within(node)
        if node.name.value in seen:
            return False
        seen.add(node.name.value)
        return within(fragments[node.name.value])

    return any(each.defer_usage or each.fragment_variable_values or beneath(each.node) for each in asked)
