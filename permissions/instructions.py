"""What controllers' instructions open to their processor."""

from collections.abc import Iterable

from models.privacy.record import InstructionRecord
from models.storage.dialect import Row, among, listed
from models.storage.reading import fetch
from models.words import Category, Purpose

SELECT_INSTRUCTION = """
SELECT i.id, i.professional_id, i.processor_id, i.categories, i.purposes, i.text, i.valid_from, i.valid_until,
    i.signed_by, i.given_at, i.withdrawn_at
FROM instruction i
"""
"""Reads instructions as `i`."""

IN_FORCE = """
i.processor_id = ? AND i.withdrawn_at IS NULL AND i.valid_from <= ?
    AND (i.valid_until IS NULL OR i.valid_until > ?)
"""
"""The instructions a processor must follow at an instant; bind the processor, then the instant twice."""

_OF_CONTROLLERS = f"""
{SELECT_INSTRUCTION} WHERE {among("i.professional_id")} AND {IN_FORCE} ORDER BY i.given_at DESC, i.id
"""

_AT = f"""
{SELECT_INSTRUCTION} WHERE {among("i.professional_id")} AND i.processor_id = ? AND i.given_at <= ?
    AND i.valid_from <= ? AND (i.valid_until IS NULL OR i.valid_until > ?)
    AND (i.withdrawn_at IS NULL OR i.withdrawn_at > ?)
ORDER BY i.given_at DESC, i.id
"""


def instruction_of(row: Row) -> InstructionRecord:
    """Return the instruction a row holds."""
    return InstructionRecord(
        id=row["id"],
        professional_id=row["professional_id"],
        processor_id=row["processor_id"],
        categories=frozenset(map(Category, row["categories"].split())),
        purposes=frozenset(map(Purpose, row["purposes"].split())),
        text=row["text"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        signed_by=row["signed_by"],
        given_at=row["given_at"],
        withdrawn_at=row["withdrawn_at"],
    )


async def instructions_in_force(
    professional_ids: Iterable[str], processor_id: str, now: int
) -> dict[str, list[InstructionRecord]]:
    """Return the instructions in force of each of these professionals to a processor, the latest first."""
    return _by_controller(await fetch(_OF_CONTROLLERS, listed(professional_ids), processor_id, now, now))


async def instructions_at(
    professional_ids: Iterable[str], processor_id: str, instant: int
) -> dict[str, list[InstructionRecord]]:
    """Return what `instructions_in_force` answered or will answer at an instant, as far as is known now."""
    return _by_controller(await fetch(_AT, listed(professional_ids), processor_id, *[instant] * 4))


def _by_controller(rows: Iterable[Row]) -> dict[str, list[InstructionRecord]]:
    found: dict[str, list[InstructionRecord]] = {}
    for row in rows:
        instruction = instruction_of(row)
        found.setdefault(instruction.professional_id, []).append(instruction)
    return found
