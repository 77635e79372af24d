"""bookSeries, cancelSeries."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers.booking.cancel import CancelReason
from resolvers.booking.series.book import SeriesWish, book_series
from resolvers.booking.series.cancel import SeriesCancellation, cancel_series
from resolvers.booking.series.times import Repetition, SeriesUnit, first_of
from resolvers.booking.slot_id import Slot
from resolvers.writing.once import Outcome
from schema.booking.series.series import AppointmentSeries, SeriesClash, clashes_of, written_series
from schema.booking.visit import VisitInput
from schema.context import Info
from schema.errors.of_fault import errors_of
from schema.errors.user_error import (
    BookingRefused,
    BusyTryAgain,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    SlotTaken,
    VersionConflict,
    WrongState,
)
from schema.scalars import Instant
from schema.writing import idempotency_key, write_of

strawberry.enum(SeriesUnit, description="In what a series counts.")


@strawberry.input(
    description="The same time on the clock of the place, every so many days or weeks: 9:00 stays 9:00 when "
    "the clock is put on or back."
)
class RepetitionInput:
    first: Instant = strawberry.field(description="The first start.")
    every: int = strawberry.field(default=1, description="How many days or weeks apart; a year at most.")
    unit: SeriesUnit = SeriesUnit.WEEK
    count: int = strawberry.field(description="How many times, the first included; 52 at most.")


@strawberry.input(
    description="A series to book: its times one by one in startsAt, or repeated. Reason and note are "
    "the same on each appointment."
)
class BookSeriesInput(VisitInput):
    agenda_id: strawberry.ID
    visit_type_id: strawberry.ID
    starts_at: list[Instant] | None = strawberry.field(
        default=None, description="52 different starts at most."
    )
    repeats: RepetitionInput | None = None
    all_or_nothing: bool = strawberry.field(
        default=True, description="If false, what can be booked is booked, and the rest are clashes."
    )
    dry_run: bool = strawberry.field(
        default=False, description="Only tells the clashes; nothing is kept, and the key is not used up."
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.input(description="An appointment in the version it was read in.")
class ExpectedVersionInput:
    id: strawberry.ID
    version: int


@strawberry.input(
    description="A series to cancel: each appointment still to come, in the version it was read in."
)
class CancelSeriesInput:
    series_id: strawberry.ID
    reason: CancelReason
    expected: list[ExpectedVersionInput] = strawberry.field(
        description="Exactly the appointments that are to be cancelled; any other is a VERSION_CONFLICT."
    )
    starts_from: Instant | None = strawberry.field(
        default=None, name="from", description="Only those that start at or after; else all to come."
    )
    idempotency_key: str | None = idempotency_key()


BookSeriesError: TypeAlias = Annotated[
    SlotTaken | BookingRefused | InvalidInput | NotFound | NotAllowed | IdempotencyMismatch | BusyTryAgain,
    strawberry.union("BookSeriesError", description="Why a series is not booked."),
]
CancelSeriesError: TypeAlias = Annotated[
    BookingRefused
    | WrongState
    | NotFound
    | NotAllowed
    | VersionConflict
    | InvalidInput
    | IdempotencyMismatch
    | BusyTryAgain,
    strawberry.union("CancelSeriesError", description="Why a series is not cancelled."),
]


@strawberry.type(
    description="The series, the times that clash, and why there is none; a dry run has no errors."
)
class BookSeriesPayload:
    series: AppointmentSeries | None
    clashes: list[SeriesClash]
    errors: list[BookSeriesError]


@strawberry.type(description="The series as it is now, or why it stays as it was.")
class CancelSeriesPayload:
    series: AppointmentSeries | None
    errors: list[CancelSeriesError]


async def book(info: Info, input: BookSeriesInput) -> BookSeriesPayload:  # noqa: A002 - Relay's word
    """Book a series, once for each key."""
    asked = _wish(input)
    outcome = await book_series(info.context, write_of(info, "bookSeries", input), asked)
    series = await written_series(info, outcome.record_id, wrote=True)
    clashes = clashes_of(outcome.faults, info.context.language)
    told = [each for each in outcome.faults if "at" not in each.details] if series or asked.dry_run else None
    return BookSeriesPayload(
        series=series,
        clashes=clashes,
        errors=errors_of(outcome.faults if told is None else told, info.context.language),
    )


def _wish(asked: BookSeriesInput) -> SeriesWish:
    starts_at = None if asked.starts_at is None else tuple(asked.starts_at)
    repeats = None
    if asked.repeats:
        given = asked.repeats
        repeats = Repetition(given.first, given.every, given.unit, given.count)
    first = first_of(starts_at, repeats) or 0
    wish = asked.wish(Slot(asked.agenda_id, asked.visit_type_id, first))
    return SeriesWish(wish, starts_at, repeats, asked.all_or_nothing, asked.dry_run)


async def cancel(info: Info, input: CancelSeriesInput) -> CancelSeriesPayload:  # noqa: A002 - Relay's word
    """Cancel what is still to come of a series."""
    expected = {str(each.id): each.version for each in input.expected}
    asked = SeriesCancellation(input.series_id, input.reason, expected, input.starts_from)
    outcome: Outcome = await cancel_series(info.context, write_of(info, "cancelSeries", input), asked)
    return CancelSeriesPayload(
        series=await written_series(info, outcome.record_id),
        errors=errors_of(outcome.faults, info.context.language),
    )


@strawberry.type
class SeriesMutation:
    book_series: BookSeriesPayload = strawberry.mutation(
        resolver=book,
        description="Book several times as one: all of them, or a list of clashes and nothing booked.",
    )
    cancel_series: CancelSeriesPayload = strawberry.mutation(
        resolver=cancel, description="Cancel what is still to come of a series: all of it, or nothing."
    )
