"""Writes to ask for, and the proof that one wrote nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import Outcome, Write
from tests.support.rows import acts, rows_of

TABLES = (
    "contact",
    "search_token",
    "relationship",
    "appointment",
    "claim",
    "seat",
    "hold",
    "waitlist",
    "instruction",
    "idempotency",
    "record_state",
    "consent",
    "objection",
    "care_team",
    "agenda_event",
)


def write(key: str | None = None, content: bytes = b"{}", operation: str = "test") -> Write:
    """Return a write of some content under a key."""
    return Write(operation, key, content)


def codes(outcome: Outcome) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    """Return what an outcome was refused for, and where; a write that was refused names no record."""
    assert outcome.record_id is None
    found = [(fault.code, fault.path) for fault in outcome.faults]
    assert len(set(found)) == len(found)
    return set(found)


def written(outcome: Outcome) -> str:
    """Return the id of what was written."""
    assert outcome.faults == ()
    assert outcome.record_id is not None
    return outcome.record_id


@asynccontextmanager
async def nothing_written() -> AsyncIterator[None]:
    """Prove that not a single row that a mutation could touch was."""
    before = {table: await rows_of(table) for table in TABLES}, await acts()
    yield
    assert ({table: await rows_of(table) for table in TABLES}, await acts()) == before
