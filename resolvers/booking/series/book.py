"""Booking a series: every time of it, or what stands in the way."""

from dataclasses import dataclass

from models.ids import Kind, new_id
from models.sealing.cipher import DataKey
from models.storage.transaction import Transaction
from resolvers.booking.book import basis_of, checked_under_lock, leave_traces
from resolvers.booking.entry import insert_appointment, pending_until
from resolvers.booking.offers import Offer
from resolvers.booking.place import check_contact, place_for
from resolvers.booking.series.times import Repetition, SeriesTime, times_of
from resolvers.booking.take_time import OVERLAP, take
from resolvers.booking.wish import Wish
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault, Refused, refuse
from resolvers.writing.once import Outcome, Write, write_once


@dataclass(frozen=True, slots=True)
class SeriesWish:
    """A series for a contact; what is wished of each appointment is in `wish`, whose slot is the first."""

    wish: Wish
    starts_at: tuple[int, ...] | None
    repeats: Repetition | None
    all_or_nothing: bool = True
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Booker:
    """What every booking of one series shares, inside its transaction."""

    context: Context
    transaction: Transaction
    wish: Wish
    offer: Offer
    key: DataKey
    series_id: str


async def book_series(context: Context, write: Write, asked: SeriesWish) -> Outcome:
    """Book a series once for each key: one transaction, one lock, each time through the same gate.

    The outcome names the series, and its faults are the clashes: each has `at` (the start) and up to three
    alternatives among its details. All or nothing unless the wish says otherwise; a dry run only tells the
    clashes and keeps nothing, its key included.
    """
    basis = await basis_of(context, asked.wish)

    async def work(transaction: Transaction) -> Outcome:
        offer, contact, key, _ = await checked_under_lock(context, transaction, asked.wish, basis)
        times = times_of(asked.starts_at, asked.repeats, offer.agenda.calendar.zone)
        booker = Booker(context, transaction, asked.wish, offer, key, new_id(Kind.SERIES))
        await check_contact(transaction, contact)
        clashes = [clash for rank, time in enumerate(times) if (clash := await _book_one(booker, rank, time))]
        if asked.dry_run or len(clashes) == len(times) or (clashes and asked.all_or_nothing):
            raise Refused(*clashes)
        return Outcome(booker.series_id, tuple(clashes))

    if asked.dry_run:
        write = Write(write.operation, None, write.content)
    return await write_once(context, write, work, OVERLAP)


async def _book_one(booker: Booker, rank: int, time: SeriesTime) -> Fault | None:
    """Book one time, seeing those before it, or return why not; what is wrong with all of them is raised."""
    context, transaction, offer, start = booker.context, booker.transaction, booker.offer, time.start
    try:
        if time.skipped:
            raise refuse(ErrorCode.OUTSIDE_HOURS, "startsAt")
        placement = await place_for(
            context,
            transaction,
            booker.wish.contact_id,
            offer,
            start,
            as_of=context.now,
            overriding=booker.wish.override is not None,
        )
    except Refused as refused:
        [fault] = refused.faults
        if fault.path != ("startsAt",):
            raise
        free = {"starts": [], "ends": [], **fault.details}
        return Fault(fault.code, ("startsAt", str(rank)), {**free, "at": start})
    appointment_id = await insert_appointment(
        context, transaction, booker.wish, offer, start, booker.key, booker.series_id
    )
    await take(transaction, offer, placement, appointment_id, pending_until(context, offer, start))
    wish = booker.wish
    await leave_traces(
        context, transaction, "bookSeries", appointment_id, wish.contact_id, offer, start, wish
    )
    return None
