"""The HTTP face of the application: routes, middleware and what unknown paths answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import time
from typing import Any

import structlog
from graphql.execution import Executor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from strawberry import Schema

from schema.http.admission import Admission, Authenticate
from schema.http.answer import encode, refusal_body
from schema.http.codes import Code
from schema.http.endpoint import Clock, Endpoint, NewContext, Page
from schema.http.envelope import Envelope
from schema.http.exchange import Exchange
from schema.http.health import Health, Ready
from schema.http.message import Message
from schema.http.metrics import Metrics
from schema.http.problem import Problem, RequestRefused
from schema.http.refusals import method_refused
from schema.http.runner import Runner, Settle
from schema.http.settings import EndpointSettings
from schema.http.streams import Streams
from schema.http.wording import Wording

PATH = "/graphql"
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class HttpFace:
    """What `Starlette(routes=, middleware=, exception_handlers=)` is given, and the counters.

    The application sets `router.redirect_slashes = False`: a redirect would repeat the `Host` header.
    """

    routes: list[BaseRoute]
    middleware: list[Middleware]
    exception_handlers: Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]]
    metrics: Metrics


def http_face(
    schema: Schema,
    settings: EndpointSettings,
    authenticate: Authenticate,
    new_context: NewContext,
    ready: Ready,
    *,
    page: Page | None = None,
    executor_class: type[Executor[Any]] | None = None,
    messages: Mapping[str, Message] | None = None,
    settle: Settle | None = None,
    clock: Clock = time,
) -> HttpFace:
    """The routes `/graphql`, `/livez`, `/readyz` and `/metrics`, and what surrounds every answer.

    `page` is shown to browsers at `/graphql`; `executor_class` replaces Strawberry's and must derive from
    it; `messages` are the subjects' own refusals by key; `settle` is awaited before each answer leaves;
    `clock` gives seconds since 1970.
    """
    wording, metrics, log = Wording(messages), Metrics(), structlog.get_logger("paravent.http")
    streams = Streams(settings, wording, log, metrics)
    run = partial(Runner, schema, settings, executor_class=executor_class, settle=settle)
    endpoint = Endpoint(
        run(wording=wording, log=log, streams=streams),
        Admission(authenticate, settings),
        new_context,
        page=page,
        clock=clock,
        wording=wording,
        log=log,
        metrics=metrics,
    )
    health = Health(ready, metrics, settings, wording, log)
    return HttpFace(
        routes=[Route(PATH, endpoint), *_health_routes(health)],
        middleware=[Middleware(Envelope, settings=settings, wording=wording, log=log)],
        exception_handlers={HTTPException: _http_refusals(wording)},
        metrics=metrics,
    )


def _health_routes(health: Health) -> list[BaseRoute]:
    served = {"/livez": health.live, "/readyz": health.ready, "/metrics": health.metrics}
    return [Route(path, answer) for path, answer in served.items()]


def _http_refusals(wording: Wording) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def refuse(request: Request, error: Exception) -> Response:
        refused = _refusal_of(error)
        body = encode(refusal_body(refused, Exchange(request.scope, 0), wording, None))
        headers = {name.decode(): value.decode() for name, value in refused.headers}
        return Response(body, refused.status, headers, media_type="application/json; charset=utf-8")

    return refuse


def _refusal_of(error: Exception) -> RequestRefused:
    status = getattr(error, "status_code", 500)
    allowed = (getattr(error, "headers", None) or {}).get("Allow")
    if allowed:
        return method_refused(allowed)
    if status == NOT_FOUND:
        return RequestRefused(status, Problem(Code.NOT_FOUND, "no_page"))
    return RequestRefused(status, Problem(Code.BAD_REQUEST, "code.BAD_REQUEST"))
