"""Weekly hours and extra openings of an agenda."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from models.ids import Kind, new_id
from resolvers.booking.management.change import (
    Change,
    Changed,
    Done,
    ManagementReason,
    change,
    check_version,
    touch,
)
from resolvers.booking.management.conflicts import fits, hit
from resolvers.booking.management.owners import Target
from resolvers.booking.management.visit_types import Versioned
from resolvers.booking.management.week import Hours, check_span, check_week
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

FARTHEST: Final = timedelta(days=2 * 366)
"""How far ahead single days may be ruled."""

_BEHIND: Final = timedelta(days=1)  # it may still be yesterday where the place is
_OPENING: Final = """
INSERT INTO opening (id, agenda_id, weekday, starts_minute, ends_minute, first_day, last_day, weeks, every)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EXTRA: Final = """
INSERT INTO extra_opening (id, agenda_id, day, starts_minute, ends_minute) VALUES (?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class ExtraHours:
    """Hours of one day beside the weekly ones, in local minutes."""

    agenda_id: str
    day: date
    starts: int
    ends: int


_A_WEEK = int(timedelta(days=7).total_seconds())


async def set_weekly_hours(
    context: Context,
    write: Write,
    agenda: Versioned,
    week: Sequence[Hours],
    reason: ManagementReason | None = None,
) -> Changed:
    """Replace the weekly hours of an agenda as a whole; the outcome names the appointments now outside."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "agenda", agenda.id, agenda.expected)
        faults = Gathered()
        check_week(week, faults)
        faults.settle()

        async def rewrite() -> None:
            await opened.transaction.execute("DELETE FROM opening WHERE agenda_id = ?", agenda.id)
            await opened.transaction.executemany(_OPENING, [_row(agenda.id, hours) for hours in week])
            await touch(opened, "agenda", agenda.id)

        conflicts = await hit_by(opened, [agenda.id], rewrite)
        now = opened.context.now
        return Done(agenda.id, agenda.id, conflicts, opens=(now, now + _A_WEEK))

    return await change(context, write, Target(Kind.AGENDA, agenda.id, "agendaId"), work, reason)


async def hit_by(
    opened: Change, agenda_ids: Sequence[str], rewrite: Callable[[], Awaitable[None]]
) -> tuple[str, ...]:
    """Change when agendas are open, and return the coming appointments that are left outside by it."""
    fetch, now = opened.transaction.fetch, opened.context.now
    before = await fits(fetch, agenda_ids, now)
    await rewrite()
    return hit(before, await fits(fetch, agenda_ids, now))


async def add_extra_opening(
    context: Context, write: Write, extra: ExtraHours, reason: ManagementReason | None = None
) -> Changed:
    """Open an agenda for some hours of one day."""

    async def work(opened: Change) -> Done:
        faults = Gathered()
        check_span(extra.starts, extra.ends, faults)
        check_day(extra.day, opened.context.now, faults, "day")
        faults.settle()
        extra_id = new_id(Kind.EXTRA_OPENING)
        await opened.transaction.execute(
            _EXTRA,
            extra_id,
            extra.agenda_id,
            extra.day.isoformat(),
            extra.starts,
            extra.ends,
        )
        return Done(extra_id, extra.agenda_id, opens=around(extra.day, extra.day))

    return await change(context, write, Target(Kind.AGENDA, extra.agenda_id, "agendaId"), work, reason)


async def remove_extra_opening(
    context: Context, write: Write, extra_id: str, reason: ManagementReason | None = None
) -> Changed:
    """Take back extra hours; the outcome names the appointments that are left outside."""

    async def work(opened: Change) -> Done:
        [row] = await opened.transaction.fetch("SELECT agenda_id FROM extra_opening WHERE id = ?", extra_id)

        async def rewrite() -> None:
            await opened.transaction.execute("DELETE FROM extra_opening WHERE id = ?", extra_id)

        return Done(extra_id, row["agenda_id"], await hit_by(opened, [row["agenda_id"]], rewrite))

    return await change(context, write, Target(Kind.EXTRA_OPENING, extra_id), work, reason)


def around(first: date, last: date) -> tuple[int, int]:
    """Return a span of instants that holds these days on the clock of every place."""
    day = timedelta(days=1)
    starts, ends = (datetime.combine(each, time(), UTC) for each in (first - day, last + 2 * day))
    return int(starts.timestamp()), int(ends.timestamp())


def check_day(day: date, now: int, faults: Gathered, path: str) -> None:
    """Gather a day that is over everywhere, or lies more than two years ahead."""
    today = datetime.fromtimestamp(now, UTC).date()
    if not today - _BEHIND <= day <= today + FARTHEST:
        faults.add(ErrorCode.INVALID_PERIOD, path, because=Because.OUTSIDE_DAYS, most=FARTHEST.days)


def _row(agenda_id: str, hours: Hours) -> tuple[str | int | None, ...]:
    return (
        new_id(Kind.OPENING),
        agenda_id,
        hours.weekday,
        hours.starts,
        hours.ends,
        hours.first_day.isoformat() if hours.first_day else None,
        hours.last_day.isoformat() if hours.last_day else None,
        hours.weeks.value,
        hours.every,
    )
