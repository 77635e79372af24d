"""Asking through the real HTTP face, and all that leaves by any road while it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson
import pytest
import structlog.testing
from starlette.types import Message

import models.storage.reading
import models.storage.transaction
import permissions.lens
from models.sealing.cipher import Binding, DataKey
from models.storage.counting import StatementCount, counting_statements
from models.storage.engines import OPENED
from permissions.caller import ANONYMOUS, Caller
from schema.http.rate import Rates
from tests.factories import NOW, World
from tests.support.client import Client
from tests.worlds.chance import Chance
from tests.worlds.prepared import DOCUMENTS, SETTINGS

NOT_COMPARED: Final = {
    "log: milliseconds": "how long a request took differs between two equal requests",
    "metrics: paravent_request_seconds": "the same, as sums and buckets; its count is compared",
}
"""All that is left out of the comparison, and why; bytes, headers and order of answers are all in."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is sent to either world; `at` are seconds after the journey began."""

    caller: Caller
    content: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    at: int
    seed: str
    method: str = "POST"
    path: str = "/graphql"


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything about one answer that its caller, or who watches the machine, could notice."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    log: tuple[str, ...]
    statements: tuple[str, ...]
    opened: tuple[tuple[str, str, str], ...]

    @property
    def answer(self) -> dict[str, Any]:
        """The body as JSON, or nothing."""
        try:
            found = orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {}
        return found if isinstance(found, dict) else {}


class _Lines(logging.Handler):
    """Keeps what is written through the standard library, exceptions included."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))


@dataclass
class Watch:
    """What was noticed since the watch began."""

    lines: list[Any] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    statements: StatementCount = field(default_factory=StatementCount)
    opened: list[tuple[str, str, str]] = field(default_factory=list)

    def clear(self) -> None:
        """Forget it."""
        for each in (self.lines, self.plain, self.statements.texts, self.opened):
            each.clear()

    def log(self) -> tuple[str, ...]:
        """Return the log without what may differ."""
        told = [{name: each for name, each in line.items() if name != "milliseconds"} for line in self.lines]
        return (*map(repr, told), *self.plain)


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch logs, statements and seals while the databases are open."""
    handler, root = _Lines(), logging.getLogger()
    quiet, level = logging.getLogger("aiosqlite"), root.level
    with ExitStack() as stack:
        lines: Any = stack.enter_context(structlog.testing.capture_logs())
        statements = stack.enter_context(counting_statements())
        watch = Watch(lines, handler.texts, statements)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        inner: Callable[[bytes, DataKey, Binding], bytes] = getattr(permissions.lens, "open_sealed")  # noqa: B009

        def counted(sealed: bytes, key: DataKey, binding: Binding) -> bytes:
            watch.opened.append(binding[1:])
            return inner(sealed, key, binding)

        patch.setattr(permissions.lens, "open_sealed", counted)
        turns = _Turns()
        for module, name in ((models.storage.reading, "_read"), (models.storage.transaction, "_persist")):
            patch.setattr(module, name, turns.one_by_one(getattr(module, name)))
        patch.setattr(quiet, "level", logging.WARNING)  # as app.py does: at DEBUG it writes bound values
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            yield watch
        finally:
            root.removeHandler(handler)
            root.setLevel(level)


_holding: ContextVar[bool] = ContextVar("holding", default=False)


class _Turns:
    """Lets one read or transaction wait for the other, and all that is awake go on before it is answered.

    Else threads decide which of two neighbouring fields is read first, and which of two failures is told.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    def one_by_one(self, work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def waited(*asked: Any) -> Any:
            if _holding.get():
                return await work(*asked)
            async with self._turn:
                token = _holding.set(True)
                try:
                    found = await work(*asked)
                finally:
                    _holding.reset(token)
                await _settled()
                return found

        return waited


async def _settled() -> None:
    """Let all that is awake go on, until nothing is."""
    loop: Any = asyncio.get_running_loop()
    while loop._ready:  # noqa: ASYNC110 - nobody tells when the last one falls asleep
        await asyncio.sleep(0)


class Face:
    """The HTTP face of a world, at an instant of the journey."""

    def __init__(self, world: World, chance: Chance) -> None:
        self.client = Client(world, settings=SETTINGS)
        self.chance = chance
        self._endpoint: Any = self.client._app.routes[0].endpoint  # type: ignore[attr-defined] # /graphql
        self._endpoint.runner.documents = DOCUMENTS

    async def ask(self, request: Request, watch: Watch, own: Mapping[bytes, bytes]) -> Observation:
        """Send a request and return all that was noticed; `own` is what stands for the marks in it here."""
        self.client.now = NOW + request.at
        self.chance.reset(request.seed)
        watch.clear()
        sent = [*request.headers, *self._credential(request.caller)]
        content = request.content
        for mark, told in own.items():
            content = content.replace(mark, told)
        status, headers, body = await _asgi(self.client._app, replace(request, content=content), sent)
        await self._quiet()
        return Observation(
            status,
            headers,
            body,
            watch.log(),
            tuple(watch.statements.texts),
            tuple(watch.opened),
        )

    async def _quiet(self) -> None:
        """Wait for what a refused answer left running, so that it is not taken for the next one's."""
        while OPENED.running:
            await asyncio.wait(set(OPENED.running))
            await self.client.world.here.journal.close()

    def forget_rates(self) -> None:
        """Give every caller its full rate again, so that both worlds begin alike."""
        self._endpoint.admission.rates = Rates(SETTINGS.rate_memory)

    def _credential(self, caller: Caller) -> list[tuple[bytes, bytes]]:
        if caller is ANONYMOUS:
            return []
        name = f"{caller.function}-{caller.party_id}-{caller.account_id}"
        self.client._callers[name] = caller
        return [(b"authorization", f"Bearer {name}".encode())]

    async def metrics(self) -> Mapping[str, float]:
        """Return every counter by its line, times left out."""
        request = Request(ANONYMOUS, b"", (), 0, "", "GET", "/metrics")
        _, _, body = await _asgi(self.client._app, request, [])
        lines = [each.rsplit(" ", 1) for each in body.decode().splitlines() if not each.startswith("#")]
        timed = ("paravent_request_seconds_sum", "paravent_request_seconds_bucket")
        return {
            name: float(value)
            for name, value in lines
            if not name.startswith(timed) and "_created" not in name
        }


async def _asgi(
    app: Any, request: Request, headers: list[tuple[bytes, bytes]]
) -> tuple[int, tuple[tuple[bytes, bytes], ...], bytes]:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"paravent.test"), *headers],
        "client": ("192.0.2.1", 40000),
        "server": ("paravent.test", 80),
    }
    told: list[Message] = []
    body = iter([{"type": "http.request", "body": request.content, "more_body": False}])

    async def receive() -> Message:
        for message in body:
            return message
        await asyncio.Event().wait()  # the client stays
        raise AssertionError

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    start = told[0]
    return start["status"], tuple(start["headers"]), b"".join(each.get("body", b"") for each in told[1:])
