"""The files the GraphiQL page loads, from our own host."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from schema.graphiql.browser_policy import ASSET_HEADERS

# Named here because a system's own table may differ and `nosniff` makes the browser hold us to it.
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


def _file_named(folder: Path, name: str) -> Path | None:
    """The file of that name, chosen from the folder's listing so that no name can lead out of it."""
    if not folder.is_dir():
        return None
    return next((file for file in folder.iterdir() if file.name == name and file.is_file()), None)


def graphiql_assets(dist: Path) -> Callable[[Request], Awaitable[Response]]:
    """What answers `/graphql/assets/{name}`: the file, to be kept for good; 404 when there is none."""
    folder = dist / "assets"

    async def asset(request: Request) -> Response:
        file = await run_in_threadpool(_file_named, folder, request.path_params["name"])
        if file is None or file.suffix not in MEDIA_TYPES:
            raise HTTPException(status_code=404)
        return FileResponse(file, media_type=MEDIA_TYPES[file.suffix], headers=ASSET_HEADERS)

    return asset
