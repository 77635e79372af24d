"""Whose turn it is to write to a SQLite file, and the commit that several transactions share.

Only one writes at a time, and each commit waits for the disk. Whoever ends while others wait leaves what it
wrote in the open transaction, as a part of its own, and the last of them commits for all. Nobody is answered
before that commit. A part that fails is undone alone; what was refused because of what an earlier part wrote
waits for the commit as well, and is done again should it fail.
"""

import asyncio
import contextlib
import sqlite3
from collections import deque
from collections.abc import AsyncIterator
from time import monotonic
from typing import Final

from models.storage.errors import StorageBusy, WriteConflict
from models.storage.sqlite_file import SqliteConnection
from models.storage.sqlite_statements import Statements

_MOST: Final = 32
_LONGEST_S: Final = 0.02  # so long the first may wait for the others
_BEGIN: Final = "SAVEPOINT one_of_many"
_KEEP: Final = "RELEASE SAVEPOINT one_of_many"
_UNDO: Final = "ROLLBACK TO SAVEPOINT one_of_many"


class Writing:
    """The turns of the transactions on one connection."""

    def __init__(self, connection: SqliteConnection, statements: Statements, wait_timeout_s: float) -> None:
        self._connection = connection
        self._statements = statements
        self._wait_timeout_s = wait_timeout_s
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self._ended: list[asyncio.Future[None]] = []  # who wait for the commit of what is open
        self._open = self._kept = False
        self._since = 0.0
        self._alone = 0  # so many commit for themselves, after a commit for several failed
        self._commits: set[asyncio.Task[None]] = set()

    def locked(self) -> bool:
        """Tell whether somebody writes, or what somebody wrote is not committed yet."""
        return self._taken or self._open

    async def take_turn(self) -> None:
        """Wait until nobody else writes; raise StorageBusy when that takes too long."""
        if not self._taken:
            self._taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._wait_timeout_s):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.pass_on()  # it was given to us just before
            if isinstance(error, TimeoutError):
                raise StorageBusy("too many writes are waiting; try again") from None
            raise

    async def begin(self) -> None:
        """Begin a transaction, or a part of the one that others have left open; the turn is ours."""
        if not self._open:
            try:
                await self._statements.begin()
            except BaseException:
                await self._connection.rollback()  # queued behind what may still begin
                raise
            self._open, self._kept, self._since = True, False, monotonic()
        await self._statements.affected(_BEGIN, ())

    async def end(self, *, keep: bool) -> None:
        """End our part, pass the turn on, and wait until what we keep, or rest upon, is committed.

        Raises:
            WriteConflict: it could not be committed together with the others; do it again.
        """
        try:
            whole = await self._part_ended(keep=keep)
            waits = whole and (keep or bool(self._ended))
            committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            if waits:
                self._ended.append(committed)
        finally:
            self.pass_on()
        if keep and not whole:
            raise WriteConflict("the transaction was lost; try again")
        if waits:
            await committed

    def pass_on(self) -> None:
        """Let the next begin, or commit for all who ended, and then let it."""
        wanted = any(not each.done() for each in self._waiting)
        full = self._alone or len(self._ended) >= _MOST or monotonic() - self._since > _LONGEST_S
        if self._open and (full or not wanted):
            task = asyncio.create_task(self._commit_and_pass_on())
            self._commits.add(task)
            task.add_done_callback(self._commits.discard)
        else:
            self._wake_next()

    @contextlib.asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Keep everybody from writing, with nothing left open."""
        await self.take_turn()
        try:
            await self._commit()
            yield
        finally:
            self.pass_on()

    async def _part_ended(self, *, keep: bool) -> bool:
        """End our part and tell whether the transaction around it is still there."""
        try:
            if not keep:
                await self._statements.affected(_UNDO, ())
            await self._statements.affected(_KEEP, ())
            self._kept |= keep
        except sqlite3.Error:  # SQLite itself has undone everything, as when the disk is full
            await self._undo()
            self._open = False
            self._tell(WriteConflict("another transaction failed with this one; try again"))
            return False
        return True

    async def _commit_and_pass_on(self) -> None:
        try:
            await self._commit()
        finally:
            self._wake_next()

    async def _commit(self) -> None:
        """Commit what is open, if anything is, and tell all who wait for it."""
        if not self._open:
            return
        failure: BaseException | None = None
        try:
            await (self._connection.commit() if self._kept else self._connection.rollback())
        except BaseException as error:  # noqa: BLE001 - whoever waits for the commit is told
            failure = error
            await self._undo()
        self._open = False
        if failure is not None and len(self._ended) > 1:
            self._alone = len(self._ended)
            failure = WriteConflict("it could not be committed with the others; try again")
        elif self._alone:
            self._alone -= 1
        self._tell(failure)

    async def _undo(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # then there is nothing left to undo
            await self._connection.rollback()

    def _tell(self, failure: BaseException | None) -> None:
        ended, self._ended = self._ended, []
        for each in ended:
            if each.done():
                continue
            if failure is None:
                each.set_result(None)
            else:
                each.set_exception(failure)

    def _wake_next(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._taken = False
