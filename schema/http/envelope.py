"""What surrounds every answer of the application."""

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from schema.http.answer import encode, refusal_body, send_json
from schema.http.codes import Code
from schema.http.cors import Origins
from schema.http.exchange import Exchange
from schema.http.fault import report
from schema.http.problem import Problem, RequestRefused
from schema.http.refusals import fault
from schema.http.request_id import HEADER, request_id_of
from schema.http.security import SecurityHeaders
from schema.http.settings import EndpointSettings
from schema.http.wording import Wording


class Envelope:
    """Middleware: request id, security headers, CORS, and an answer to faults nobody else answered."""

    def __init__(
        self, app: ASGIApp, *, settings: EndpointSettings, wording: Wording, log: FilteringBoundLogger
    ) -> None:
        self.app = app
        self.wording = wording
        self.log = log
        self.origins = Origins(settings.cors_origins)
        self.security = SecurityHeaders(strict_transport=settings.strict_transport)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        complete = _Completion(send, self._around(scope), self.security)
        if self._asks_first(scope):
            await self._preflight(scope, complete)
            return
        try:
            await self.app(scope, receive, complete)
        except Exception as error:  # noqa: BLE001 - a server would log the text, which may hold a value
            report(self.log, error, request_id_of(scope))
            if complete.started:
                return
            await self._refuse(scope, fault(), complete)

    def _around(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        origin = _header(scope, b"origin")
        return [(HEADER, request_id_of(scope).encode("ascii")), *self.origins.headers(origin)]

    def _asks_first(self, scope: Scope) -> bool:
        return (
            scope["method"] == "OPTIONS"
            and _header(scope, b"origin") is not None
            and _header(scope, b"access-control-request-method") is not None
        )

    async def _preflight(self, scope: Scope, send: Send) -> None:
        headers = self.origins.preflight(_header(scope, b"origin") or b"")
        if headers is None:
            await self._refuse(scope, RequestRefused(403, Problem(Code.FORBIDDEN, "origin")), send)
            return
        start = {"type": "http.response.start", "status": 204, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": b""})

    async def _refuse(self, scope: Scope, refused: RequestRefused, send: Send) -> None:
        exchange = Exchange(scope, 0)
        body: dict[str, Any] = refusal_body(refused, exchange, self.wording, None)
        await send_json(send, exchange, refused.status, encode(body), refused.headers)


class _Completion:
    def __init__(self, send: Send, around: list[tuple[bytes, bytes]], security: SecurityHeaders) -> None:
        self.send = send
        self.around = around
        self.security = security
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = list(message.get("headers", ()))
            message["headers"] = [*headers, *self.around, *self.security.missing(headers)]
        await self.send(message)


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)
