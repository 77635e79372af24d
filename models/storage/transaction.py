"""The only way to write: one transaction, in a task of its own that no caller's cancellation reaches."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Generic, TypeVar, cast

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connections

from models.storage.clients import Engine, OpenTransaction, inside
from models.storage.dialect import Database, Row, Value, only_reads
from models.storage.engines import OPENED, engine_of
from models.storage.errors import StorageBusy, StorageMisused, WriteConflict
from models.storage.refusals import refusal

T = TypeVar("T")

_RETRIES: Final = 5
_FIRST_PAUSE_S: Final = 0.01
_PATIENCE_S: Final = 3.0  # no retry begins later: the caller hears of it within its own time limit


class Transaction:
    """What a piece of work may do while its transaction is open; `?` stands for a value on both dialects."""

    __slots__ = ("_begun", "_open", "_parts")

    def __init__(self, opened: OpenTransaction) -> None:
        self._open = opened
        opened.before_write = self._begin_parts
        self._parts = 0  # how many are open, one inside the other
        self._begun = 0  # of how many of them the database knows: a part that only reads needs no savepoint

    async def fetch(self, sql: str, *values: Value) -> list[Row]:
        """Return the rows of a statement, RETURNING included."""
        if not only_reads(sql):
            await self._begin_parts()
        return await self._open.rows(sql, values)

    async def execute(self, sql: str, *values: Value) -> int:
        """Return how many rows the statement itself changed (triggers and cascades not counted)."""
        await self._begin_parts()
        return await self._open.affected(sql, values)

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""
        await self._begin_parts()
        await self._open.many(sql, rows)

    @asynccontextmanager
    async def part(self) -> AsyncIterator[None]:
        """Undo only what stands inside when it raises; the transaction goes on if the error is caught.

        Raises:
            ConstraintBroken: a rule of the database refused something inside.
        """
        self._parts += 1
        depth = self._parts
        try:
            yield
        except Exception as error:
            problem = await refusal(error, self._open.rows)
            if self._begun >= depth and not isinstance(problem, StorageBusy):
                await self._open.undo_part(depth)  # else the whole transaction starts again or ends
            if problem is None:
                raise
        else:
            if self._begun >= depth:
                await self._open.affected(f"RELEASE SAVEPOINT part_{depth}", ())
            return
        finally:
            self._parts, self._begun = depth - 1, min(self._begun, depth - 1)
        raise problem

    async def _begin_parts(self) -> None:
        for depth in range(self._begun + 1, self._parts + 1):
            await self._open.affected(f"SAVEPOINT part_{depth}", ())
            self._begun = depth

    @property
    def connection(self) -> BaseDBAsyncClient:
        """The Tortoise client of this transaction, for `using_db=`; querysets without it join as well."""
        return cast(BaseDBAsyncClient, self._open)


@dataclass(slots=True)
class _Caller:
    gone: bool = False


@dataclass(frozen=True, slots=True)
class _Request(Generic[T]):
    engine: Engine
    database: Database
    work: Callable[[Transaction], Awaitable[T]]
    caller: _Caller


async def in_transaction(work: Callable[[Transaction], Awaitable[T]], *, database: Database = "data") -> T:
    """Return what `work` returns, once it is committed; whatever it raises undoes all of it.

    `work` runs again from its beginning, at most five times, when another transaction stood in the
    way: it must change nothing but the database. It starts no task and waits for nothing else (network,
    hashing, mail): every other writer waits for it. A cancelled caller's work is dropped if it has not
    begun; else it runs to its end and may commit: idempotency keys are what makes asking again safe.

    Raises:
        ConstraintBroken: a rule of the database refused it.
        StorageBusy: it could not be served in time; nothing was changed.
        StorageMisused: called inside a transaction on the same database, or before it is opened or after
            it is closed. A transaction on `keys` may be opened inside one on `data`, never the reverse.
    """
    _refuse_nesting(database)
    caller = _Caller()
    task = asyncio.create_task(_persist(_Request(engine_of(database), database, work, caller)))
    OPENED.running.add(task)
    task.add_done_callback(OPENED.running.discard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        caller.gone = True
        raise


def _refuse_nesting(database: Database) -> None:
    around = inside.get()
    if database in around:
        raise StorageMisused("a transaction inside a transaction: pass the outer one on instead")
    if "keys" in around:
        raise StorageMisused("data inside keys: open the transaction on data first, or two callers may block")
    if OPENED.closing and not around:
        raise StorageMisused("the databases are closing: no new transaction")


async def _persist(request: _Request[T]) -> T:
    inside.set(inside.get() | {request.database})
    patience_ends = monotonic() + _PATIENCE_S
    for retry in range(_RETRIES + 1):
        if retry:
            longest = _FIRST_PAUSE_S * 2**retry
            await asyncio.sleep(random.uniform(0, longest))  # noqa: S311 - spreads retries, guards no secret
        try:
            return await _attempt(request)
        except WriteConflict:
            if monotonic() > patience_ends:
                break
    raise StorageBusy("other transactions stood in the way each time; try again")


async def _attempt(request: _Request[T]) -> T:
    try:
        return await _run(request)
    except Exception as error:
        problem = await refusal(error, request.engine.rows)
        if problem is None:
            raise
    raise problem  # outside the except: it must not drag along a driver's text, which may quote values


async def _run(request: _Request[T]) -> T:
    opened = await request.engine.begin(lambda: request.caller.gone)
    client: Any = opened
    joined = get_connections().set(request.database, client)  # querysets without using_db join in
    try:
        result = await request.work(Transaction(opened))
    except BaseException:
        await opened.finish(commit=False)
        raise
    finally:
        get_connections().reset(joined)
    await opened.finish(commit=True)
    return result
