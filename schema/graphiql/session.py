"""The two JSON files the page reads: the examples, and in development the demo callers."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from schema.graphiql.browser_policy import SESSION_HEADERS
from schema.graphiql.demo import DemoCaller, DemoWorld
from schema.graphiql.examples import Example, filled

Endpoint = Callable[[Request], Awaitable[Response]]


def examples_file(examples: Sequence[Example], demo: DemoWorld | None) -> Endpoint:
    """`/graphql/examples.json`: `{development, examples: [{group, name, title, operation, variables}]}`.

    Variables written `"$name"` carry the demo world's values in development and stay as written elsewhere.
    """

    async def answer(_request: Request) -> Response:
        values = await demo.variables() if demo else {}
        shown = [_example(example, filled(example.variables, values)) for example in examples]
        return JSONResponse({"development": demo is not None, "examples": shown}, headers=SESSION_HEADERS)

    return answer


def session_file(demo: DemoWorld) -> Endpoint:
    """`/graphql/session.json`: `{callers: [{name, function, party, token}]}`; exists in development only."""

    async def answer(_request: Request) -> Response:
        callers = [_caller(caller) for caller in await demo.callers()]
        return JSONResponse({"callers": callers}, headers=SESSION_HEADERS)

    return answer


def _example(example: Example, variables: object) -> dict[str, Any]:
    return {
        "group": example.group,
        "name": example.name,
        "title": dict(example.title),
        "operation": example.operation,
        "variables": variables,
    }


def _caller(caller: DemoCaller) -> dict[str, str]:
    return {
        "name": caller.name,
        "function": caller.function.value,
        "party": caller.party,
        "token": caller.token,
    }
