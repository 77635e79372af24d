"""The timeline of a person's records, as the person reads it, and who answers for them."""

from dataclasses import dataclass
from typing import Final

from models.storage.dialect import Row, among, listed
from models.words import Function, StateKind
from permissions.overlay import EVERYBODY
from permissions.scope import appointments_of
from permissions.ties import known_hand
from resolvers.context import Context
from resolvers.paging import Page
from resolvers.privacy.history import History, history_page, readable_contact


@dataclass(frozen=True, slots=True)
class StateRecord:
    """A state of a record; `target` is a purpose, a professional or an account. Epoch seconds."""

    id: str
    record_id: str
    kind: StateKind
    target: str
    ground: str | None
    since: int
    until: int | None
    ended_at: int | None
    set_by: Function


_SELECT: Final = """
SELECT s.id, s.record_id, s.kind, s.target, s.ground, s.valid_from AS at, s.valid_until, s.ended_at,
    s.set_by_function
FROM record_state s WHERE s.contact_id = ?
"""
_IN_SCOPE: Final = """
(s.record_id = s.contact_id OR EXISTS (SELECT 1 FROM appointment a WHERE a.id = s.record_id AND {scope}))
"""
_HAND: Final = known_hand("s.set_by_function", "s.set_by_party", "s.contact_id", "s.valid_from")
_TARGET: Final = known_hand(f"'{Function.PROFESSIONAL}'", "s.target", "s.contact_id", "s.valid_from")
_NAMING: Final = f"s.kind IN ('{StateKind.OPPOSED}', '{StateKind.HIDDEN}')"
_AGAINST_KNOWN: Final = f"(NOT {_NAMING} OR s.target IN ('', '{EVERYBODY}') OR {_TARGET})"
_BY_KNOWN: Final = f"(? = 1 OR {_HAND} AND {_AGAINST_KNOWN})"
_IN_FORCE: Final = "s.ended_at IS NULL AND (s.valid_until IS NULL OR s.valid_until > ?)"


async def states_page(
    context: Context, contact_id: str, first: int | None, after: str | None, *, in_force: bool
) -> Page[StateRecord]:
    """Return a page of the states of a contact and its appointments, the latest first.

    What a person hid from providers is read by the person alone, and by who represents it; who represents
    a minor reads nothing that a professional set whom only a secret visit binds to it, nor whom it keeps
    out if nothing known binds him to it. Raises Refusal as `readable_contact`.
    """
    person = await readable_contact(context, contact_id)
    scope = appointments_of(context.view)
    own = context.caller.function is Function.CONTACT
    kinds = [kind.value for kind in StateKind if own or kind is not StateKind.HIDDEN]
    conditions = [
        _IN_SCOPE.format(scope=scope.sql),
        among("s.kind"),
        _BY_KNOWN,
        *([_IN_FORCE] if in_force else []),
    ]
    open_to_all = int(not own or person.id == context.view.contact_id)
    values = (person.id, *scope.values, listed(kinds), open_to_all, *([context.now] if in_force else []))
    sql = " AND ".join([_SELECT, *conditions])
    history = History(("states", person.id, in_force), sql, values, "s.valid_from", "s.id")
    return await history_page(context, history, first, after, _state)


def _state(row: Row) -> StateRecord:
    return StateRecord(
        row["id"],
        row["record_id"],
        StateKind(row["kind"]),
        row["target"],
        row["ground"],
        row["at"],
        row["valid_until"],
        row["ended_at"],
        Function(row["set_by_function"]),
    )
