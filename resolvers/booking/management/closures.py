"""Closures of one agenda and absences of a professional: they tell whom they hit, and cancel nobody."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from models.booking.slots.calendar import Closure
from models.ids import Kind, new_id
from resolvers.booking.management.change import Change, Changed, Done, ManagementReason, change
from resolvers.booking.management.conflicts import within
from resolvers.booking.management.hours import FARTHEST, around, check_day
from resolvers.booking.management.owners import Target
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

_DAY: Final = 24 * 60
_INSERT: Final = """
INSERT INTO closure
    (id, professional_id, agenda_id, first_day, last_day, starts_minute, ends_minute, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """From a local day and minute to another; whole days unless said otherwise."""

    first_day: date
    last_day: date
    starts: int = 0
    ends: int = _DAY


_CLOSURE = "SELECT agenda_id, first_day, last_day FROM closure WHERE id = ?"


async def close_agenda(
    context: Context, write: Write, agenda_id: str, shut: ClosedTime, reason: ManagementReason | None = None
) -> Changed:
    """Close one agenda for a time; the outcome names the appointments it hits."""

    async def work(opened: Change) -> Done:
        return await _close(opened, shut, agenda_id)

    return await change(context, write, Target(Kind.AGENDA, agenda_id, "agendaId"), work, reason)


async def add_absence(
    context: Context,
    write: Write,
    professional_id: str,
    shut: ClosedTime,
    reason: ManagementReason | None = None,
) -> Changed:
    """Close all agendas of a professional for a time, each on the clock of its place."""

    async def work(opened: Change) -> Done:
        return await _close(opened, shut, None)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def remove_closure(
    context: Context, write: Write, closure_id: str, reason: ManagementReason | None = None
) -> Changed:
    """Take back a closure or an absence."""

    async def work(opened: Change) -> Done:
        [row] = await opened.transaction.fetch(_CLOSURE, closure_id)
        await opened.transaction.execute("DELETE FROM closure WHERE id = ?", closure_id)
        days = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        return Done(closure_id, row["agenda_id"], opens=around(*days))

    return await change(context, write, Target(Kind.CLOSURE, closure_id), work, reason)


async def _close(opened: Change, shut: ClosedTime, agenda_id: str | None) -> Done:
    _check(shut, opened.context.now)
    transaction, now = opened.transaction, opened.context.now
    closure_id = new_id(Kind.CLOSURE)
    days = (shut.first_day.isoformat(), shut.last_day.isoformat())
    await transaction.execute(
        _INSERT, closure_id, opened.owner, agenda_id, *days, shut.starts, shut.ends, now
    )
    agendas = [agenda_id] if agenda_id else await agendas_of(opened)
    closure = Closure(closure_id, shut.first_day, shut.last_day, shut.starts, shut.ends)
    return Done(closure_id, agenda_id, await within(transaction.fetch, agendas, closure, now))


async def agendas_of(opened: Change) -> list[str]:
    """Return all agendas of the professionals concerned, those closed for good included."""
    found: list[str] = []
    for owner in opened.owners:
        rows = await opened.transaction.fetch("SELECT id FROM agenda WHERE professional_id = ?", owner)
        found += [row["id"] for row in rows]
    return found


def _check(shut: ClosedTime, now: int) -> None:
    faults = Gathered()
    check_day(shut.last_day, now, faults, "lastDay")
    if shut.last_day - shut.first_day > FARTHEST:
        faults.add(ErrorCode.INVALID_PERIOD, "firstDay", because=Because.TOO_LONG, most=FARTHEST.days)
    if shut.starts >= _DAY or shut.ends == 0:
        faults.add(ErrorCode.INVALID_HOURS, "startsAt" if shut.starts >= _DAY else "endsAt")
    if (shut.first_day, shut.starts) >= (shut.last_day, shut.ends):
        faults.add(ErrorCode.INVALID_PERIOD, "lastDay", because=Because.ENDS_BEFORE_START)
    faults.settle()
