"""The GraphQL request within a body."""

from typing import Any, NamedTuple

import orjson

from schema.http.refusals import body_unreadable, malformed, null_character

_WRITTEN_NULL = b"\\u0000"
"""The only way to write U+0000 within JSON; the same bytes may also be a reverse solidus and a word."""


class GraphQLRequest(NamedTuple):
    """A well-formed request; its document has not been looked at."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


def read_request(body: bytes) -> GraphQLRequest:
    """The request in a JSON body (draft, section 4.4.1): unknown entries are ignored, null is absent.

    Raises RequestRefused: 400 for what is not JSON in UTF-8, 422 for JSON of another shape.
    """
    try:
        # orjson refuses NaN, lone surrogates, a byte order mark and more than 1024 brackets.
        entries = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise body_unreadable() from None
    if not isinstance(entries, dict):
        raise malformed("body_batch" if isinstance(entries, list) else "body_object")
    _object(entries, "extensions")
    if _WRITTEN_NULL in body:
        _refuse_null(entries)
    return GraphQLRequest(_query(entries), _text(entries, "operationName"), _object(entries, "variables"))


def _refuse_null(entries: dict[str, Any]) -> None:
    for name in ("query", "operationName", "variables"):
        if _holds_null(entries.get(name)):
            raise null_character(name)


def _holds_null(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_null(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(map(_holds_null, value))


def _query(entries: dict[str, Any]) -> str:
    query = _text(entries, "query")
    if query is None:
        raise malformed("query_missing")
    return query


def _text(entries: dict[str, Any], name: str) -> str | None:
    value = entries.get(name)
    if value is None or isinstance(value, str):
        return value
    raise malformed("entry_text", name=name)


def _object(entries: dict[str, Any], name: str) -> dict[str, Any]:
    value = entries.get(name)
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise malformed("entry_object", name=name)
