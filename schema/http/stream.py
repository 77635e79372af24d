"""Answers as an event stream (GraphQL over SSE, distinct connections)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Send

from schema.http.answer import TYPES
from schema.http.exchange import Exchange
from schema.http.negotiation import Form

_COMPLETE = b"event: complete\ndata:\n\n"
_BEAT = b":\n\n"


def event(body: bytes) -> bytes:
    """One `next` event; JSON has no raw line breaks, so one data line is enough."""
    return b"event: next\ndata: " + body + b"\n\n"


async def open_stream(send: Send, exchange: Exchange) -> None:
    """Begin a stream: status 200, never stored and never held back by a proxy."""
    exchange.status = 200
    headers = [
        (b"content-type", TYPES[Form.STREAM]),
        (b"vary", b"Accept, Accept-Language, Authorization"),
        (b"x-accel-buffering", b"no"),
        *exchange.extra,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def send_once(send: Send, exchange: Exchange, body: bytes) -> None:
    """A whole stream of one answer."""
    await open_stream(send, exchange)
    await send({"type": "http.response.body", "body": event(body) + _COMPLETE})


async def send_events(
    send: Send, receive: Receive, answers: AsyncIterator[bytes], *, heartbeat: float, lifetime: float
) -> None:
    """Send answers as they come until they end, `lifetime` is over or the client leaves.

    A comment goes out every `heartbeat` seconds, so that proxies do not take silence for death.
    """
    leaving = asyncio.create_task(_left(receive))
    coming: asyncio.Future[bytes] = asyncio.ensure_future(_next(answers))
    end = asyncio.get_running_loop().time() + lifetime
    try:
        while not leaving.done() and asyncio.get_running_loop().time() < end:
            both: set[asyncio.Future[Any]] = {leaving, coming}
            await asyncio.wait(both, timeout=heartbeat, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                await send({"type": "http.response.body", "body": _BEAT, "more_body": True})
                continue
            body = coming.result()
            if not body:
                break
            await send({"type": "http.response.body", "body": event(body), "more_body": True})
            coming = asyncio.ensure_future(_next(answers))
        if not leaving.done():
            await send({"type": "http.response.body", "body": _COMPLETE})
    finally:
        for task in (leaving, coming):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _next(answers: AsyncIterator[bytes]) -> bytes:
    return await anext(answers, b"")


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
