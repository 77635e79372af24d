"""Which status, code and media type each request gets."""

from typing import Any

import pytest

from schema.http.settings import EndpointSettings
from tests.schema.http.asking import DESK, GRAPHQL, JSON, ask, client_of, codes, send
from tests.schema.http.toy import toy_app

WELL_FORMED: list[tuple[str, dict[str, Any], int, str | None]] = [
    ("{hello}", {}, 200, None),
    ("{hello", {}, 400, "GRAPHQL_PARSE_FAILED"),
    ("", {}, 400, "GRAPHQL_PARSE_FAILED"),
    ("{nope}", {}, 422, "GRAPHQL_VALIDATION_FAILED"),
    ("fragment A on Query{hello}", {}, 422, "GRAPHQL_VALIDATION_FAILED"),
    ("query A{hello} query B{hello}", {}, 422, "OPERATION_RESOLUTION_FAILURE"),
    ("query A{hello} query B{hello}", {"operationName": "A"}, 200, None),
    ("query A{hello}", {"operationName": "C"}, 422, "OPERATION_RESOLUTION_FAILURE"),
    ("query A{hello}", {"operationName": ""}, 422, "OPERATION_RESOLUTION_FAILURE"),
    ("query A{hello}", {"operationName": None, "variables": None, "extensions": None}, 200, None),
    ("{hello}", {"operationName": "A"}, 422, "OPERATION_RESOLUTION_FAILURE"),
    ("{hello} query A{hello}", {}, 422, "GRAPHQL_VALIDATION_FAILED"),
    ("query($t:String!){echo(text:$t)}", {}, 422, "BAD_USER_INPUT"),
    ("query($t:String!){echo(text:$t)}", {"variables": {"t": None}}, 422, "BAD_USER_INPUT"),
    ("query($t:String!){echo(text:$t)}", {"variables": {"t": 5}}, 422, "BAD_USER_INPUT"),
    ("query($t:String!){echo(text:$t)}", {"variables": {"t": "x", "other": 1}}, 200, None),
    ("query($n:Int){page(first:$n){text}}", {"variables": {"n": 101}}, 422, "BAD_USER_INPUT"),
    ("{page(first:-1){text}}", {}, 422, "BAD_USER_INPUT"),
    ("{" + "hello " * 1000 + "}", {}, 422, "COST_LIMIT_EXCEEDED"),
    ("{word" + "{again" * 7 + "{text}" + "}" * 8, {}, 422, "COST_LIMIT_EXCEEDED"),
    ("type Query{a:Int}", {}, 422, "GRAPHQL_VALIDATION_FAILED"),
    ("{boom}", {}, 200, "INTERNAL_SERVER_ERROR"),
    ("{boomHard}", {}, 200, "INTERNAL_SERVER_ERROR"),
    ("{taken}", {}, 200, "CONFLICT"),
    ('mutation{write(text:"a")}', {}, 200, None),
]


@pytest.mark.parametrize(("query", "entries", "status", "code"), WELL_FORMED)
async def test_a_well_formed_request_gets_the_status_of_the_draft(
    query: str, entries: dict[str, Any], status: int, code: str | None
) -> None:
    response = await ask(query, **entries)
    assert response.status_code == status
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert ("data" in response.json()) is (status == 200)
    assert (set(codes(response)) if code else response.json().get("errors")) == ({code} if code else None)


@pytest.mark.parametrize(("query", "entries", "_status", "code"), WELL_FORMED)
async def test_a_legacy_client_gets_200_for_every_well_formed_request(
    query: str, entries: dict[str, Any], _status: int, code: str | None
) -> None:
    response = await ask(query, headers={"accept": JSON}, **entries)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"
    assert (set(codes(response)) if code else response.json().get("errors")) == ({code} if code else None)


MALFORMED = [
    (b"", 400),
    (b"NONSENSE", 400),
    (b'{"query":', 400),
    (b'{"query":"{hello}"}x', 400),
    (b'\xef\xbb\xbf{"query":"{hello}"}', 400),
    (b'{"query":"{hello}","variables":{"a":NaN}}', 400),
    (b'{"query":"{hello}","variables":{"a":Infinity}}', 400),
    (b'{"query":"{hello}","variables":{"a":1e999}}', 400),
    (b'{"query":"\xff"}', 400),
    (b'{"query":"\\ud800"}', 400),
    (b'{"query":"\xed\xa0\x80"}', 400),
    (b"[" * 50_000, 400),
    (b'{"a":' * 20_000, 400),
    ('{"query":"{hello}"}'.encode("utf-16"), 400),
    (b'"{hello}"', 422),
    (b"5", 422),
    (b"null", 422),
    (b"true", 422),
    (b"[]", 422),
    (b'[{"query":"{hello}"}]', 422),
    (b"{}", 422),
    (b'{"qeury":"{hello}"}', 422),
    (b'{"query":null}', 422),
    (b'{"query":5}', 422),
    (b'{"query":["{hello}"]}', 422),
    (b'{"query":"{hello}","operationName":5}', 422),
    (b'{"query":"{hello}","operationName":[]}', 422),
    (b'{"query":"{hello}","variables":[7]}', 422),
    (b'{"query":"{hello}","variables":"{}"}', 422),
    (b'{"query":"{hello}","extensions":"x"}', 422),
    (b'{"query":"{hello}","extensions":[]}', 422),
]


@pytest.mark.parametrize(("body", "status"), MALFORMED)
async def test_a_malformed_request_is_refused_with_a_graphql_body(body: bytes, status: int) -> None:
    response = await send(body)
    assert (response.status_code, codes(response)) == (status, ["BAD_REQUEST"])
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"


@pytest.mark.parametrize(("body", "_status"), MALFORMED)
async def test_a_legacy_client_gets_400_for_a_malformed_request(body: bytes, _status: int) -> None:
    response = await send(body, accept=JSON)
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


async def test_unknown_entries_are_ignored_and_of_two_equal_keys_the_last_counts() -> None:
    response = await send(b'{"query":"{nope}","more":[1],"query":"{hello}"}')
    assert response.json()["data"] == {"hello": "bonjour"}


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/jsonx",
        "application/json, text/plain",
    ],
)
async def test_a_body_that_is_not_json_in_utf_8_is_refused(content_type: str) -> None:
    response = await send(b'{"query":"{hello}"}', content_type=content_type)
    assert (response.status_code, codes(response)) == (415, ["BAD_REQUEST"])
    assert response.headers["accept-query"] == "application/json"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        'application/json; charset="UTF-8"',
        "application/json;charset=utf8",
    ],
)
async def test_json_in_utf_8_is_read_however_it_is_written(content_type: str) -> None:
    response = await send(b'{"query":"{hello}"}', content_type=content_type)
    assert response.status_code == 200


async def test_a_compressed_body_is_refused() -> None:
    response = await send(b'{"query":"{hello}"}', content_encoding="gzip")
    assert (response.status_code, codes(response)) == (415, ["BAD_REQUEST"])


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
async def test_other_methods_are_refused_and_told_which_are_served(method: str) -> None:
    async with client_of(toy_app()) as client:
        response = await client.request(method, "/graphql?query={hello}", headers=DESK)
    assert (response.status_code, response.headers["allow"]) == (405, "POST, QUERY, OPTIONS")


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_a_subscription_needs_a_client_that_accepts_a_stream(accept: str) -> None:
    response = await ask("subscription{ticks(count:1)}", headers={"accept": accept})
    assert (response.status_code, codes(response)) == (406, ["BAD_REQUEST"])


async def test_a_query_by_the_query_method_is_answered() -> None:
    response = await ask("{hello}", method="QUERY")
    assert (response.status_code, response.json()["data"]) == (200, {"hello": "bonjour"})


async def test_a_mutation_by_the_query_method_is_refused_and_not_run() -> None:
    response = await ask('mutation{write(text:"by-query")}', method="QUERY")
    assert (response.status_code, response.headers["allow"], codes(response)) == (
        405,
        "POST",
        ["BAD_REQUEST"],
    )


async def test_options_says_what_is_served() -> None:
    async with client_of(toy_app()) as client:
        response = await client.options("/graphql")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "POST, QUERY, OPTIONS"


async def test_what_a_client_cannot_read_is_not_sent() -> None:
    response = await ask("{hello}", headers={"accept": "text/html"})
    assert (response.status_code, codes(response)) == (406, ["BAD_REQUEST"])


@pytest.mark.parametrize(("partial", "status"), [(False, 200), (True, 294)])
@pytest.mark.parametrize("query", ["{boom}", "{boomHard}"])
async def test_data_with_errors_is_294_where_that_is_switched_on(
    query: str, partial: bool, status: int
) -> None:
    settings = EndpointSettings(partial_status_294=partial)
    assert (await ask(query, settings=settings)).status_code == status
    assert (await ask("{hello}", settings=settings)).status_code == 200
    assert (await ask(query, settings=settings, headers={"accept": JSON})).status_code == 200


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_a_bad_token_is_401_before_anything_is_read(accept: str) -> None:
    headers = {"authorization": "Bearer wrong", "accept": accept, "content-type": JSON}
    async with client_of(toy_app()) as client:
        response = await client.post("/graphql", content=b"NONSENSE", headers=headers)
    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
    assert response.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize(
    "query",
    [
        "query @purpose(is: REMINDER) {hello}",
        'mutation @purpose(is: REMINDER) {write(text:"a")}',
        "subscription @purpose(is: REMINDER) {ticks(count:1)}",
    ],
)
async def test_a_purpose_in_the_document_reaches_the_context_of_every_kind_of_operation(query: str) -> None:
    response = await ask(query, headers={"accept": f"{GRAPHQL}, text/event-stream"})
    assert (response.status_code, codes(response)) == (403, ["FORBIDDEN"])
    response = await ask(
        query.replace("REMINDER", "CARE"), headers={"accept": f"{GRAPHQL}, text/event-stream"}
    )
    assert response.status_code == 200


async def test_a_refused_purpose_is_403_before_the_document_is_looked_at() -> None:
    response = await ask("{nope", headers={"x-purpose": "REMINDER"})
    assert (response.status_code, codes(response)) == (403, ["FORBIDDEN"])
