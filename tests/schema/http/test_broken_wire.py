"""What happens when an answer breaks in the middle."""

import json
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from schema.http import variables
from tests.schema.http.asking import STREAM, ask, codes
from tests.schema.http.test_patience import Wire, scope
from tests.schema.http.toy import SECRET, toy_app, toy_face


class HalfAnswer:
    """An application that breaks after it has begun to answer."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError(SECRET)


class TornWire(Wire):
    """A client whose connection tears when the body is sent."""

    async def send(self, message: Message) -> None:
        await super().send(message)
        if message["type"] == "http.response.body":
            raise OSError(SECRET)


async def test_an_answer_that_has_begun_is_not_begun_again_by_the_envelope() -> None:
    app = Starlette(routes=[Route("/graphql", HalfAnswer())], middleware=toy_face().middleware)
    wire = Wire(b"", leaves_after=None)
    with capture_logs() as lines:
        await app(scope(), wire.receive, wire.send)
    assert [message["type"] for message in wire.sent] == ["http.response.start"]
    assert SECRET not in json.dumps(lines)


async def test_an_answer_that_has_begun_is_not_begun_again_by_the_endpoint() -> None:
    wire = TornWire(b'{"query":"{hello}"}', leaves_after=None)
    with capture_logs() as lines:
        await toy_app()(scope(), wire.receive, wire.send)
    assert [message["type"] for message in wire.sent] == ["http.response.start", "http.response.body"]
    assert [line["event"] for line in lines] == ["fault", "request"]
    assert SECRET not in json.dumps(lines)


async def test_streams_that_ended_are_forgotten() -> None:
    app = toy_app()
    endpoint: Any = app.routes[0].app  # type: ignore[attr-defined] # a Route holds the endpoint
    await ask("subscription{ticks(count:1)}", app=app, headers={"accept": STREAM})
    await ask("subscription{breaks}", app=app, headers={"accept": STREAM})
    assert endpoint.runner.streams.open == {}


async def test_a_value_wrong_in_many_places_is_looked_at_no_longer_than_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[object] = []
    usual = variables._problem

    def counted(*given: Any) -> Any:
        looked.append(given)
        return usual(*given)

    monkeypatch.setattr(variables, "_problem", counted)
    given = {"o": {"inner": {"count": 1}, "many": [{"count": "x"}] * 1000}}
    response = await ask("query($o:Outer!){nested(input:$o)}", variables=given)
    assert (len(looked), set(codes(response))) == (20, {"BAD_USER_INPUT"})
