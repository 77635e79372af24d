"""Runs a GraphQL request that was let in."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from inspect import isawaitable
from typing import Any, TypeAlias

from graphql import ExecutionResult
from graphql.execution import Executor
from starlette.types import Receive, Send
from strawberry import Schema
from structlog.typing import FilteringBoundLogger

from schema.http.admission import is_anonymous
from schema.http.answer import cost_of, data_status, encode, send_json
from schema.http.codes import Code
from schema.http.document import Documents, Operation
from schema.http.exchange import Exchange
from schema.http.execution import Execution, answers_of
from schema.http.facts import RequestFacts
from schema.http.negotiation import Form
from schema.http.patience import within
from schema.http.problem import Problem
from schema.http.refusals import document_refused, limit_exceeded, mutation_by_query, not_acceptable
from schema.http.request import GraphQLRequest
from schema.http.results import run_problems
from schema.http.settings import EndpointSettings
from schema.http.stream import send_once
from schema.http.streams import Streams
from schema.http.wording import Wording
from schema.limits.excess import LimitExceeded

Settle: TypeAlias = Callable[[Any, frozenset[str]], Awaitable[None]]
"""What must be done before an answer leaves, with the request's context and the fields that it selects.

If it raises, nothing leaves.
"""


class Runner:
    """Takes a request from its text to its answer."""

    def __init__(
        self,
        schema: Schema,
        settings: EndpointSettings,
        *,
        executor_class: type[Executor[Any]] | None,
        settle: Settle | None,
        wording: Wording,
        log: FilteringBoundLogger,
        streams: Streams,
    ) -> None:
        compiled = schema._schema  # noqa: SLF001 - the compiled schema has no public name
        self.documents = Documents(compiled, settings.bounds(), settings.document_memory)
        self.execution = Execution(compiled, executor_class or schema.execution_context_class)
        self.settings = settings
        self.settle = settle
        self.wording = wording
        self.log = log
        self.streams = streams

    def operation(self, exchange: Exchange, request: GraphQLRequest, facts: RequestFacts) -> Operation:
        """The operation to run; raises RequestRefused for what forbids it whatever its variables."""
        document = self.documents.prepare(request.query)
        exchange.document = document.name
        operation = document.operation(request.operation_name)
        exchange.kind = operation.kind
        exchange.coordinates = operation.coordinates
        self._check(operation, exchange, facts)
        return operation

    def executor(
        self, exchange: Exchange, operation: Operation, given: Mapping[str, Any], context: object
    ) -> Executor[Any]:
        """The executor of an operation; raises RequestRefused for its variables and for its price."""
        variables = self.execution.variables(operation, given)
        exchange.cost = operation.cost(variables.coerced)
        if exchange.cost > self.settings.cost:
            excess = LimitExceeded("limit.cost", limit=self.settings.cost, found=exchange.cost)
            raise limit_exceeded(excess)
        return self.execution.executor(operation, variables, context)

    def _check(self, operation: Operation, exchange: Exchange, facts: RequestFacts) -> None:
        if operation.kind == "mutation":
            if exchange.scope["method"] == "QUERY":
                raise mutation_by_query()
            if facts.idempotency_key is not None and operation.roots > 1:
                raise document_refused(Problem(Code.BAD_REQUEST, "one_mutation"))
        if operation.kind == "subscription" and not exchange.accepted.stream:
            raise not_acceptable("stream_needed")
        if operation.introspects and not self.settings.development and is_anonymous(exchange.caller):
            facts_shown = {"rule": "NoSchemaIntrospection"}
            raise document_refused(
                Problem(Code.GRAPHQL_VALIDATION_FAILED, "introspection", facts=facts_shown)
            )

    async def answer(
        self, exchange: Exchange, operation: Operation, executor: Executor[Any], receive: Receive, send: Send
    ) -> None:
        """Run and send the answer, as a stream where that is asked for."""
        if operation.kind == "subscription":
            exchange.form = Form.STREAM
            async with aclosing(self._answers(exchange, executor)) as answers:
                await self.streams.send(exchange, answers, receive, send)
            return
        result = await self._result(operation, executor, receive)
        body = await self.settled(result, exchange, executor.context_value)
        if exchange.form is Form.STREAM:
            await send_once(send, exchange, body)
            return
        partial = self.settings.partial_status_294
        status = data_status(exchange, errors=bool(result.errors), partial=partial)
        await send_json(send, exchange, status, body)

    async def _result(
        self, operation: Operation, executor: Executor[Any], receive: Receive
    ) -> ExecutionResult:
        if operation.schema_answer is not None:
            return ExecutionResult(operation.schema_answer, None)
        result: Any = executor.execute_operation()
        if isawaitable(result):
            watched = receive if operation.kind == "query" else None
            result = await within(self.settings.operation_seconds, result, watched)
        if operation.only_introspects and not operation.node.variable_definitions and not result.errors:
            # The schema does not change while the process lives; reading all of it takes long.
            operation.schema_answer = result.data
        answer: ExecutionResult = result
        return answer

    async def _answers(self, exchange: Exchange, executor: Executor[Any]) -> AsyncGenerator[bytes]:
        async for result in answers_of(executor, self.settings.operation_seconds):
            yield await self.settled(result, exchange, executor.context_value)

    async def settled(self, result: ExecutionResult, exchange: Exchange, context: object) -> bytes:
        """The JSON of one result, once its request is settled."""
        body = self.body(result, exchange)
        if self.settle:
            await self.settle(context, exchange.coordinates)
        return body

    def body(self, result: ExecutionResult, exchange: Exchange) -> bytes:
        """The JSON of one result: errors in our own words, data, and the cost."""
        answer: dict[str, Any] = {}
        if result.errors:
            problems = run_problems(result.errors, exchange, self.log)
            exchange.code = problems[0].code
            answer["errors"] = [
                self.wording.error(problem, exchange.language, exchange.request_id) for problem in problems
            ]
        answer["data"] = result.data
        answer["extensions"] = cost_of(exchange, self.settings.cost)
        return encode(answer)
