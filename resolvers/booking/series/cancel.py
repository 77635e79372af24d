"""Cancelling a series: what is still to come, all of it or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.booking.record import AppointmentRecord
from models.booking.states import may_follow
from models.storage.transaction import Transaction
from models.words import AppointmentStatus, Category
from resolvers.booking.allowed import status_at
from resolvers.booking.cancel import CancelReason, cancel_found
from resolvers.booking.changing import check_may_change, check_state, check_window
from resolvers.booking.series.members import members_of
from resolvers.booking.take_time import lock_owners
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault, Refused, refuse
from resolvers.writing.once import Outcome, Write, write_once


@dataclass(frozen=True, slots=True)
class SeriesCancellation:
    """Which series, from when on, why; `expected` holds the version of each appointment to cancel, by id."""

    series_id: str
    reason: CancelReason
    expected: Mapping[str, int]
    starts_from: int | None = None


async def cancel_series(context: Context, write: Write, asked: SeriesCancellation) -> Outcome:
    """Cancel what is still to come of a series; the outcome names it, or says why all of it stays."""
    members = await members_of(context, asked.series_id)
    await context.lens.focus(members, frozenset[Category]())

    async def work(transaction: Transaction) -> str:
        if not members:
            raise refuse(ErrorCode.NOT_FOUND, "seriesId")
        await lock_owners(transaction, {each.professional_id for each in members}, [], context.now)
        coming = _to_come(context, members, asked.starts_from)
        if not coming:
            raise refuse(ErrorCode.WRONG_STATE, "seriesId")
        _check_expected(coming, asked.expected)
        for each in coming:
            await _cancel_one(context, transaction, each, asked)
        return asked.series_id

    return await write_once(context, write, work)


def _to_come(
    context: Context, members: Sequence[AppointmentRecord], starts_from: int | None
) -> list[AppointmentRecord]:
    """Return what may still be cancelled of a series, from an instant on."""
    first = max(context.now, starts_from or 0)
    return [
        each
        for each in members
        if each.starts_at >= first and may_follow(status_at(each, context.now), AppointmentStatus.CANCELLED)
    ]


def _check_expected(coming: Sequence[AppointmentRecord], expected: Mapping[str, int]) -> None:
    """Refuse unless exactly these appointments were meant, each in the version it has."""
    by_id = {each.id: each for each in coming}
    faults = [Fault(ErrorCode.WRONG_STATE, ("expected", each)) for each in expected if each not in by_id]
    faults += [
        Fault(ErrorCode.VERSION_CONFLICT, ("expected", each.id), {"version": each.version})
        for each in coming
        if expected.get(each.id) != each.version
    ]
    if faults:
        raise Refused(*faults)


async def _cancel_one(
    context: Context, transaction: Transaction, found: AppointmentRecord, asked: SeriesCancellation
) -> None:
    """Cancel one appointment as its own cancellation would; the fault names it."""
    try:
        check_window(context, check_may_change(context, found))
        await check_state(context, transaction, found, asked.expected[found.id], AppointmentStatus.CANCELLED)
    except Refused as refused:
        raise Refused(
            *(Fault(each.code, ("expected", found.id), each.details) for each in refused.faults)
        ) from None
    await cancel_found(context, transaction, found, asked.reason)
