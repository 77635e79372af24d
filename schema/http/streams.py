"""The event streams that are open."""

from collections import Counter
from collections.abc import AsyncIterator

from starlette.types import Receive, Send
from structlog.typing import FilteringBoundLogger

from schema.http.admission import caller_key
from schema.http.answer import encode, refusal_body
from schema.http.exchange import Exchange
from schema.http.fault import refusal_of
from schema.http.metrics import Metrics
from schema.http.problem import RequestRefused
from schema.http.refusals import streams_full
from schema.http.settings import EndpointSettings
from schema.http.stream import open_stream, send_events
from schema.http.wording import Wording


class Streams:
    """Sends streams, and counts them by caller: each holds memory for as long as its client likes."""

    def __init__(
        self, settings: EndpointSettings, wording: Wording, log: FilteringBoundLogger, metrics: Metrics
    ) -> None:
        self.settings = settings
        self.wording = wording
        self.log = log
        self.metrics = metrics
        self.open: Counter[str] = Counter()

    async def send(
        self, exchange: Exchange, answers: AsyncIterator[bytes], receive: Receive, send: Send
    ) -> None:
        """Send one stream to its end; refuses one too many of a caller (429)."""
        key = caller_key(exchange)
        if self.open[key] >= self.settings.streams_per_caller:
            raise streams_full(self.settings.streams_per_caller)
        self.open[key] += 1
        self.metrics.streams.inc()
        try:
            await open_stream(send, exchange)
            await send_events(
                send,
                receive,
                self._guarded(exchange, answers),
                heartbeat=self.settings.heartbeat_seconds,
                lifetime=self.settings.stream_seconds,
            )
        finally:
            self.metrics.streams.dec()
            self.open[key] -= 1
            if not self.open[key]:
                del self.open[key]

    async def _guarded(self, exchange: Exchange, answers: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        # Once a stream is open, a status can say nothing any more: the error is its last event.
        try:
            async for answer in answers:
                yield answer
        except RequestRefused as refused:
            yield self._last(exchange, refused)
        except Exception as error:  # noqa: BLE001 - whatever a resolver raises is masked and reported
            yield self._last(exchange, refusal_of(self.log, error, exchange.request_id))

    def _last(self, exchange: Exchange, refused: RequestRefused) -> bytes:
        exchange.code = refused.problems[0].code
        return encode(refusal_body(refused, exchange, self.wording, None))
