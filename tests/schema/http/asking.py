"""Ways to ask the toy application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.types import ASGIApp

from schema.http.settings import EndpointSettings
from tests.schema.http.toy import toy_app

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
STREAM = "text/event-stream"
DESK = {"authorization": "Bearer desk", "accept": GRAPHQL}
NOBODY = {"authorization": ""}
"""Headers that take the token away."""


@asynccontextmanager
async def client_of(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://paravent.test") as client:
        yield client


async def ask(
    query: str,
    *,
    settings: EndpointSettings | None = None,
    app: ASGIApp | None = None,
    headers: dict[str, str] | None = None,
    method: str = "POST",
    **entries: Any,
) -> httpx.Response:
    """Send one well-formed request as a desk agent; `entries` are further entries of the body."""
    async with client_of(app or toy_app(settings)) as client:
        body = {"query": query, **entries}
        given = {name: text for name, text in {**DESK, **(headers or {})}.items() if text}
        return await client.request(method, "/graphql", json=body, headers=given)


async def send(content: bytes, **headers: str) -> httpx.Response:
    """Send any bytes as JSON."""
    given = {**DESK, "content-type": JSON, **{name.replace("_", "-"): text for name, text in headers.items()}}
    async with client_of(toy_app()) as client:
        return await client.post("/graphql", content=content, headers=given)


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def rules(response: httpx.Response) -> list[str]:
    return [error["extensions"]["rule"] for error in response.json()["errors"]]
