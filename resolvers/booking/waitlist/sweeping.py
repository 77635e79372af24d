"""Sweeping the waiting lists for as long as a process serves."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from models.storage.errors import StorageError
from resolvers.booking.waitlist.sweep import EVERY, sweep_waitlists

_log = structlog.get_logger("paravent.waitlist")


@asynccontextmanager
async def sweeping(seconds: float = EVERY.total_seconds()) -> AsyncIterator[None]:
    """Hand on lapsed offers in the background; what one sweep could not do, the next one finds."""
    sweeper = asyncio.create_task(_sweep_for_ever(seconds))
    try:
        yield
    finally:
        sweeper.cancel()
        await asyncio.wait([sweeper])


async def _sweep_for_ever(seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await sweep_waitlists(int(time.time()))
        except StorageError as error:
            _log.warning("sweep put off", reason=type(error).__name__)
