"""The waiting lists are swept while a process serves, and no longer."""

import asyncio

import pytest

from models.storage.errors import StorageBusy
from resolvers.booking.waitlist import sweeping as module
from resolvers.booking.waitlist.sweeping import sweeping


async def test_it_sweeps_again_after_a_sweep_that_was_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    swept = asyncio.Event()
    calls: list[int] = []

    async def sweep(now: int) -> int:
        calls.append(now)
        if len(calls) == 1:
            raise StorageBusy("busy")
        swept.set()
        return 0

    monkeypatch.setattr(module, "sweep_waitlists", sweep)
    async with sweeping(seconds=0.001):
        await asyncio.wait_for(swept.wait(), timeout=5)
    before = len(calls)
    await asyncio.sleep(0.02)

    assert len(calls) == before
