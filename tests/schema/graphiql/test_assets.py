"""The files of the page: kept for good, and no way out of their folder."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

Browser = Callable[..., httpx.AsyncClient]


async def test_a_file_is_kept_for_good_because_its_name_changes_with_its_content(browser: Browser) -> None:
    answer = await browser().get("/graphql/assets/index-abc.js")
    assert answer.status_code == 200
    assert answer.text == "export {};"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].partition(";")[0] == "text/javascript"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_large_file_travels_compressed(browser: Browser, dist: Path) -> None:
    (dist / "assets" / "large-abc.css").write_text("a {}\n" * 5000)
    answer = await browser().get("/graphql/assets/large-abc.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.text == "a {}\n" * 5000


@pytest.mark.parametrize(
    "path",
    [
        "..%2Fsecret.js",
        "%2e%2e%2fsecret.js",
        "..%5Csecret.js",
        "%2e%2e",
        "inner",
        "inner/deep.js",
        "inner%2Fdeep.js",
        "%2Fetc%2Fpasswd",
        "index-abc.js%00",
        "notes.txt",
        "missing.js",
        "x" * 5000,
    ],
)
async def test_no_name_leads_out_of_the_folder_or_to_a_file_that_is_not_the_pages(
    browser: Browser, path: str
) -> None:
    answer = await browser().get(f"/graphql/assets/{path}")
    assert answer.status_code == 404
    assert "outside" not in answer.text
    assert "deep" not in answer.text


async def test_files_are_read_only(browser: Browser) -> None:
    assert (await browser().post("/graphql/assets/index-abc.js")).status_code == 405
