"""One contender in a process of its own: `python -m benchmarks.serving NAME FOLDER DESCRIPTOR`."""

import gc
import resource
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import Final

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.contenders.handwritten import handwritten
from benchmarks.contenders.ours import ours
from benchmarks.contenders.plain import plain
from benchmarks.contenders.usual import caching, usual
from benchmarks.deployment import settings_of
from models.storage.reading import counting_statements
from schema.http.request_log import configure_log
from schema.settings import Settings

CONTENDERS: Mapping[str, Callable[[Settings], Starlette]] = MappingProxyType(
    {"ours": ours, "handwritten": handwritten, "plain": plain, "usual": usual, "caching": caching}
)

USAGE: Final = "/usage"
COUNT: Final = b"x-count"
STATEMENTS: Final = b"x-statements"


class Observed:
    """An application that also tells what its process has used, and counts statements when asked to."""

    def __init__(self, app: ASGIApp) -> None:
        """Observe an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the two questions about the process itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == USAGE:
            await Response(orjson.dumps(usage()))(scope, receive, send)
        elif any(name == COUNT for name, _ in scope["headers"]):
            await self._counted(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the number of statements instead of the answer."""

        async def drop(_: Message) -> None:
            return None

        with counting_statements() as count:
            await self._app(scope, receive, drop)
        await Response(orjson.dumps({"statements": len(count)}))(scope, receive, send)


def usage() -> dict[str, float]:
    """Return the seconds of processor and the bytes of memory this process has used."""
    gc.collect()
    return {"seconds": process_time(), "bytes": resident_bytes()}


def resident_bytes() -> int:
    """Return the memory held now; where the system does not tell, the most that was ever held."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def serve(name: str, folder: Path, descriptor: int) -> None:
    """Serve a contender on a listening socket, with the product's server settings."""
    configure_log(json=True)
    app = Observed(CONTENDERS[name](settings_of(folder)))
    config = uvicorn.Config(app, server_header=False, access_log=False, log_level="warning")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
