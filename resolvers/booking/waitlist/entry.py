"""Entries of waiting lists as their callers read them: known to whom an appointment of theirs would be."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from models.storage.dialect import among, listed
from models.storage.reading import fetch
from permissions.scope import appointments_of
from resolvers.context import Context

MOST_OFFERS = 3
"""How often somebody is offered a time before the entry ends: a waiting list is no mailing list."""


class WaitlistState(StrEnum):
    """Where an entry stands."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"
    BOOKED = "BOOKED"
    LEFT = "LEFT"
    EXPIRED = "EXPIRED"


class EntryRecord(NamedTuple):
    """One entry in the order of `SELECT`; the visit starts from `not_before` to before `not_after`.

    `held_until` is when the last offer ends or ended; instants in epoch seconds.
    """

    id: str
    agenda_id: str
    visit_type_id: str
    contact_id: str
    professional_id: str
    channel: str
    state: str
    hold_id: str | None
    held_until: int | None
    offers: int
    not_before: int
    not_after: int
    created_at: int
    place_in_line: int
    version: int
    secret: bool

    def __repr__(self) -> str:
        return f"EntryRecord({self.id})"

    def state_at(self, now: int) -> WaitlistState:
        """Return the state at an instant: an offer that ran out leaves one waiting, or ends the entry."""
        state = WaitlistState(self.state)
        if state is WaitlistState.OFFERED and self.held_until is not None and self.held_until <= now:
            state = following(self.offers)
        over = state is WaitlistState.WAITING and self.not_after <= now
        return WaitlistState.EXPIRED if over else state


def following(offers: int) -> WaitlistState:
    """Return the state after an offer that was not taken."""
    return WaitlistState.EXPIRED if offers >= MOST_OFFERS else WaitlistState.WAITING


SELECT = f"""
SELECT {", ".join(f"a.{name}" for name in EntryRecord._fields)} FROM (
    SELECT w.id, w.agenda_id, w.visit_type_id, w.contact_id, g.professional_id, w.channel, w.state, w.hold_id,
        h.held_until, w.offers, w.not_before, w.not_after, w.created_at, w.place_in_line, w.version,
        w.partner_id, w.booked_by_contact_id, w.secret, NULL AS archived_at
    FROM waitlist w JOIN agenda g ON g.id = w.agenda_id LEFT JOIN hold h ON h.id = w.hold_id) a
"""
"""Reads entries as `a`, with the columns that scope asks of an appointment."""


async def entries_by_id(context: Context, ids: Iterable[str]) -> dict[str, EntryRecord]:
    """Return the entries that exist for this caller, by id, in one statement."""
    scope = appointments_of(context.view)
    rows = await fetch(f"{SELECT} WHERE {among('a.id')} AND {scope.sql}", listed(ids), *scope.values)
    return {row["id"]: EntryRecord(*row.values()) for row in rows}
