"""How long the work for a client goes on."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.types import Receive

from schema.http.problem import ClientGone
from schema.http.refusals import operation_slow

T = TypeVar("T")

LOOK_AFTER = 0.05
"""Seconds before the client's presence is watched: shorter work is not worth a task."""


async def within(seconds: float, work: Awaitable[T], receive: Receive | None = None) -> T:
    """The result of some work, which is cancelled after `seconds`, or when the client leaves.

    Give `receive` for what may be dropped (queries); a mutation goes on without its client. What must
    not be torn, a transaction, shields itself. Raises RequestRefused (TIMEOUT) or ClientGone.
    """
    watch: _Watch | None = None
    try:
        async with asyncio.timeout(seconds) as limit:
            watch = _Watch(limit, receive) if receive else None
            return await work
    except TimeoutError:
        if watch and watch.gone:
            raise ClientGone from None
        if limit.expired():
            raise operation_slow(seconds) from None
        raise
    finally:
        if watch:
            watch.stop()


class _Watch:
    def __init__(self, limit: asyncio.Timeout, receive: Receive) -> None:
        self.limit = limit
        self.receive = receive
        self.gone = False
        self.task: asyncio.Task[None] | None = None
        self.loop = asyncio.get_running_loop()
        self.timer = self.loop.call_later(LOOK_AFTER, self.look)

    def look(self) -> None:
        self.task = self.loop.create_task(self.wait())

    async def wait(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.limit.reschedule(self.loop.time())

    def stop(self) -> None:
        self.timer.cancel()
        if self.task:
            self.task.cancel()
