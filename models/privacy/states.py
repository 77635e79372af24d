"""The states in force of a record, as one short text beside it.

`OBJECTED:REMINDER HIDDEN:pro_x BREAK_GLASS:acc_y:1795000000`: kind, target, and where it ends by itself the
instant, in epoch seconds. The timeline in `record_state` is the truth; this is what is read with the row.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from models.words import StateKind

SUMMARISED: Final = frozenset(
    {
        StateKind.OBJECTED,
        StateKind.CONSENT_WITHDRAWN,
        StateKind.OPPOSED,
        StateKind.HIDDEN,
        StateKind.BREAK_GLASS,
    }
)
"""The kinds that change decisions and have no column of their own."""


class StateInForce(NamedTuple):
    """A state of a record; `until` is null where it lasts until somebody ends it."""

    kind: StateKind
    target: str
    until: int | None = None

    def holds_at(self, instant: int) -> bool:
        """Whether it has not ended by itself at an instant."""
        return self.until is None or instant < self.until


def written(states: Iterable[StateInForce]) -> str | None:
    """Return the text of states, in one order; None where nothing is in force."""
    parts = sorted(
        f"{state.kind}:{state.target}" + (f":{state.until}" if state.until is not None else "")
        for state in states
        if state.kind in SUMMARISED
    )
    return " ".join(parts) or None


def read(text: str | None) -> tuple[StateInForce, ...]:
    """Return the states of a text; raise ValueError for what `written` never writes."""
    return tuple(_read_one(part) for part in text.split()) if text else ()


def _read_one(part: str) -> StateInForce:
    kind, target, *until = part.split(":")
    return StateInForce(StateKind(kind), target, int(until[0]) if until else None)
