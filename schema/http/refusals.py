"""The refusals of the endpoint, each with its status and code."""

from schema.http.codes import Code
from schema.http.problem import Problem, RequestRefused
from schema.limits.excess import LimitExceeded

_CLOSE = ((b"connection", b"close"),)
_QUERYABLE = ((b"accept-query", b"application/json"),)
LEGACY = 200
"""What `application/json` keeps for every well-formed request."""


def method_refused(allowed: str) -> RequestRefused:
    """405, with the methods that are served."""
    headers = ((b"allow", allowed.encode()), *_QUERYABLE)
    return RequestRefused(405, Problem(Code.BAD_REQUEST, "method"), headers=headers)


def mutation_by_query() -> RequestRefused:
    """405: QUERY is safe and idempotent (RFC 10008), a mutation is neither."""
    return RequestRefused(405, Problem(Code.BAD_REQUEST, "mutation_by_query"), headers=((b"allow", b"POST"),))


def not_acceptable(key: str = "not_acceptable") -> RequestRefused:
    """406."""
    return RequestRefused(406, Problem(Code.BAD_REQUEST, key))


def media_refused(key: str) -> RequestRefused:
    """415, with what is read."""
    accepted = ((b"accept-post", b"application/json"), *_QUERYABLE)
    return RequestRefused(415, Problem(Code.BAD_REQUEST, key), headers=accepted)


def header_refused(name: str) -> RequestRefused:
    """400 for a malformed header, by its name."""
    return RequestRefused(400, Problem(Code.BAD_REQUEST, "header", {"name": name}))


def credential_refused() -> RequestRefused:
    """401, the same for every bad credential (RFC 6750, section 3)."""
    challenge = ((b"www-authenticate", b'Bearer realm="paravent", error="invalid_token"'),)
    return RequestRefused(401, Problem(Code.UNAUTHENTICATED, "credential"), headers=challenge)


def rate_exceeded(seconds: int, headers: tuple[tuple[bytes, bytes], ...] = ()) -> RequestRefused:
    """429, with the seconds until the next request passes."""
    problem = Problem(Code.RATE_LIMITED, "rate", {"seconds": seconds}, facts={"retryAfter": seconds})
    return RequestRefused(429, problem, headers=((b"retry-after", b"%d" % seconds), *headers))


def streams_full(limit: int) -> RequestRefused:
    """429 for one stream too many."""
    return RequestRefused(429, Problem(Code.RATE_LIMITED, "streams_full", {"limit": limit}))


def body_large(limit: int) -> RequestRefused:
    """413; the connection closes, for the rest of the body is not read."""
    return RequestRefused(413, Problem(Code.BAD_REQUEST, "body_large", {"limit": limit}), headers=_CLOSE)


def body_slow(seconds: float) -> RequestRefused:
    """408; the connection closes."""
    problem = Problem(Code.BAD_REQUEST, "body_slow", {"seconds": round(seconds)})
    return RequestRefused(408, problem, headers=_CLOSE)


def body_unreadable() -> RequestRefused:
    """400 for what is not JSON in UTF-8."""
    return RequestRefused(400, Problem(Code.BAD_REQUEST, "body_json"))


def malformed(key: str, **params: str) -> RequestRefused:
    """422 for JSON that is no GraphQL request; 400 under `application/json` (draft, appendix A)."""
    return RequestRefused(422, Problem(Code.BAD_REQUEST, key, params), legacy=400)


def null_character(name: str) -> RequestRefused:
    """422 for a text that no database stores and nobody types; `name` is the entry it stands in."""
    return RequestRefused(422, Problem(Code.BAD_USER_INPUT, "entry_null", {"name": name}), legacy=400)


def document_refused(*problems: Problem, status: int = 422) -> RequestRefused:
    """422 (400 for a document that cannot be parsed); 200 under `application/json`."""
    return RequestRefused(status, *problems, legacy=LEGACY)


def operation_refused(key: str) -> RequestRefused:
    """422 when the operation to run cannot be told."""
    return document_refused(Problem(Code.OPERATION_RESOLUTION_FAILURE, key))


def limit_exceeded(excess: LimitExceeded) -> RequestRefused:
    """422 for an operation that asks for too much, with the limit and what was asked."""
    code = Code.BAD_USER_INPUT if excess.key == "limit.page" else Code.COST_LIMIT_EXCEEDED
    found = min(excess.found, 2**53)
    params = {"limit": excess.limit, "found": found}
    facts = {"limit": excess.limit, "requested": found}
    return document_refused(Problem(code, excess.key, params, facts=facts))


def fragment_loop(name: str) -> RequestRefused:
    """422 for a fragment that contains itself, by its name in the document."""
    rule = "NoFragmentCycles"
    problem = Problem(Code.GRAPHQL_VALIDATION_FAILED, rule, {"name": name[:60]}, facts={"rule": rule})
    return document_refused(problem)


def operation_slow(seconds: float) -> RequestRefused:
    """503 for an operation that was stopped."""
    problem = Problem(Code.TIMEOUT, "operation_slow", {"seconds": round(seconds)})
    return document_refused(problem, status=503)


def fault() -> RequestRefused:
    """500 for our own mistake; nothing of it is told."""
    return document_refused(Problem(Code.INTERNAL_SERVER_ERROR, "code.INTERNAL_SERVER_ERROR"), status=500)


def context_refused(problem: Problem) -> RequestRefused:
    """401, 403, or 400 for a request whose circumstances are refused before its document is looked at."""
    return RequestRefused({Code.UNAUTHENTICATED: 401, Code.FORBIDDEN: 403}.get(problem.code, 400), problem)  # type: ignore[call-overload] # codes are texts
