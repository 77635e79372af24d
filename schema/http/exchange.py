"""One request and what became of it."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any, Protocol

from starlette.types import Scope

from models.words import Language
from schema.http.language import language_of
from schema.http.negotiation import Form, Negotiated, negotiate
from schema.http.request_id import request_id_of


class Caller(Protocol):
    """What the endpoint needs to know of who asks."""

    @property
    def function(self) -> str: ...
    @property
    def account_id(self) -> str: ...
    @property
    def credential_id(self) -> str: ...


class Exchange:
    """One request: its headers, and what is learnt while it is answered.

    Mutable on purpose, and owned by one task: the log and the counters read it at the end.
    """

    __slots__ = (
        "accepted",
        "caller",
        "code",
        "coordinates",
        "cost",
        "document",
        "extra",
        "form",
        "headers",
        "kind",
        "language",
        "now",
        "request_id",
        "scope",
        "started",
        "status",
    )

    def __init__(self, scope: Scope, now: int) -> None:
        self.scope = scope
        self.headers: Mapping[bytes, bytes] = headers_of(scope)
        self.request_id: str = request_id_of(scope)
        self.language: Language = language_of(self.text(b"accept-language"))
        self.now = now
        self.started = perf_counter()
        accept = self.headers.get(b"accept")
        self.accepted: Negotiated = negotiate(None if accept is None else accept.decode("latin-1"))
        self.form = self.accepted.form or Form.GRAPHQL
        self.extra: list[tuple[bytes, bytes]] = []
        self.caller: Any = None
        self.status = 0
        self.code = ""
        self.kind = ""
        self.document = ""
        self.coordinates: frozenset[str] = frozenset()
        self.cost = 0

    def text(self, name: bytes) -> str:
        """A header as text, empty if it is not there; several of one name are joined by commas."""
        return self.headers.get(name, b"").decode("latin-1")

    def seconds(self) -> float:
        """How long it has taken so far."""
        return perf_counter() - self.started

    @property
    def address(self) -> str:
        """The client's address as the server sees it."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """The headers of a request by lower-case name; repeated ones joined (RFC 9110, section 5.3)."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers
