"""Reads the body of a request within its limits."""

import asyncio

from starlette.types import Receive

from schema.http.exchange import Exchange
from schema.http.problem import ClientGone
from schema.http.refusals import body_large, body_slow, header_refused, media_refused
from schema.http.settings import EndpointSettings


def check_media(exchange: Exchange) -> None:
    """Refuse with 415 a body that is not plain JSON in UTF-8 (a form could be posted by any site)."""
    name, *parameters = exchange.text(b"content-type").lower().split(";")
    charsets = [p.strip().replace('"', "") for p in parameters if p.strip().startswith("charset")]
    if name.strip() != "application/json" or any(c not in _UTF8 for c in charsets):
        raise media_refused("media_type")
    if exchange.text(b"content-encoding").strip().lower() not in ("", "identity"):
        raise media_refused("encoding")


_UTF8 = ("charset=utf-8", "charset=utf8")


async def read_body(exchange: Exchange, receive: Receive, settings: EndpointSettings) -> bytes:
    """The whole body in bytes; refuses one that is too large (413) or too slow (408).

    Raises ClientGone if the client leaves meanwhile.
    """
    _check_announced(exchange, settings.body_limit)
    try:
        async with asyncio.timeout(settings.body_seconds):
            return await _collect(receive, settings.body_limit)
    except TimeoutError:
        raise body_slow(settings.body_seconds) from None


def _check_announced(exchange: Exchange, limit: int) -> None:
    announced = exchange.text(b"content-length")
    if not announced:
        return
    if not (announced.isascii() and announced.isdigit()):
        raise header_refused("Content-Length")
    # Compared by length first: int() refuses texts of thousands of digits with an error of its own.
    if len(announced) > len(str(limit)) + 20 or int(announced) > limit:
        raise body_large(limit)


async def _collect(receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise body_large(limit)
        chunks.append(chunk)
        more = message.get("more_body", False)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
