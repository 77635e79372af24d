"""A write that reads, checks and seals before its transaction, and does only the rest inside it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from models.storage.errors import StorageBusy
from models.storage.transaction import Transaction
from permissions.lens import Lens
from permissions.viewpoint import viewpoint_of
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault, Refused
from resolvers.writing.once import Outcome, Work, Write, write_once

Preparation = Callable[[Context], Awaitable[Work]]


async def write_prepared(context: Context, write: Write, prepare: Preparation) -> Outcome:
    """Prepare a write on a fresh look at the records, then do it once.

    What the preparation refuses is remembered under the key like what the work refuses, and a key that
    has its answer already gets that answer whatever the records have become since. The work must look
    again, inside the transaction, at whatever the preparation relied on.
    """
    try:
        work = await prepare(await afresh(context))
    except Refused as refused:
        work = _refusing(refused.faults)
    except StorageBusy:
        return Outcome(faults=(Fault(ErrorCode.BUSY_TRY_AGAIN),))
    return await write_once(context, write, work)


async def afresh(context: Context) -> Context:
    """Return the context of the same request with a lens that has seen nothing yet.

    Earlier mutations of the request may have changed rows, relationships and instructions; a lens
    keeps what it has opened, and sealing that again would undo them.
    """
    here = context.installation
    view = await viewpoint_of(context.caller, context.now)
    lens = Lens(view, here.operator_id, here.keyring, here.tenant, context.language)
    lens.looked = context.seen.looked  # one request leaves one entry, whatever number of lenses it takes
    return replace(context, view=view, lens=lens)


def refused(code: ErrorCode, *path: str, **details: object) -> Outcome:
    """Return the outcome of a write that nobody in this function may ask for; nothing is remembered."""
    return Outcome(faults=(Fault(code, path, details),))


def _refusing(faults: tuple[Fault, ...]) -> Work:
    async def work(_: Transaction) -> str:
        raise Refused(*faults)

    return work
