"""The last use of API clients, written beside the requests and not inside them."""

import asyncio
from contextvars import Context

import structlog

from models.callers.client_key import LiveClient, record_use
from models.storage.errors import StorageBusy

_EVERY_S = 60
_log = structlog.get_logger(__name__)


class LastUse:
    """Writes down when a client called, at most once a minute each, while its request goes on."""

    def __init__(self) -> None:
        self._noted: dict[str, int] = {}
        self._writing: set[asyncio.Task[None]] = set()

    def note(self, client: LiveClient, now: int) -> None:
        """Have the use written soon, unless this minute has it already."""
        latest = max(client.last_used_at or 0, self._noted.get(client.client_id, 0))
        if now - latest < _EVERY_S:
            return
        self._noted[client.client_id] = now
        # The empty context keeps the task out of a transaction the request may have open.
        task = asyncio.create_task(_write(client.client_id, now), context=Context())
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def settle(self) -> None:
        """Wait until every noted use is written; call it before the databases close."""
        while self._writing:
            await asyncio.wait(self._writing)


async def _write(client_id: str, now: int) -> None:
    try:
        await record_use(client_id, now)
    except StorageBusy:
        _log.warning("last_use_not_written", client=client_id)
