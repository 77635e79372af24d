"""The page a browser gets at `/graphql`."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from schema.graphiql.browser_policy import PAGE_HEADERS

Page = Callable[[Request], Awaitable[Response]]

NOT_BUILT = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Paravent · GraphiQL</title></head>
<body>
<h1>GraphiQL</h1>
<p>Cette page n'est pas encore construite. Lancez <code>make graphiql</code>, puis rechargez.</p>
<p lang="en">This page is not built yet. Run <code>make graphiql</code>, then reload.</p>
</body>
</html>
"""


def graphiql_page(dist: Path) -> Page:
    """What answers a browser's GET: the built page, or 503 with the command that builds it.

    Nothing is written into the page: what changes from request to request comes as JSON.
    """
    index = dist / "index.html"

    def built() -> Response:
        if not index.is_file():
            return HTMLResponse(NOT_BUILT, status_code=503, headers=PAGE_HEADERS)
        return HTMLResponse(index.read_bytes(), headers=PAGE_HEADERS)

    async def page(_request: Request) -> Response:
        return await run_in_threadpool(built)

    return page
