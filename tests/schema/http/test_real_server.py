"""Through a real server on the loopback: what only a wire shows."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn

from schema.http.settings import EndpointSettings
from tests.schema.http import toy
from tests.schema.http.asking import STREAM
from tests.schema.http.toy import toy_app

HEAD = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer desk\r\ncontent-type: application/json\r\n"
)
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def serving(settings: EndpointSettings | None = None) -> AsyncIterator[int]:
    config = uvicorn.Config(
        toy_app(settings), port=0, lifespan="off", ws="none", log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    try:
        await until(lambda: server.started)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def until(true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come true")


@asynccontextmanager
async def wired(port: int) -> AsyncIterator[Wire]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


def request(query: str, head: bytes = HEAD, **entries: object) -> bytes:
    body = json.dumps({"query": query, **entries}).encode()
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], str]:
    head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 3)).decode()
    first, *lines = head.strip().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    body = await asyncio.wait_for(reader.readexactly(int(headers.get("content-length", 0))), 3)
    return int(first.split()[1]), headers, body.decode()


async def test_a_request_is_answered_and_the_connection_serves_the_next() -> None:
    async with serving() as port, wired(port) as (reader, writer):
        for method in (b"POST", b"QUERY"):
            writer.write(request("{hello}", HEAD.replace(b"POST", method)))
            status, headers, body = await answer(reader)
            assert (status, json.loads(body)["data"]) == (200, {"hello": "bonjour"})
            assert headers["x-content-type-options"] == "nosniff"


async def test_a_partial_answer_passes_the_server_as_294() -> None:
    async with serving(EndpointSettings(partial_status_294=True)) as port, wired(port) as (reader, writer):
        writer.write(request("{boom}"))
        assert (await answer(reader))[0] == 294


async def test_a_body_that_does_not_arrive_is_408_and_the_connection_closes() -> None:
    async with serving(EndpointSettings(body_seconds=0.1)) as port, wired(port) as (reader, writer):
        writer.write(HEAD + b'content-length: 500\r\n\r\n{"query":')
        status, headers, _ = await answer(reader)
        assert (status, headers["connection"]) == (408, "close")
        assert await asyncio.wait_for(reader.read(), 1) == b""


async def test_a_body_that_trickles_in_is_408_however_steadily() -> None:
    async with serving(EndpointSettings(body_seconds=0.2)) as port, wired(port) as (reader, writer):
        writer.write(HEAD + b"content-length: 500\r\n\r\n")

        async def trickle() -> None:
            while True:
                writer.write(b" ")
                await asyncio.sleep(0.02)

        task = asyncio.create_task(trickle())
        assert (await answer(reader))[0] == 408
        task.cancel()


async def test_a_body_announced_too_large_is_413_before_any_of_it_is_read() -> None:
    async with serving() as port, wired(port) as (reader, writer):
        writer.write(HEAD + b"expect: 100-continue\r\ncontent-length: 131073\r\n\r\n")
        status, headers, _ = await answer(reader)
        assert (status, headers["connection"]) == (413, "close")


async def test_a_chunked_body_is_cut_off_at_the_limit() -> None:
    async with serving(EndpointSettings(body_limit=1000)) as port, wired(port) as (reader, writer):
        writer.write(HEAD + b"transfer-encoding: chunked\r\n\r\n")
        for _ in range(11):
            writer.write(b"64\r\n" + b" " * 100 + b"\r\n")
            await writer.drain()
        status, _, body = await answer(reader)
        assert (status, json.loads(body)["errors"][0]["extensions"]["code"]) == (413, "BAD_REQUEST")


async def test_a_chunked_body_within_the_limit_is_answered() -> None:
    async with serving() as port, wired(port) as (reader, writer):
        writer.write(HEAD + b"transfer-encoding: chunked\r\n\r\n")
        for part in (b'{"query"', b':"{hello}"}'):
            writer.write(b"%x\r\n%b\r\n" % (len(part), part))
            await writer.drain()
            await asyncio.sleep(0.01)
        writer.write(b"0\r\n\r\n")
        assert (await answer(reader))[0] == 200


async def test_a_query_whose_client_hangs_up_is_stopped() -> None:
    async with serving() as port:
        async with wired(port) as (_, writer):
            writer.write(request("{slow(seconds:4)}", HEAD + b"x-request-id: hung-up-1\r\n"))
            await writer.drain()
            await asyncio.sleep(0.1)
        await until(lambda: "hung-up-1" in toy.CANCELLED)


async def test_a_mutation_whose_client_hangs_up_is_done() -> None:
    async with serving() as port:
        async with wired(port) as (_, writer):
            writer.write(request('mutation{write(text:"hung up",seconds:0.2)}'))
            await writer.drain()
            await asyncio.sleep(0.05)
        await until(lambda: "hung up" in toy.WRITTEN)


async def test_a_subscription_is_heard_as_it_happens() -> None:
    async with serving() as port, wired(port) as (reader, writer):
        head = HEAD + f"accept: {STREAM}\r\n".encode()
        writer.write(request("subscription{ticks(count:2,pause:0.05)}", head))
        first = await asyncio.wait_for(reader.readuntil(b'"ticks":0}'), 2)
        assert b"text/event-stream" in first
        rest = await asyncio.wait_for(reader.readuntil(b"event: complete"), 2)
        assert b'"ticks":1}' in rest


async def test_two_requests_written_at_once_are_answered_in_order() -> None:
    async with serving() as port, wired(port) as (reader, writer):
        writer.write(request("{slow(seconds:0.1)}") + request("{hello}"))
        assert json.loads((await answer(reader))[2])["data"] == {"slow": "done"}
        assert json.loads((await answer(reader))[2])["data"] == {"hello": "bonjour"}


@pytest.mark.parametrize("length", [b"-1", b"1e3", b"99999999999999999999999999", b"9" * 5000])
async def test_a_nonsense_length_is_refused(length: bytes) -> None:
    async with serving() as port, wired(port) as (reader, writer):
        writer.write(HEAD + b"content-length: " + length + b"\r\n\r\n")
        first = await asyncio.wait_for(reader.readline(), 2)
        assert int(first.split()[1]) in (400, 413)
