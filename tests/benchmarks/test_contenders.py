"""All contenders answer the same question with the same values; else their costs could not be compared."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.deployment import settings_of
from benchmarks.question import Question
from benchmarks.serving import CONTENDERS
from benchmarks.world import World, make_world


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world")


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    return asyncio.run(make_world(folder, 1))


async def answer(name: str, folder: Path, question: Question) -> Any:
    app = CONTENDERS[name](settings_of(folder))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            response = await client.post("/graphql", content=question.body(), headers=question.headers())
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("name", sorted(CONTENDERS.keys() - {"ours"}))
async def test_a_peer_answers_value_for_value_as_we_do(
    name: str, rows: int, folder: Path, world: World
) -> None:
    question = world.question(rows)
    ours, theirs = [await answer(each, folder, question) for each in ("ours", name)]
    assert len(ours["data"]["agenda"]) == rows
    assert theirs["data"] == ours["data"]


async def test_everything_personal_is_asked_for_and_opened(folder: Path, world: World) -> None:
    [entry] = (await answer("ours", folder, world.question(1)))["data"]["agenda"]
    about = entry["contact"]
    shown = [entry["visitReason"], *(value for value in about.values() if isinstance(value, dict))]
    assert [value["state"] for value in shown] == ["CLEAR"] * 6
    assert all(value["value"] and value["display"] for value in shown)
