"""The executor: graphql-core's, with a short way for what is plain."""

from contextlib import suppress
from typing import Any, Final
from weakref import finalize

from graphql import (
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    OperationDefinitionNode,
    SelectionSetNode,
)
from graphql.execution.collect_fields import FieldDetailsList
from graphql.pyutils import Path
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

    def __init__(self, *args: Any, **given: Any) -> None:
        """Take what graphql-core's executor takes."""
        super().__init__(*args, **given)
        self._plans = _plans_of(self.operation)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Return the answer's object, or an awaitable of it."""
        plan = self._plan(return_type, field_details_list)
        if plan is not None:
            with suppress(Exception):  # whatever it is, the library meets it again and reports it
                return plan(result)
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def complete_list_value(
        self,
        return_type: GraphQLList[Any],
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Return the answer's list, or an awaitable of it."""
        plan = self._plan(return_type, field_details_list)
        if plan is not None:
            with suppress(Exception):  # as above
                return plan(result)
        return super().complete_list_value(
            return_type, field_details_list, info, path, result, position_context
        )

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
    """Whether a directive beneath may make the selection another at the next request."""
    seen: set[str] = set()

    def within(selections: SelectionSetNode | None) -> bool:
        return any(of(node) for node in selections.selections) if selections else False

    def of(node: Any) -> bool:
        if node.directives:
            return True
        if not isinstance(node, FragmentSpreadNode):
            return within(node.selection_set)
        name = node.name.value
        if name in seen:
            return False
        seen.add(name)
        return within(fragments[name].selection_set)

    return any(
        each.defer_usage or each.fragment_variable_values or within(each.node.selection_set) for each in asked
    )
