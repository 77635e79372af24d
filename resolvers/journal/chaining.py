"""Keeping the chain up for as long as a process serves: acts are linked, the head is noted elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog

from models.journal.chain import link_acts
from models.journal.head import Head, head_now, write_head
from models.journal.journal import Journal
from models.storage.errors import StorageError

EVERY: Final = timedelta(seconds=1)
"""How long an act waits for its link at most."""

NOTED_EVERY: Final = timedelta(minutes=1)
"""How often the head of the chain is noted outside the database."""

_log = structlog.get_logger("paravent.journal")


@asynccontextmanager
async def chaining(journal: Journal, sink: Path | None) -> AsyncIterator[None]:
    """Link acts and note the head in the background; at the end wait for the journal and do both again."""
    noting = _Noting(sink)
    if sink is None:
        _log.warning("the journal's head is noted nowhere: set PARAVENT_JOURNAL_HEAD")
    keeper = asyncio.create_task(_keep_for_ever(noting))
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])
        await journal.close()
        await _try(link_acts)
        await _try(noting.note)


class _Noting:
    """Writes the head down where it is not the one written last."""

    def __init__(self, sink: Path | None) -> None:
        self._sink = sink
        self._last: Head | None = None

    async def note(self) -> None:
        if self._sink is None:
            return
        head = await head_now()
        if head.seq and head != self._last:
            await asyncio.to_thread(write_head, self._sink, head)
            self._last = head


async def _keep_for_ever(noting: _Noting) -> None:
    rounds = int(NOTED_EVERY / EVERY)
    while True:
        for _ in range(rounds):
            await asyncio.sleep(EVERY.total_seconds())
            await _try(link_acts)
        await _try(noting.note)


async def _try(step: Callable[[], Awaitable[None]]) -> None:
    """Do a step; what it cannot do now the next one finds, and the log says that it was put off."""
    try:
        await step()
    except (StorageError, OSError) as error:
        _log.warning("journal put off", reason=type(error).__name__)
