"""Which sites' pages may read answers."""

from collections.abc import Iterable

_METHODS = b"POST, QUERY"
_REQUEST_HEADERS = (
    b"Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, X-Purpose, X-Request-Id"
)
_EXPOSED = b"Content-Language, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
_TWO_HOURS = b"7200"
_VARY = (b"vary", b"Origin")


class Origins:
    """The origins that are allowed, each written out; no wildcard, no credentials mode (tokens only)."""

    def __init__(self, origins: Iterable[str]) -> None:
        self.allowed = frozenset(origin.encode("ascii") for origin in origins)

    def headers(self, origin: bytes | None) -> list[tuple[bytes, bytes]]:
        """What an answer says to a browser; always that it depends on the origin."""
        if origin is None or origin not in self.allowed:
            return [_VARY]
        return [
            _VARY,
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", _EXPOSED),
        ]

    def preflight(self, origin: bytes) -> list[tuple[bytes, bytes]] | None:
        """What is said beside `headers` to a browser that asks first; None for an origin not allowed."""
        if origin not in self.allowed:
            return None
        return [
            (b"vary", b"Access-Control-Request-Method, Access-Control-Request-Headers"),
            (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", _REQUEST_HEADERS),
            (b"access-control-max-age", _TWO_HOURS),
        ]
