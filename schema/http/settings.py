"""What the endpoint is told by the application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.words import Function
from schema.limits.bounds import Bounds

RATES: Mapping[str, int] = MappingProxyType(
    {
        Function.ANONYMOUS: 60,
        Function.CONTACT: 120,
        Function.PARTNER_SITE: 1200,
    }
)
"""Requests per minute of the functions that differ from the usual rate."""


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How the endpoint behaves; bytes, seconds and counts.

    `development` opens introspection to callers without a token. `partial_status_294` answers data
    with errors as 294 instead of 200. `cors_origins` are full origins (`https://site.example`); none by
    default. `rate_per_minute` overrides `usual_rate` by function. `metrics_token`, when set, is the
    bearer token that `/metrics` asks for. `strict_transport` adds HSTS.
    """

    development: bool = False
    body_limit: int = 131_072
    body_seconds: float = 10
    operation_seconds: float = 5
    tokens: int = 1000
    depth: int = 8
    aliases: int = 15
    directives: int = 50
    cost: int = 5000
    page: int = 100
    default_page: int = 20
    partial_status_294: bool = False
    cors_origins: tuple[str, ...] = ()
    strict_transport: bool = False
    usual_rate: int = 600
    rate_per_minute: Mapping[str, int] = field(default_factory=lambda: RATES)
    refused_credentials_per_minute: int = 30
    rate_memory: int = 20_000
    document_memory: int = 200_000
    stream_seconds: float = 3600
    heartbeat_seconds: float = 12
    streams_per_caller: int = 10
    metrics_token: str | None = field(default=None, repr=False)

    def bounds(self) -> Bounds:
        """The limits of one operation."""
        return Bounds(
            tokens=self.tokens,
            depth=self.depth,
            aliases=self.aliases,
            directives=self.directives,
            cost=self.cost,
            page=self.page,
            default_page=self.default_page,
        )
