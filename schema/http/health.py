"""Tells operators how the process is."""

import asyncio
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from structlog.typing import FilteringBoundLogger

from schema.http.answer import encode, refusal_body
from schema.http.codes import Code
from schema.http.exchange import Exchange
from schema.http.fault import report
from schema.http.metrics import Metrics
from schema.http.problem import Problem, RequestRefused
from schema.http.refusals import credential_refused
from schema.http.request_id import request_id_of
from schema.http.settings import EndpointSettings
from schema.http.wording import Wording

Ready: TypeAlias = Callable[[], Awaitable[bool]]
"""Can requests be served: databases open, migrations applied?"""

READY_SECONDS = 2
_JSON = "application/json; charset=utf-8"


class Health:
    """`/livez`, `/readyz` and `/metrics`."""

    def __init__(
        self,
        ready: Ready,
        metrics: Metrics,
        settings: EndpointSettings,
        wording: Wording,
        log: FilteringBoundLogger,
    ) -> None:
        self.is_ready = ready
        self.counters = metrics
        self.token = settings.metrics_token
        self.wording = wording
        self.log = log

    async def live(self, _request: Request) -> Response:
        """200 while the process answers at all."""
        return Response(b'{"status":"live"}', media_type=_JSON)

    async def ready(self, request: Request) -> Response:
        """200 when requests can be served, 503 when not, within 2 seconds."""
        try:
            async with asyncio.timeout(READY_SECONDS):
                ready = await self.is_ready()
        except Exception as error:  # noqa: BLE001 - a check that fails in any way says "not ready"
            report(self.log, error, request_id_of(request.scope))
            ready = False
        if ready:
            return Response(b'{"status":"ready"}', media_type=_JSON)
        problem = Problem(Code.INTERNAL_SERVER_ERROR, "not_ready")
        return self._refused(request, RequestRefused(503, problem, headers=((b"retry-after", b"5"),)))

    async def metrics(self, request: Request) -> Response:
        """The counters in the Prometheus text format; 401 without the token, where one is set."""
        given = request.headers.get("authorization", "")
        if self.token is not None and not compare_digest(given.encode(), f"Bearer {self.token}".encode()):
            return self._refused(request, credential_refused())
        return Response(self.counters.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    def _refused(self, request: Request, refused: RequestRefused) -> Response:
        body = encode(refusal_body(refused, Exchange(request.scope, 0), self.wording, None))
        headers = {name.decode(): value.decode() for name, value in refused.headers}
        return Response(body, refused.status, headers, media_type=_JSON)
