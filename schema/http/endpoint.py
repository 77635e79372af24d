"""The GraphQL endpoint."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from schema.http.admission import Admission
from schema.http.answer import cost_of, encode, refusal_body, send_json
from schema.http.body import check_media, read_body
from schema.http.exchange import Exchange
from schema.http.facts import RequestFacts, facts_of
from schema.http.fault import refusal_of
from schema.http.metrics import Metrics
from schema.http.negotiation import Form
from schema.http.problem import ClientGone, RequestRefused
from schema.http.purpose import with_purpose
from schema.http.refusals import LEGACY, method_refused, not_acceptable
from schema.http.request import read_request
from schema.http.request_log import log_request
from schema.http.runner import Runner
from schema.http.stream import send_once
from schema.http.wording import Wording

NewContext: TypeAlias = Callable[[Any, RequestFacts], Awaitable[object]]
"""From the caller and the facts of the request to what resolvers get; may raise Refusal."""

Page: TypeAlias = Callable[[Request], Awaitable[Response]]
"""What a browser is shown."""

Clock: TypeAlias = Callable[[], float]
"""Seconds since 1970, UTC."""

CLIENT_GONE = 499
"""What the log says of a client that left; no status is sent."""


class Endpoint:
    """Serves GraphQL over HTTP by the draft of 2026, as an ASGI application for one path."""

    def __init__(
        self,
        runner: Runner,
        admission: Admission,
        new_context: NewContext,
        *,
        page: Page | None,
        clock: Clock,
        wording: Wording,
        log: FilteringBoundLogger,
        metrics: Metrics,
    ) -> None:
        self.runner = runner
        self.settings = runner.settings
        self.admission = admission
        self.new_context = new_context
        self.page = page
        self.clock = clock
        self.wording = wording
        self.log = log
        self.metrics = metrics
        self.allowed = "GET, HEAD, POST, QUERY, OPTIONS" if page else "POST, QUERY, OPTIONS"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever it is; count and log it."""
        now = self.clock()
        exchange = Exchange(scope, int(now))
        self.metrics.running.inc()
        try:
            await self._answer(exchange, now, receive, send)
        except RequestRefused as refused:
            await self._refuse(exchange, refused, send)
        except ClientGone:
            exchange.status = CLIENT_GONE
        except Exception as error:  # noqa: BLE001 - the last resort: masked, reported, answered
            told = refusal_of(self.log, error, exchange.request_id)
            await self._refuse(exchange, told, send)
        finally:
            self.metrics.running.dec()
            self.metrics.count(exchange)
            log_request(self.log, exchange)

    async def _answer(self, exchange: Exchange, now: float, receive: Receive, send: Send) -> None:
        method = exchange.scope["method"]
        if method not in ("POST", "QUERY"):
            await self._without_request(exchange, method, receive, send)
            return
        if exchange.accepted.form is None:
            raise not_acceptable()
        check_media(exchange)
        await self.admission.admit(exchange, now)
        request = read_request(await read_body(exchange, receive, self.settings))
        facts = facts_of(exchange)
        context = await self.new_context(exchange.caller, facts)
        operation = self.runner.operation(exchange, request, facts)
        declared = with_purpose(facts, operation.purpose)
        if declared is not facts:  # rare: the header is judged before the document, this one after it
            context = await self.new_context(exchange.caller, declared)
        executor = self.runner.executor(exchange, operation, request.variables, context)
        await self.runner.answer(exchange, operation, executor, receive, send)

    async def _without_request(self, exchange: Exchange, method: str, receive: Receive, send: Send) -> None:
        if method in ("GET", "HEAD") and self.page and exchange.accepted.page:
            response = await self.page(Request(exchange.scope, receive))
            exchange.status = response.status_code
            await response(exchange.scope, receive, send)
        elif method == "OPTIONS":
            headers = ((b"allow", self.allowed.encode()), (b"accept-query", b"application/json"))
            await send_json(send, exchange, 204, b"", headers)
        else:
            raise method_refused(self.allowed)

    async def _refuse(self, exchange: Exchange, refused: RequestRefused, send: Send) -> None:
        exchange.code = refused.problems[0].code
        if exchange.status:
            return  # the answer has begun: nothing can be said any more
        extensions = cost_of(exchange, self.settings.cost)
        body = encode(refusal_body(refused, exchange, self.wording, extensions))
        if exchange.form is Form.STREAM and refused.legacy == LEGACY:
            # An event source shows its reader nothing of an answer that is no stream.
            await send_once(send, exchange, body)
            return
        status = refused.legacy if exchange.form is Form.JSON else refused.status
        await send_json(send, exchange, status, body, refused.headers)
