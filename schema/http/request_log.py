"""One line per request, without anything personal."""

import sys
from typing import Any

import orjson
import structlog
from structlog.typing import FilteringBoundLogger

from schema.http.exchange import Exchange


def configure_log(*, json: bool, level: int = 20) -> None:
    """Set structlog up for the process: JSON lines on standard error, or readable ones in development.

    `level` is a number of `logging`. Exceptions are never rendered: their texts may hold values.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=orjson.dumps)
        if json
        else structlog.dev.ConsoleRenderer()
    )
    factory: Any = (
        structlog.BytesLoggerFactory(sys.stderr.buffer) if json else structlog.PrintLoggerFactory(sys.stderr)
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )


def log_request(log: FilteringBoundLogger, exchange: Exchange) -> None:
    """Write what became of a request.

    The document is named by its fingerprint and the operation by its type: names are chosen by the
    client and may name a person.
    """
    caller = exchange.caller
    log.info(
        "request",
        request_id=exchange.request_id,
        method=exchange.scope["method"],
        status=exchange.status,
        code=exchange.code or None,
        operation=exchange.kind or None,
        document=exchange.document or None,
        cost=exchange.cost or None,
        milliseconds=round(exchange.seconds() * 1000, 2),
        function=str(caller.function) if caller else None,
        account=(caller.account_id or None) if caller else None,
    )
