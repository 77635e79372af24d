"""No request of any shape gets a 500."""

import asyncio
import json
import re
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.schema.http.asking import DESK, GRAPHQL, JSON, client_of
from tests.schema.http.toy import toy_app

WORDS = re.findall(
    r"\S+",
    "{ } ( ) [ ] ... on Query Word hello word text again nodes ids first page : $n $ @skip if true null 5 -1"
    ' "a" query mutation write fragment A ...A = ! | & é __schema types',
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
PIECES = st.sampled_from(["#c\n", "\u0000", *WORDS])
DOCUMENTS = st.lists(PIECES, max_size=25).map(" ".join)
HEADERS = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)


def post(content: bytes, **headers: str) -> httpx.Response:
    async def send() -> httpx.Response:
        async with client_of(toy_app()) as client:
            given = {**DESK, "content-type": JSON, **headers}
            raw = [(name.replace("_", "-").encode(), text.encode("latin-1")) for name, text in given.items()]
            return await client.post("/graphql", content=content, headers=raw)

    return asyncio.run(send())


def check(response: httpx.Response) -> None:
    assert response.status_code in {200, 400, 401, 403, 405, 406, 408, 413, 415, 422}
    body = response.json()
    assert isinstance(body, dict)
    for error in body.get("errors", ()):
        assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR"
        assert error["extensions"]["requestId"] == response.headers["x-request-id"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    check(post(content))


@settings(max_examples=150, deadline=None)
@given(query=VALUES, name=VALUES, variables=VALUES, extensions=VALUES)
def test_any_json(query: Any, name: Any, variables: Any, extensions: Any) -> None:
    entries = {"query": query, "operationName": name, "variables": variables, "extensions": extensions}
    check(post(json.dumps(entries).encode()))


@settings(max_examples=300, deadline=None)
@given(query=DOCUMENTS)
def test_any_document(query: str) -> None:
    check(post(json.dumps({"query": query}).encode(), accept=GRAPHQL))


@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_any_variable(value: Any) -> None:
    query = "query($o:Outer,$n:Int,$i:[ID!]){nested(input:$o) page(first:$n){text} nodes(ids:$i){text}}"
    check(post(json.dumps({"query": query, "variables": {"o": value, "n": value, "i": value}}).encode()))


@settings(max_examples=200, deadline=None)
@given(accept=HEADERS, language=HEADERS, request_id=HEADERS, origin=HEADERS, purpose=HEADERS, kind=HEADERS)
def test_any_headers(
    accept: str, language: str, request_id: str, origin: str, purpose: str, kind: str
) -> None:
    headers = {
        "accept": accept,
        "accept_language": language,
        "x_request_id": request_id,
        "origin": origin,
        "x_purpose": purpose,
    }
    check(post(b'{"query":"{hello}"}', **headers))
    check(post(b'{"query":"{hello}"}', content_type=kind, content_encoding=purpose))
