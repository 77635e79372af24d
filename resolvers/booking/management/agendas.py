"""Agendas: where a professional receives, how many visits side by side."""

from collections.abc import Mapping
from typing import Any, Final

from models.ids import Kind, new_id
from resolvers.booking.management.blocks import widen_blocks
from resolvers.booking.management.change import (
    Change,
    Changed,
    Done,
    ManagementReason,
    change,
    check_version,
    touch,
)
from resolvers.booking.management.hours import hit_by
from resolvers.booking.management.owners import Target
from resolvers.booking.management.values import Check, between, checked
from resolvers.booking.management.visit_types import Versioned
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

_CHECKS: Final[Mapping[str, Check]] = {
    "lanes": between(1, 20),
    "closes_on_holidays": bool,
    "active": bool,
}
_MAY_RECEIVE: Final = """
SELECT l.id FROM place l WHERE l.id = ? AND EXISTS (
    SELECT 1 FROM professional p
    JOIN professional own ON own.id = ? AND (own.id = p.id OR own.practice_id = p.practice_id)
    WHERE p.id = l.founded_by OR EXISTS (
        SELECT 1 FROM agenda g WHERE g.place_id = l.id AND g.professional_id = p.id))
"""


async def create_agenda(
    context: Context,
    write: Write,
    where: tuple[str, str],
    given: Mapping[str, Any],
    reason: ManagementReason | None = None,
) -> Changed:
    """Open an agenda of a professional at a place that the professional or the practice uses already.

    `where` is the professional and the place; another's place is as unknown as one that does not exist.
    """
    professional_id, place_id = where

    async def work(opened: Change) -> Done:
        columns = _checked(given)
        if not await opened.transaction.fetch(_MAY_RECEIVE, place_id, opened.owner):
            raise refuse(ErrorCode.NOT_FOUND, "placeId")
        agenda_id = new_id(Kind.AGENDA)
        row = {"id": agenda_id, "professional_id": opened.owner, "place_id": place_id, **columns}
        await opened.transaction.execute(
            f"INSERT INTO agenda ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values()
        )
        await widen_blocks(opened)
        return Done(agenda_id, agenda_id)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, reason)


async def update_agenda(
    context: Context,
    write: Write,
    agenda: Versioned,
    given: Mapping[str, Any],
    reason: ManagementReason | None = None,
) -> Changed:
    """Change an agenda; the outcome names the appointments on public holidays that close from now on."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "agenda", agenda.id, agenda.expected)
        if not given:
            raise refuse(ErrorCode.NOTHING_TO_CHANGE)
        columns = _checked(given)

        async def rewrite() -> None:
            await touch(opened, "agenda", agenda.id, **columns)

        conflicts = await hit_by(opened, [agenda.id], rewrite)
        await widen_blocks(opened)
        return Done(agenda.id, agenda.id, conflicts)

    return await change(context, write, Target(Kind.AGENDA, agenda.id), work, reason)


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    faults = Gathered()
    columns = checked(given, _CHECKS, (), faults)
    faults.settle()
    return columns
