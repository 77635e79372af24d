"""Writes the answer."""

from typing import Any

import orjson
from starlette.types import Send

from schema.http.exchange import Exchange
from schema.http.negotiation import Form
from schema.http.problem import RequestRefused
from schema.http.wording import Wording

TYPES = {form: f"{form.value}; charset=utf-8".encode() for form in Form}
_VARY = (b"vary", b"Accept, Accept-Language, Authorization")
_PARTIAL = 294
_LANGUAGES = {"fr": (b"content-language", b"fr"), "en": (b"content-language", b"en")}


def cost_of(exchange: Exchange, limit: int) -> dict[str, Any] | None:
    """The `extensions` of an answer: what its operation costs and how much one may cost."""
    return {"cost": {"requested": exchange.cost, "limit": limit}} if exchange.cost else None


def refusal_body(
    refused: RequestRefused, exchange: Exchange, wording: Wording, extensions: dict[str, Any] | None
) -> dict[str, Any]:
    """The answer to a refused request; it has no `data` (GraphQL, request error result)."""
    errors = [wording.error(p, exchange.language, exchange.request_id) for p in refused.problems]
    return {"errors": errors} | ({"extensions": extensions} if extensions else {})


def data_status(exchange: Exchange, *, errors: bool, partial: bool) -> int:
    """The status of an answer with data: 200, or 294 with errors where that is switched on.

    294 is a status of the GraphQL-over-HTTP draft (2026), only for its own media type.
    """
    return _PARTIAL if errors and partial and exchange.form is Form.GRAPHQL else 200


async def send_json(
    send: Send, exchange: Exchange, status: int, body: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    """Send one answer in the negotiated form; a stream's refusal goes out in the draft's own type."""
    exchange.status = status
    form = Form.GRAPHQL if exchange.form is Form.STREAM else exchange.form
    start = [
        (b"content-type", TYPES[form]),
        (b"content-length", b"%d" % len(body)),
        _LANGUAGES[exchange.language.value],
        _VARY,
        *exchange.extra,
        *headers,
    ]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


def encode(body: dict[str, Any]) -> bytes:
    """The JSON of an answer; raises TypeError for what JSON cannot say."""
    return orjson.dumps(body)
