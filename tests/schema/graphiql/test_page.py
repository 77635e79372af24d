"""What a browser is given at /graphql, and what it may do with it."""

from collections.abc import Callable
from pathlib import Path

import httpx

Browser = Callable[..., httpx.AsyncClient]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "worker-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def policy_of(header: str) -> dict[str, str]:
    return {name: sources for name, _, sources in (part.partition(" ") for part in header.split("; "))}


async def test_the_page_is_the_built_file_and_is_never_stored(browser: Browser) -> None:
    answer = await browser().get("/graphql")
    assert answer.status_code == 200
    assert answer.text == "<!doctype html><title>built</title>"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "Accept"


async def test_the_page_may_load_from_its_own_host_only_and_never_evaluate_text(browser: Browser) -> None:
    answer = await browser().get("/graphql")
    assert policy_of(answer.headers["Content-Security-Policy"]) == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_a_worker_script_carries_the_same_policy_because_workers_obey_their_own(
    browser: Browser,
) -> None:
    answer = await browser().get("/graphql/assets/index-abc.js")
    assert policy_of(answer.headers["Content-Security-Policy"]) == POLICY


async def test_a_page_that_is_not_built_yet_names_the_command_that_builds_it(
    browser: Browser, tmp_path: Path
) -> None:
    client = browser(built=tmp_path / "nowhere")
    answer = await client.get("/graphql")
    assert answer.status_code == 503
    assert "<code>make graphiql</code>" in answer.text
    assert policy_of(answer.headers["Content-Security-Policy"]) == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert (await client.get("/graphql/assets/index-abc.js")).status_code == 404


async def test_a_page_built_while_the_server_runs_is_served_without_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    client = browser(built=tmp_path / "late")
    assert (await client.get("/graphql")).status_code == 503
    (tmp_path / "late").mkdir()
    (tmp_path / "late" / "index.html").write_text("late")
    assert (await client.get("/graphql")).text == "late"


async def test_nothing_of_the_page_exists_when_it_is_switched_off(browser: Browser) -> None:
    client = browser(enabled=False)
    paths = ("/graphql/assets/index-abc.js", "/graphql/examples.json", "/graphql/session.json")
    assert [(await client.get(path)).status_code for path in paths] == [404, 404, 404]
    assert (await client.get("/graphql")).status_code == 405
