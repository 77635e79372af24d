"""The GraphQL request within a body."""

from typing import Any, NamedTuple

import orjson

from schema.http.refusals import body_unreadable, malformed


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
    return GraphQLRequest(_query(entries), _text(entries, "operationName"), _object(entries, "variables"))


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
