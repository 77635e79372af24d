"""What operators read."""

import asyncio

import pytest
from structlog.testing import capture_logs

from schema.http import health
from schema.http.settings import EndpointSettings
from tests.schema.http.asking import ask, client_of, codes
from tests.schema.http.toy import SECRET, toy_app


async def test_a_living_process_says_so_whatever_its_databases_do() -> None:
    async with client_of(toy_app(ready=fails)) as client:
        response = await client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "live"})


async def fails() -> bool:
    raise RuntimeError(SECRET)


async def says_no() -> bool:
    return False


async def hangs() -> bool:
    await asyncio.sleep(60)
    return True


@pytest.mark.parametrize("check", [fails, says_no, hangs])
async def test_a_process_that_cannot_serve_says_503(
    check: health.Ready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "READY_SECONDS", 0.05)
    async with client_of(toy_app(ready=check)) as client:
        with capture_logs() as lines:
            response = await client.get("/readyz")
    assert (response.status_code, codes(response)) == (503, ["INTERNAL_SERVER_ERROR"])
    assert response.headers["retry-after"] == "5"
    assert SECRET not in response.text + str(lines)


async def test_a_process_that_can_serve_says_200() -> None:
    async with client_of(toy_app()) as client:
        response = await client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


async def test_requests_are_counted_by_closed_words_only() -> None:
    app = toy_app()
    await ask("query Dupont{hello}", app=app)
    await ask("{nope}", app=app)
    await ask('mutation{write(text:"a")}', app=app)
    await ask("{taken}", app=app)
    async with client_of(app) as client:
        text = (await client.get("/metrics")).text
    counted = sorted(line for line in text.splitlines() if line.startswith("paravent_requests_total"))
    assert counted == [
        'paravent_requests_total{code="CONFLICT",operation="query",status="200"} 1.0',
        'paravent_requests_total{code="GRAPHQL_VALIDATION_FAILED",operation="none",status="422"} 1.0',
        'paravent_requests_total{code="NONE",operation="mutation",status="200"} 1.0',
        'paravent_requests_total{code="NONE",operation="query",status="200"} 1.0',
    ]
    assert "paravent_requests_running 0.0" in text
    assert "Dupont" not in text


async def test_two_applications_count_apart() -> None:
    one, other = toy_app(), toy_app()
    await ask("{hello}", app=one)
    async with client_of(other) as client:
        assert "paravent_requests_total{" not in (await client.get("/metrics")).text


@pytest.mark.parametrize(
    ("authorization", "status"), [("", 401), ("Bearer no", 401), ("Bearer t0ken", 200), ("Bearer é", 401)]
)
async def test_the_counters_ask_for_their_token_where_one_is_set(authorization: str, status: int) -> None:
    settings = EndpointSettings(metrics_token="t0ken")
    async with client_of(toy_app(settings)) as client:
        headers = {b"authorization": authorization.encode("latin-1")}
        assert (await client.get("/metrics", headers=headers)).status_code == status
    assert "t0ken" not in repr(settings)
