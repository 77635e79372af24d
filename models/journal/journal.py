"""The journal as a request writes to it: those that wait share one transaction, and wait for its end."""

import asyncio
from collections.abc import Sequence
from typing import Final

from models.journal.chain import Written, append
from models.storage.transaction import in_transaction

_TOGETHER: Final = 100  # requests in one transaction: more would hold up every other writer

_Waiting = tuple[Sequence[Written], "asyncio.Future[None]"]


class Journal:
    """Writes entries for many requests at once: while one transaction commits, the next gathers.

    One for each process. Several processes may write to one PostgreSQL: the chain's head is their lock.
    """

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, written: Sequence[Written]) -> None:
        """Return once the entries are committed and linked; nobody may be answered before.

        Raises:
            StorageError: they are not written.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((written, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def close(self) -> None:
        """Wait for what is being written."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            try:
                await _write(together)
            except BaseException as error:
                _refuse([*together, *self._waiting] if _stopped(error) else together, error)
                if _stopped(error):
                    self._waiting = []
                    raise
            else:
                _let_go(together)


def _stopped(error: BaseException) -> bool:
    return not isinstance(error, Exception)


async def _write(together: Sequence[_Waiting]) -> None:
    entries = [each for written, _ in together for each in written]
    await in_transaction(lambda transaction: append(transaction, entries))


def _let_go(together: Sequence[_Waiting]) -> None:
    for _, done in together:
        if not done.done():  # a client that left took its future with it
            done.set_result(None)


def _refuse(together: Sequence[_Waiting], error: BaseException) -> None:
    for _, done in together:
        if done.done():
            continue
        if isinstance(error, Exception):
            done.set_exception(error)
        else:
            done.cancel()
