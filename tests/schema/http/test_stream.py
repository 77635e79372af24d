"""Answers as event streams."""

import asyncio
import json
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from schema.http.settings import EndpointSettings
from tests.schema.http.asking import GRAPHQL, JSON, STREAM, ask, codes
from tests.schema.http.test_patience import scope
from tests.schema.http.toy import SECRET, toy_app

URQL = f"{GRAPHQL}, {JSON}, {STREAM}, multipart/mixed"


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(":", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            data = lines["data"].strip()
            found.append((lines["event"].strip(), json.loads(data) if data else None))
    return found


@pytest.mark.parametrize("accept", [STREAM, URQL, "*/*"])
async def test_a_subscription_is_streamed_to_its_end(accept: str) -> None:
    response = await ask("subscription{ticks(count:2)}", headers={"accept": accept})
    cost = {"cost": {"requested": 1, "limit": 5000}}
    assert response.headers["content-type"] == f"{STREAM}; charset=utf-8"
    assert response.headers["cache-control"] == "private, no-store"
    assert events(response.text) == [
        ("next", {"data": {"ticks": 0}, "extensions": cost}),
        ("next", {"data": {"ticks": 1}, "extensions": cost}),
        ("complete", None),
    ]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [(URQL, GRAPHQL), (f"{STREAM}, {JSON}", STREAM), (f"{STREAM};q=0.9, {JSON}", JSON)],
)
async def test_a_query_is_streamed_only_where_a_stream_is_preferred(accept: str, content_type: str) -> None:
    response = await ask("{hello}", headers={"accept": accept})
    assert response.headers["content-type"] == f"{content_type}; charset=utf-8"
    if content_type == STREAM:
        assert [name for name, _ in events(response.text)] == ["next", "complete"]


@pytest.mark.parametrize(
    "query", ["{nope}", "{hello", "subscription{nope}", "subscription($n:Int!){ticks(count:$n)}"]
)
async def test_a_document_that_is_refused_is_told_within_the_stream(query: str) -> None:
    response = await ask(query, headers={"accept": STREAM})
    assert (response.status_code, response.headers["content-type"]) == (200, f"{STREAM}; charset=utf-8")
    (first, body), last = events(response.text)
    assert (first, last, "data" in body) == ("next", ("complete", None), False)


async def test_a_stream_that_may_not_begin_has_a_status() -> None:
    response = await ask("{hello}", headers={"accept": STREAM, "authorization": "Bearer no"})
    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])


async def test_a_subscription_that_breaks_ends_with_a_masked_error() -> None:
    response = await ask("subscription{breaks}", headers={"accept": STREAM})
    names = [
        (name, (body or {}).get("errors", [{}])[0].get("extensions", {}).get("code"))
        for name, body in events(response.text)
    ]
    assert names == [("next", None), ("next", "INTERNAL_SERVER_ERROR"), ("complete", None)]
    assert SECRET not in response.text


async def test_a_subscription_that_is_refused_says_why_in_the_clients_words() -> None:
    response = await ask("subscription{refused(early:true)}", headers={"accept": STREAM})
    (_, body), last = events(response.text)
    assert (body["errors"][0]["message"], last) == ("Le créneau slt_abc est pris.", ("complete", None))
    assert body["errors"][0]["extensions"]["code"] == "CONFLICT"


class Listener:
    """A client that listens, and leaves when it is told to."""

    def __init__(self, query: str) -> None:
        self.body = json.dumps({"query": query}).encode()
        self.left = asyncio.Event()
        self.heard: list[bytes] = []
        self.status = 0

    async def receive(self) -> Message:
        if self.body:
            body, self.body = self.body, b""
            return {"type": "http.request", "body": body, "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.status = message.get("status", self.status)
        if message.get("body"):
            self.heard.append(message["body"])

    def listen(self, app: Starlette) -> "asyncio.Task[None]":
        return asyncio.create_task(app(scope(accept=STREAM), self.receive, self.send))


async def test_a_silent_stream_beats_until_its_client_leaves() -> None:
    listener = Listener("subscription{ticks(count:1,pause:60)}")
    task = listener.listen(toy_app(EndpointSettings(heartbeat_seconds=0.02)))
    await asyncio.sleep(0.1)
    assert set(listener.heard) == {b":\n\n"}
    listener.left.set()
    await asyncio.wait_for(task, 1)
    assert b"complete" not in b"".join(listener.heard)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_stream_ends_after_its_lifetime() -> None:
    listener = Listener("subscription{ticks(count:1000,pause:0.01)}")
    settings = EndpointSettings(heartbeat_seconds=0.02, stream_seconds=0.1)
    await asyncio.wait_for(listener.listen(toy_app(settings)), 1)
    assert listener.heard[-1] == b"event: complete\ndata:\n\n"
    assert 1 <= len(listener.heard) < 30


async def test_a_caller_has_a_bounded_number_of_streams() -> None:
    app = toy_app(EndpointSettings(streams_per_caller=2))
    listeners = [Listener("subscription{ticks(count:1,pause:60)}") for _ in range(3)]
    tasks = [listener.listen(app) for listener in listeners]
    await asyncio.wait_for(tasks[2], 1)
    assert [listener.status for listener in listeners] == [200, 200, 429]
    listeners[0].left.set()
    await asyncio.wait_for(tasks[0], 1)
    again = Listener("subscription{ticks(count:0)}")
    await asyncio.wait_for(again.listen(app), 1)
    assert again.status == 200
    listeners[1].left.set()
    await asyncio.wait_for(tasks[1], 1)
