"""What every answer tells browsers and caches."""

_HEADERS = (
    (b"cache-control", b"private, no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_YEAR = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


class SecurityHeaders:
    """The headers an answer gets unless it set them itself (a page has its own policy)."""

    def __init__(self, *, strict_transport: bool) -> None:
        self.usual = [*_HEADERS, _YEAR] if strict_transport else [*_HEADERS]

    def missing(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Those that are not among `headers`."""
        present = {name for name, _ in headers}
        return [header for header in self.usual if header[0] not in present]
