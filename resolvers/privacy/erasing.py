"""The sweep that erases what is left without a purpose, for as long as a process serves."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

import structlog

from models.storage.database import truncate_log
from models.storage.errors import StorageError
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Function, Language
from permissions.caller import DEFAULT_PURPOSES, PARTY_KIND_OF, Caller
from resolvers.context import Context, Installation, new_context
from resolvers.privacy.erase import locked_person
from resolvers.privacy.purposeless import erase_purposeless
from resolvers.writing.fault import Refused

EVERY: Final = timedelta(hours=1)
_BATCH: Final = 100
_CANDIDATES: Final = """
SELECT c.id FROM contact c WHERE c.id > ? AND c.erased_at IS NULL AND c.states IS NOT NULL AND EXISTS (
    SELECT 1 FROM record_state s WHERE s.contact_id = c.id AND s.kind IN ('CONSENT_WITHDRAWN', 'OBJECTED')
        AND s.ended_at IS NULL)
ORDER BY c.id LIMIT ?
"""

_log = structlog.get_logger("paravent.erasure")


async def erase_what_has_no_purpose(here: Installation, now: int) -> int:
    """Erase what withdrawn consents and upheld objections left without a purpose; return of how many people.

    Each is locked in a transaction of its own; two workers may sweep at once. What a claim or the law
    keeps is passed over, and looked at again by the next sweep.

    Raises:
        StorageError: somebody could not be locked in time, or a trace in the write-ahead log could not be
            removed; all others were erased, and the next sweep does the rest.
    """
    context = await _by_itself(here, now)
    erased, last, problems = 0, "", list[StorageError]()
    while candidates := await fetch(_CANDIDATES, last, _BATCH):
        last = candidates[-1]["id"]
        for row in candidates:
            try:
                erased += await _erase_one(context, row["id"])
            except StorageError as error:  # the others do not wait for this one
                problems.append(error)
    if erased:
        await truncate_log()
    if problems:
        raise problems[0]
    return erased


async def _erase_one(context: Context, contact_id: str) -> bool:
    async def work(transaction: Transaction) -> bool:
        return await erase_purposeless(
            context, transaction, await locked_person(context, transaction, contact_id)
        )

    try:
        return await in_transaction(work)
    except Refused:
        return False


async def _by_itself(here: Installation, now: int) -> Context:
    """Return the context of what the service does by itself, for its operator."""
    function = Function.TECHNICAL_ADMIN
    service = Caller(
        function=function,
        party_kind=PARTY_KIND_OF[function],
        party_id=here.operator_id,
        account_id="",
        credential_id="",
        purposes=DEFAULT_PURPOSES[function],
    )
    context = await new_context(here, service, now, Language.FR, "sweep")
    await context.lens.controllership()
    return context


@asynccontextmanager
async def erasing(here: Installation, seconds: float = EVERY.total_seconds()) -> AsyncIterator[None]:
    """Sweep in the background; what one sweep could not do, the next one does."""
    sweeper = asyncio.create_task(_sweep_for_ever(here, seconds))
    try:
        yield
    finally:
        sweeper.cancel()
        await asyncio.wait([sweeper])


async def _sweep_for_ever(here: Installation, seconds: float) -> None:
    owed = False
    while True:
        await asyncio.sleep(seconds)
        try:
            if owed:
                await truncate_log()
            await erase_what_has_no_purpose(here, int(time.time()))
            owed = False
        except StorageError as error:
            owed = True
            _log.warning("erasure put off", reason=type(error).__name__)
