"""How many requests a caller may make."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import NamedTuple

from schema.http.remembered import Remembered

WINDOW = 60


class Taken(NamedTuple):
    """What is left after a request.

    Whether it passes, the rate, the requests left, and the seconds to wait, or until all is refilled.
    """

    allowed: bool
    rate: int
    left: int
    seconds: int

    def headers(self) -> list[tuple[bytes, bytes]]:
        """`RateLimit` and `RateLimit-Policy` (IETF draft-ietf-httpapi-ratelimit-headers)."""
        return [
            (b"ratelimit-policy", b'"caller";q=%d;w=%d' % (self.rate, WINDOW)),
            (b"ratelimit", b'"caller";r=%d;t=%d' % (self.left, self.seconds)),
        ]


class Bucket:
    """Requests that may still be made, refilled evenly over a minute."""

    __slots__ = ("at", "left")

    def __init__(self, left: float, at: float) -> None:
        self.left = left
        self.at = at


class Rates:
    """Token buckets in memory, one per key; `memory` bounds their number.

    A bucket that was not used for a minute is full again, so forgetting the oldest costs nothing
    until more than `memory` callers are active within one minute.
    """

    def __init__(self, memory: int) -> None:
        self.buckets: Remembered[str, Bucket] = Remembered(memory)

    def take(self, key: str, rate: int, now: float, amount: int = 1) -> Taken:
        """Take requests from a key's bucket at `now` (seconds); `amount` 0 only looks."""
        bucket = self.buckets.get(key)
        if bucket is None:
            bucket = Bucket(rate, now)
            self.buckets.keep(key, bucket)
        # A clock set back must not take anything away.
        bucket.left = min(rate, bucket.left + max(0.0, now - bucket.at) * rate / WINDOW)
        bucket.at = now
        allowed = bucket.left >= 1
        if allowed:
            bucket.left -= amount
        missing = rate - bucket.left if allowed else 1 - bucket.left
        return Taken(allowed, rate, int(bucket.left), max(1, ceil(missing * WINDOW / rate)))


@lru_cache(maxsize=4096)
def address_key(address: str) -> str:
    """The key of a client's address; one IPv6 customer holds a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return f"address:{address[:64]}"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return f"address:{int(parsed) >> 64:x}"
    return f"address:{getattr(parsed, 'ipv4_mapped', None) or parsed}"


def rate_of(function: str, rates: Mapping[str, int], usual: int) -> int:
    """Requests per minute of a function."""
    return rates.get(function, usual)
