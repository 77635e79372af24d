"""The timeline of states: the one way to set or end what lies over the policy table for a record."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.ids import Kind, kind_of, new_id
from models.privacy.states import SUMMARISED, StateInForce, written
from models.storage.dialect import LOCK_ROWS, Row, among, listed
from models.storage.transaction import Transaction
from models.words import StateKind
from resolvers.context import Context

_TABLES = {Kind.CONTACT: "contact", Kind.APPOINTMENT: "appointment"}
_INSERT = """
INSERT INTO record_state (id, record_id, contact_id, kind, target, ground, valid_from, valid_until,
    set_by_function, set_by_party, set_by_account)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LAPSED = """
UPDATE record_state SET ended_at = valid_until
WHERE record_id = ? AND ended_at IS NULL AND valid_until <= ?
"""
_END = """
UPDATE record_state SET ended_at = ? WHERE record_id = ? AND kind = ? AND target = ? AND ended_at IS NULL
"""
_END_KINDS = f"""
UPDATE record_state SET ended_at = ? WHERE record_id = ? AND {among("kind")} AND ended_at IS NULL
"""
_HOLDS = """
SELECT 1 AS one FROM record_state WHERE record_id = ? AND kind = ? AND target = ? AND ended_at IS NULL
    AND (valid_until IS NULL OR valid_until > ?)
"""
_IN_FORCE = f"""
SELECT kind, target, valid_until FROM record_state
WHERE record_id = ? AND ended_at IS NULL AND {among("kind")}
"""


@dataclass(frozen=True, slots=True)
class NewState:
    """A state to set: `target` is whom or what it is about; `until` in epoch seconds, None for no end."""

    record_id: str
    contact_id: str
    kind: StateKind
    target: str = ""
    ground: str | None = None
    until: int | None = None


async def lock_record(transaction: Transaction, record_id: str) -> None:
    """Keep everybody else from the states of a record until commit."""
    await transaction.fetch(f"SELECT id FROM {_table(record_id)} WHERE id = ? {LOCK_ROWS}", record_id)


async def holds(
    transaction: Transaction, record_id: str, kind: StateKind, now: int, target: str = ""
) -> bool:
    """Return whether a state of a record is in force; ask it under the lock."""
    return bool(await transaction.fetch(_HOLDS, record_id, kind.value, target, now))


async def set_state(context: Context, transaction: Transaction, state: NewState) -> None:
    """Set a state from now on, for a locked record in which it is not in force.

    What has ended by itself is closed first, so that the same state may be set again.
    """
    await transaction.execute(_LAPSED, state.record_id, context.now)
    caller = context.caller
    await transaction.execute(
        _INSERT,
        new_id(Kind.STATE),
        state.record_id,
        state.contact_id,
        state.kind.value,
        state.target,
        state.ground,
        context.now,
        state.until,
        caller.function.value,
        caller.party_id,
        caller.account_id,
    )
    await _summarise(transaction, state.record_id)


async def end_state(
    transaction: Transaction, record_id: str, kind: StateKind, now: int, target: str = ""
) -> bool:
    """End a state of a locked record now; return whether it was in force."""
    ended = await transaction.execute(_END, now, record_id, kind.value, target)
    await _summarise(transaction, record_id)
    return ended > 0


async def end_states(transaction: Transaction, record_id: str, kinds: Iterable[StateKind], now: int) -> None:
    """End every state of these kinds of a locked record now, whomever it is about."""
    await transaction.execute(_END_KINDS, now, record_id, listed(kind.value for kind in kinds))
    await _summarise(transaction, record_id)


async def _summarise(transaction: Transaction, record_id: str) -> None:
    """Write beside the record what is in force of its timeline: the timeline is the truth."""
    rows = await transaction.fetch(_IN_FORCE, record_id, listed(kind.value for kind in SUMMARISED))
    text = written(map(_state_of, rows))
    await transaction.execute(f"UPDATE {_table(record_id)} SET states = ? WHERE id = ?", text, record_id)


def _state_of(row: Row) -> StateInForce:
    return StateInForce(StateKind(row["kind"]), row["target"], row["valid_until"])


def _table(record_id: str) -> str:
    kind = kind_of(record_id)
    if kind not in _TABLES:
        raise LookupError("only contacts and appointments have states")
    return _TABLES[kind]
