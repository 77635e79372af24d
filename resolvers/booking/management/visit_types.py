"""Visit types and the answers of single agendas to their rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

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
from resolvers.booking.management.owners import Target
from resolvers.booking.management.rules import OWN, RULES, UNLIMITED
from resolvers.booking.management.values import checked
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

_OFFERED: Final = {"offered": bool}
_OVERRIDES: Final = frozenset({"offered", *RULES})


@dataclass(frozen=True, slots=True)
class Rules:
    """What was given of a visit type by column: None lifts a limit or inherits again, absence keeps."""

    values: Mapping[str, Any]
    reason: ManagementReason | None = None


@dataclass(frozen=True, slots=True)
class Versioned:
    """A row and the version it was read in."""

    id: str
    expected: int


async def create_visit_type(context: Context, write: Write, professional_id: str, rules: Rules) -> Changed:
    """Add a visit type to what can be booked with a professional, once for each key."""

    async def work(opened: Change) -> Done:
        columns = _checked(rules.values, UNLIMITED)
        visit_type_id = new_id(Kind.VISIT_TYPE)
        row = {"id": visit_type_id, "professional_id": opened.owner, **columns}
        await opened.transaction.execute(
            f"INSERT INTO visit_type ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values()
        )
        return Done(visit_type_id)

    target = Target(Kind.PROFESSIONAL, professional_id, "professionalId")
    return await change(context, write, target, work, rules.reason)


async def update_visit_type(context: Context, write: Write, row: Versioned, rules: Rules) -> Changed:
    """Change a visit type; what is booked keeps its time and the rules it was booked under."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "visit_type", row.id, row.expected)
        await touch(opened, "visit_type", row.id, **_checked(rules.values, UNLIMITED))
        return Done(row.id)

    return await change(context, write, Target(Kind.VISIT_TYPE, row.id), work, rules.reason)


async def override_visit_type(
    context: Context, write: Write, agenda: Versioned, visit_type_id: str, rules: Rules
) -> Changed:
    """Give one agenda its own answer to rules of a visit type; None inherits again."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "agenda", agenda.id, agenda.expected)
        columns = _checked(rules.values, _OVERRIDES)
        await _check_same_professional(opened, visit_type_id)
        await _override(opened, agenda.id, visit_type_id, columns)
        await touch(opened, "agenda", agenda.id)
        return Done(agenda.id, agenda.id)

    return await change(context, write, Target(Kind.AGENDA, agenda.id, "agendaId"), work, rules.reason)


def _checked(given: Mapping[str, Any], nullable: frozenset[str]) -> dict[str, Any]:
    if not given:
        raise refuse(ErrorCode.NOTHING_TO_CHANGE)
    faults = Gathered()
    columns = checked(given, {**OWN, **RULES, **_OFFERED}, nullable, faults)
    faults.settle()
    return columns


async def _check_same_professional(opened: Change, visit_type_id: str) -> None:
    found = await opened.transaction.fetch(
        "SELECT id FROM visit_type WHERE id = ? AND professional_id = ?", visit_type_id, opened.owner
    )
    if not found:
        raise refuse(ErrorCode.NOT_FOUND, "visitTypeId")


async def _override(opened: Change, agenda_id: str, visit_type_id: str, columns: Mapping[str, Any]) -> None:
    pairs = ", ".join(f"{name} = excluded.{name}" for name in columns)
    names = ", ".join(["agenda_id", "visit_type_id", *columns])
    marks = ", ".join("?" * (2 + len(columns)))
    await opened.transaction.execute(
        f"INSERT INTO visit_type_override ({names}) VALUES ({marks})"
        f" ON CONFLICT (agenda_id, visit_type_id) DO UPDATE SET {pairs}",
        agenda_id,
        visit_type_id,
        *columns.values(),
    )
