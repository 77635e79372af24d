"""The product through HTTP: the real schema behind the real endpoint, callers of a small world."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette

from permissions.caller import ANONYMOUS, Caller
from permissions.callers.refusal import CredentialRefused
from resolvers.context import Context, declared, new_context
from resolvers.journal.settle import settle
from schema.errors.refusals import REFUSALS
from schema.http.face import http_face
from schema.http.facts import RequestFacts
from schema.http.settings import EndpointSettings
from schema.schema import schema
from tests.factories import NOW, World


@dataclass
class Client:
    """Asks as any caller, at any instant; the last response is kept for a closer look."""

    world: World
    now: int = NOW
    settings: EndpointSettings = field(
        default_factory=lambda: EndpointSettings(usual_rate=100_000, operation_seconds=60)
    )
    last: httpx.Response | None = None

    def __post_init__(self) -> None:
        self._callers: dict[str, Caller] = {}
        face = http_face(
            schema,
            self.settings,
            self._authenticate,
            self._context,
            self._ready,
            messages=REFUSALS,
            settle=settle,
            clock=lambda: self.now,
        )
        self._app = Starlette(
            routes=face.routes, middleware=face.middleware, exception_handlers=face.exception_handlers
        )

    async def ask(
        self,
        caller: Caller,
        operation: str,
        headers: dict[str, str] | None = None,
        *,
        named: str | None = None,
        **variables: Any,
    ) -> dict[str, Any]:
        """Return the whole answer to an operation, errors included; `named` chooses among several."""
        sent = {"accept": "application/graphql-response+json", "accept-language": "en", **(headers or {})}
        if caller is not ANONYMOUS:
            name = f"{caller.function}-{caller.party_id}-{caller.account_id}"
            self._callers[name] = caller
            sent["authorization"] = f"Bearer {name}"
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://paravent.test") as client:
            body = {"query": operation, "operationName": named, "variables": variables}
            self.last = await client.post("/graphql", json=body, headers=sent)
        answer: dict[str, Any] = self.last.json()
        return answer

    async def data(self, caller: Caller, operation: str, **variables: Any) -> dict[str, Any]:
        """Return the data of an operation that must succeed."""
        answer = await self.ask(caller, operation, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def _authenticate(self, authorization: str | None, _now: int) -> Caller:
        if authorization is None:
            return ANONYMOUS
        caller = self._callers.get(authorization.removeprefix("Bearer "))
        if caller is None:
            raise CredentialRefused("unknown")
        return caller

    async def _context(self, caller: Caller, facts: RequestFacts) -> Context:
        narrowed = declared(caller, facts.purpose)
        context = await new_context(self.world.here, narrowed, self.now, facts.language, facts.request_id)
        context.idempotency_key = facts.idempotency_key
        return context

    async def _ready(self) -> bool:
        return True
