"""The demo world behind the real application: its callers ask with real tokens, at a fixed instant."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Any, Final

import httpx
import pytest

import app
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.database import DatabaseSettings
from permissions.callers.issuing import issue_token
from permissions.callers.tokens import TokenSettings
from resolvers.demo.callers import demo_callers
from resolvers.demo.load import load_demo
from schema.graphiql.examples import filled, read_examples
from schema.http.face import http_face
from schema.http.settings import EndpointSettings
from schema.opening import opened
from schema.settings import Settings

EXAMPLES: Final = {example.name: example for example in read_examples(app.HERE / "examples")}
VISITOR: Final = "visitor"
_DAY: Final = 86_400
_CALLERS: Final = {"officer": "dpo"}
_EXPECT: Final = re.compile(r"^# expect: (\w+)$", re.MULTILINE)
_KEEP: Final = re.compile(r"^# keep: (\w+) = ([\w.]+)$", re.MULTILINE)


@dataclass
class Demo:
    """Asks as the demo callers do; `values` fill the variables of examples, and grow by what is kept."""

    client: httpx.AsyncClient
    tokens: dict[str, str]
    values: dict[str, Any]
    last: httpx.Response | None = field(default=None, init=False)

    async def ask(self, caller: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """Return the response to a request; `visitor` comes without a token."""
        sent = {"accept": "application/graphql-response+json", "accept-language": "en", **headers}
        if caller != VISITOR:
            sent["authorization"] = f"Bearer {self.tokens[caller]}"
        self.last = await self.client.post("/graphql", json=body, headers=sent)
        return self.last

    async def data(self, caller: str, operation: str, **variables: Any) -> dict[str, Any]:
        """Return the data of an operation that must succeed."""
        response = await self.ask(caller, {"query": operation, "variables": variables})
        answer = response.json()
        assert (response.status_code, answer.get("errors")) == (200, None)
        data: dict[str, Any] = answer["data"]
        return data

    async def run(self, name: str, caller: str | None = None, **replaced: Any) -> dict[str, Any]:
        """Return the data of an example, which must answer as it announces; keep what it says to keep.

        Its own caller asks unless another is given.
        """
        example = EXAMPLES[name]
        caller = caller or _CALLERS.get(example.group, example.group)
        data = await self.data(caller, example.operation, **{**self.variables(name), **replaced})
        codes = [error["code"] for payload in data.values() for error in _errors(payload)]
        assert codes == _EXPECT.findall(example.operation), data
        for kept, path in _KEEP.findall(example.operation):
            self.values[kept] = reduce(_within, path.split("."), data)
        return data

    async def run_all(self) -> None:
        """Run every example in order, and nothing between them."""
        for name in EXAMPLES:
            await self.run(name)

    def variables(self, name: str) -> dict[str, Any]:
        """Return an example's variables, every one of them filled."""
        found = filled(EXAMPLES[name].variables, self.values)
        assert isinstance(found, dict)
        assert "'$" not in repr(found), f"{name} asks for a value that nothing gives: {found}"
        return found


@asynccontextmanager
async def demo_at(
    now: int, databases: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Demo]:
    """Load the demo world into fresh databases and serve it, as if it were `now` all the time."""
    monkeypatch.setattr(app, "http_face", partial(http_face, clock=lambda: float(now)))
    settings = Settings(
        development=True,
        databases=databases,
        tokens=TokenSettings("http://paravent.test", "paravent"),
        endpoint=EndpointSettings(development=True),
        tenant="demo",
        host="127.0.0.1",
        port=8000,
        graphiql=False,
        master_keys=parse_master_keys(new_master_key()),
    )
    async with opened(settings) as keyring:
        world = await load_demo(keyring, settings.tenant, now)
        tokens = {
            each.name: await issue_token(keyring, settings.tokens, each.account_id, now=now, lifetime_s=_DAY)
            for each in demo_callers()
        }
    served = app.application(app.Paravent(settings))
    transport = httpx.ASGITransport(app=served)
    async with (
        served.router.lifespan_context(served),
        httpx.AsyncClient(transport=transport, base_url="http://paravent.test") as client,
    ):
        yield Demo(client, {name: token.text for name, token in tokens.items()}, dict(world.values))


def _within(found: Any, step: str) -> Any:
    """Return what a step of a path leads to: an entry of an object, or of a list by its number."""
    return found[int(step)] if isinstance(found, list) else found[step]


def _errors(payload: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = payload.get("errors", []) if isinstance(payload, dict) else []
    return found
