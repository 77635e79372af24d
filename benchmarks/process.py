"""A contender as its own server process on loopback."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

import orjson

from benchmarks.client import Client, get, post
from benchmarks.question import Question
from benchmarks.serving import COUNT, USAGE

HOUSE: Final = Path(__file__).parent.parent
_GRACE_S: Final = 10
_COUNTS: Final = 3


class Contender:
    """One running server and the connection to it."""

    def __init__(self, name: str, client: Client) -> None:
        """Ask over an open connection."""
        self.name = name
        self._client = client

    def ask(self, request: bytes) -> bytes:
        """Return the answer to a request."""
        return self._client.ask(request)

    def statements(self, question: Question) -> int:
        """Return how many statements the answer to a question takes.

        Of a few counts the least: every few seconds a request also reads the keys that prove tokens.
        """
        asking = post(question, (COUNT.decode(), "1"))
        counts = [orjson.loads(self._client.ask(asking))["statements"] for _ in range(_COUNTS)]
        return int(min(counts))

    def seconds(self) -> float:
        """Return the processor seconds the server has used so far."""
        return float(self._usage()["seconds"])

    def resident_bytes(self) -> int:
        """Return the memory the server holds now."""
        return int(self._usage()["bytes"])

    def _usage(self) -> dict[str, float]:
        used: dict[str, float] = orjson.loads(self._client.ask(get(USAGE)))
        return used


@contextmanager
def running(name: str, folder: Path) -> Iterator[Contender]:
    """Start a contender over the databases of a folder; it is ready when the first answer comes."""
    log = folder / f"{name}.log"
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        errors = stack.enter_context(log.open("wb"))
        command = [sys.executable, "-m", "benchmarks.serving", name, str(folder), str(listening.fileno())]
        server = subprocess.Popen(  # noqa: S603 - our own module, with our own arguments
            command, cwd=HOUSE, pass_fds=[listening.fileno()], stderr=errors
        )
        stack.callback(_stop, server)
        client = stack.enter_context(closing(Client(listening.getsockname()[1])))
        listening.close()  # only the server holds it now: should it fail to start, asking fails at once
        yield Contender(name, client)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
