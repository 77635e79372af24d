"""What is counted, for Prometheus."""

from functools import lru_cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from schema.http.codes import Code
from schema.http.exchange import Exchange

_KINDS = frozenset({"query", "mutation", "subscription"})
_CODES = frozenset(Code)
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_COSTS = (1, 10, 50, 100, 500, 1000, 2500, 5000)


class Metrics:
    """The counters of one application; labels come from closed lists, never from a client.

    Each has its own registry, so that two applications in one process do not clash.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("operation", "status", "code")
        self.requests = Counter("paravent_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "paravent_request_seconds",
            "Seconds from the first byte to the answer.",
            ("operation",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.cost = Histogram(
            "paravent_operation_cost", "Price of operations.", registry=self.registry, buckets=_COSTS
        )
        self.running = Gauge("paravent_requests_running", "Requests being answered.", registry=self.registry)
        self.streams = Gauge("paravent_streams_open", "Event streams open.", registry=self.registry)
        # Looking a labelled counter up takes a lock and a hash each time.
        self._counter = lru_cache(maxsize=1024)(self.requests.labels)
        self._timer = lru_cache(maxsize=8)(self.seconds.labels)

    def count(self, exchange: Exchange) -> None:
        """Count an answered request."""
        kind = exchange.kind if exchange.kind in _KINDS else "none"
        code = "NONE" if not exchange.code else exchange.code if exchange.code in _CODES else "OTHER"
        self._counter(kind, str(exchange.status), code).inc()
        self._timer(kind).observe(exchange.seconds())
        if exchange.cost:
            self.cost.observe(exchange.cost)

    def text(self) -> bytes:
        """The counters in the Prometheus text format."""
        return generate_latest(self.registry)
