"""A small built page, a folder of examples and a demo world to serve them with."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from models.words import Function
from schema.graphiql.demo import DemoCaller, DemoWorld
from schema.graphiql.routes import GraphiqlSettings, browser_page, graphiql_routes

AGENDA = "# fr: Mon agenda\n# en: My agenda\nquery Agenda($id: ID!) { agenda(professionalId: $id) { id } }\n"


async def callers() -> Sequence[DemoCaller]:
    claire = DemoCaller(name="Dr Claire", function=Function.PROFESSIONAL, party="Lilas", token="secret-1")
    return [claire]


async def variables() -> Mapping[str, object]:
    return {"professionalId": "pro_1"}


DEMO = DemoWorld(callers=callers, variables=variables)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>built</title>")
    (folder / "assets" / "index-abc.js").write_text("export {};")
    (folder / "assets" / "notes.txt").write_text("not part of the page")
    (folder / "assets" / "inner").mkdir()
    (folder / "assets" / "inner" / "deep.js").write_text("deep")
    (folder / "secret.js").write_text("outside the assets")
    return folder


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    (folder / "professional").mkdir(parents=True)
    (folder / "professional" / "agenda.graphql").write_text(AGENDA)
    (folder / "professional" / "agenda.variables.json").write_text('{"id": "$professionalId"}')
    return folder


Browser = Callable[..., httpx.AsyncClient]


@pytest.fixture
def browser(dist: Path, examples: Path) -> Browser:
    def serve(
        *, demo: DemoWorld | None = DEMO, enabled: bool = True, built: Path = dist
    ) -> httpx.AsyncClient:
        settings = GraphiqlSettings(dist=built, examples=examples, demo=demo, enabled=enabled)
        page = browser_page(settings)

        async def endpoint(request: Request) -> Response:
            return await page(request) if page else Response(status_code=405)

        app = Starlette(routes=[Route("/graphql", endpoint), *graphiql_routes(settings)])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://paravent.test")

    return serve
