"""What surrounds every answer."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from structlog.testing import capture_logs

from schema.http.settings import EndpointSettings
from tests.schema.http.asking import DESK, ask, client_of, codes
from tests.schema.http.toy import SECRET, toy_app, toy_face

SITE = "https://rdvmedicaux.example"
SETTINGS = EndpointSettings(cors_origins=(SITE,))


@pytest.mark.parametrize("given", ["req-12345", "a" * 64, "A1._-xyz"])
async def test_a_well_formed_request_id_is_kept(given: str) -> None:
    response = await ask("{boom}", headers={"x-request-id": given})
    assert response.headers["x-request-id"] == given
    assert response.json()["errors"][0]["extensions"]["requestId"] == given


@pytest.mark.parametrize(
    "given", ["short", "a" * 65, "a b c d e f", "<script>alert</script>", "é" * 10, "-12345678"]
)
async def test_another_request_id_is_replaced(given: str) -> None:
    async with client_of(toy_app()) as client:
        headers = {b"x-request-id": given.encode(), b"authorization": b"Bearer desk"}
        response = await client.post("/graphql", json={"query": "{hello}"}, headers=headers)
    assert re.fullmatch(r"[0-9a-f]{24}", response.headers["x-request-id"])


async def test_the_resolvers_and_the_client_see_one_request_id() -> None:
    response = await ask("{who}", headers={"accept-language": "en"})
    assert response.json()["data"]["who"] == f"acc_1 {response.headers['x-request-id']} en"


@pytest.mark.parametrize("path", ["/graphql", "/livez", "/readyz", "/nothing"])
async def test_every_answer_has_the_security_headers(path: str) -> None:
    async with client_of(toy_app()) as client:
        response = await client.get(path)
    assert {
        name: response.headers.get(name)
        for name in (
            "cache-control",
            "content-security-policy",
            "referrer-policy",
            "x-content-type-options",
            "cross-origin-opener-policy",
            "strict-transport-security",
        )
    } == {
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "strict-transport-security": None,
    }
    assert "x-request-id" in response.headers


async def test_strict_transport_is_a_setting() -> None:
    response = await ask("{hello}", settings=EndpointSettings(strict_transport=True))
    assert response.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_an_allowed_site_may_read_answers() -> None:
    response = await ask("{hello}", settings=SETTINGS, headers={"origin": SITE})
    assert response.headers["access-control-allow-origin"] == SITE
    exposed = {name.strip() for name in response.headers["access-control-expose-headers"].split(",")}
    assert exposed >= {"RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"}
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", SITE + ".evil.example", SITE.upper(), "http" + SITE[5:]]
)
async def test_another_site_gets_no_permission(origin: str) -> None:
    response = await ask("{hello}", settings=SETTINGS, headers={"origin": origin})
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("headers", [{}, {"origin": SITE}, {"origin": "https://evil.example"}])
async def test_every_answer_says_what_it_depends_on(headers: dict[str, str]) -> None:
    response = await ask("{hello}", settings=SETTINGS, headers=headers)
    vary = {name.strip() for name in response.headers["vary"].split(",")}
    assert vary == {"Accept", "Accept-Language", "Authorization", "Origin"}


async def test_a_refusal_can_be_read_by_an_allowed_site_too() -> None:
    response = await ask("{hello}", settings=SETTINGS, headers={"origin": SITE, "authorization": "Bearer no"})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (401, SITE)


@pytest.mark.parametrize(("origin", "status"), [(SITE, 204), ("https://evil.example", 403)])
async def test_a_browser_that_asks_first_is_answered(origin: str, status: int) -> None:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    async with client_of(toy_app(SETTINGS)) as client:
        response = await client.options("/graphql", headers=headers)
    assert response.status_code == status
    assert response.headers.get("access-control-allow-methods") == ("POST, QUERY" if status == 204 else None)
    assert response.headers.get("access-control-allow-origin") == (SITE if status == 204 else None)
    if status == 403:
        assert codes(response) == ["FORBIDDEN"]
    else:
        allowed = response.headers["access-control-allow-headers"]
        assert {"Authorization", "Content-Type", "Idempotency-Key"} <= set(allowed.split(", "))


async def test_a_fault_outside_the_endpoint_is_masked_for_the_client_and_in_the_log() -> None:
    async def broken(_request: Request) -> Response:
        raise RuntimeError(SECRET)

    face = toy_face()
    app = Starlette(routes=[Route("/broken", broken)], middleware=face.middleware)
    async with client_of(app) as client:
        with capture_logs() as lines:
            response = await client.get("/broken")
    assert (response.status_code, codes(response)) == (500, ["INTERNAL_SERVER_ERROR"])
    assert [line["event"] for line in lines] == ["fault"]
    assert SECRET not in response.text + json.dumps(lines)


@pytest.mark.parametrize("path", ["/", "/nothing", "/graphql/", "/graphql/x", "//graphql"])
async def test_unknown_paths_are_404_with_a_graphql_body_and_no_redirect(path: str) -> None:
    async with client_of(toy_app()) as client:
        response = await client.post("http://paravent.test" + path, json={"query": "{hello}"})
    assert (response.status_code, codes(response)) == (404, ["NOT_FOUND"])


async def test_a_status_raised_by_another_route_gets_a_graphql_body_without_its_detail() -> None:
    async def teapot(_request: Request) -> Response:
        raise HTTPException(418, detail=SECRET)

    face = toy_face()
    app = Starlette(
        routes=[Route("/teapot", teapot)],
        middleware=face.middleware,
        exception_handlers=dict(face.exception_handlers),
    )
    async with client_of(app) as client:
        response = await client.get("/teapot")
    assert (response.status_code, codes(response)) == (418, ["BAD_REQUEST"])
    assert SECRET not in response.text


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
async def test_health_is_read_only(path: str) -> None:
    async with client_of(toy_app()) as client:
        response = await client.post(path)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


async def page(_request: Request) -> Response:
    return HTMLResponse("<h1>page</h1>", headers={"content-security-policy": "default-src 'self'"})


async def test_a_browser_is_shown_the_page_with_the_pages_own_policy() -> None:
    async with client_of(toy_app(page=page)) as client:
        shown = await client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
        program = await client.get("/graphql", headers={"accept": "*/*"})
        posted = await client.post(
            "/graphql", json={"query": "{hello}"}, headers={"accept": "text/html, */*"}
        )
    assert (shown.status_code, shown.text) == (200, "<h1>page</h1>")
    assert shown.headers["content-security-policy"] == "default-src 'self'"
    assert (program.status_code, program.headers["allow"]) == (405, "GET, HEAD, POST, QUERY, OPTIONS")
    assert posted.json()["data"] == {"hello": "bonjour"}


async def test_a_hostile_host_header_changes_nothing() -> None:
    response = await ask("{hello}", headers={"host": "evil.example"})
    assert response.status_code == 200
    assert "evil" not in str(response.headers)


@pytest.mark.parametrize(
    ("name", "value", "facts"),
    [
        ("idempotency-key", "k-1", ["k-1", None]),
        (
            "idempotency-key",
            '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
            ["8e03978e-40d5-43dd-bc93-6894a57f9324", None],
        ),
        ("x-purpose", "CARE", [None, "CARE"]),
    ],
)
async def test_the_resolvers_get_the_facts_of_the_request(
    name: str, value: str, facts: list[str | None]
) -> None:
    response = await ask("{facts}", headers={name: value})
    assert response.json()["data"]["facts"][:2] == facts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("idempotency-key", ""),
        ("idempotency-key", "a b"),
        ("idempotency-key", "x" * 129),
        ("x-purpose", "care"),
        ("x-purpose", "A" * 41),
    ],
)
async def test_malformed_headers_are_refused_by_name(name: str, value: str) -> None:
    async with client_of(toy_app()) as client:
        response = await client.post("/graphql", json={"query": "{hello}"}, headers={**DESK, name: value})
    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])
    assert name in response.json()["errors"][0]["message"].lower()


async def test_one_idempotency_key_covers_one_mutation() -> None:
    headers = {"idempotency-key": "k-1"}
    one = await ask('mutation{write(text:"a")}', headers=headers)
    two = await ask(
        'mutation{a:write(text:"a") ...M} fragment M on Mutation{b:write(text:"b")}', headers=headers
    )
    assert one.status_code == 200
    assert (two.status_code, codes(two)) == (422, ["BAD_REQUEST"])
