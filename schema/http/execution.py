"""Runs an operation on the compiled schema."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from inspect import isawaitable
from typing import Any

from graphql import ExecutionResult, GraphQLSchema, default_field_resolver, default_type_resolver
from graphql.execution import Executor
from graphql.execution.execute import (
    create_source_event_stream,
    execute_subscription_event,
    map_source_to_response_event,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.pyutils import AwaitableOrValue
from strawberry.execution import optimized_is_awaitable

from schema.http.document import Operation
from schema.http.patience import within
from schema.http.refusals import document_refused
from schema.http.variables import variable_problems

MAX_ERRORS = 20


class Execution:
    """Builds executors for operations of one schema.

    Drives graphql-core without Strawberry's own loop: documents are already parsed, checked and priced,
    and there are no extensions to call.
    """

    def __init__(self, schema: GraphQLSchema, executor_class: type[Executor[Any]]) -> None:
        self.schema = schema
        self.executor_class = executor_class

    def variables(self, operation: Operation, given: Mapping[str, Any]) -> VariableValues:
        """The coerced variables; raises RequestRefused (422) naming those that do not fit."""
        nodes = operation.node.variable_definitions
        if not nodes:
            return VariableValues({}, {})
        values = get_variable_values(
            self.schema, nodes, dict(given), max_errors=MAX_ERRORS, hide_suggestions=True
        )
        if isinstance(values, list):
            raise document_refused(*variable_problems(self.schema, nodes, given))
        return values

    def executor(self, operation: Operation, variables: VariableValues, context: object) -> Executor[Any]:
        """An executor for one run; what `Executor.build` would find again each time is given."""
        return self.executor_class(
            self.schema,
            operation.document.definitions,
            operation.document.fragments,
            None,
            context,
            operation.node,
            variables,
            default_field_resolver,
            default_type_resolver,
            default_field_resolver,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type] # strawberry's is not a TypeGuard
            hide_suggestions=True,
        )


async def answers_of(executor: Executor[Any], seconds: float) -> AsyncGenerator[ExecutionResult]:
    """The answers of a subscription, one per event, each made within `seconds`.

    Yields one answer without data if there is nothing to subscribe to.
    """
    source = create_source_event_stream(executor)
    if isawaitable(source):
        source = await within(seconds, source)
    if isinstance(source, ExecutionResult):
        yield source
        return

    def run(one_event: Executor[Any]) -> AwaitableOrValue[ExecutionResult]:
        result = execute_subscription_event(one_event)
        return within(seconds, result) if isawaitable(result) else result

    async with aclosing(map_source_to_response_event(executor, source, run)) as results:
        async for result in results:
            yield result
