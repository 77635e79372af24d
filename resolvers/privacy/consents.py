"""The consents of a person, withdrawn ones included."""

from dataclasses import dataclass

from models.storage.dialect import Row
from models.storage.reading import fetch
from models.words import Channel, Purpose
from resolvers.context import Context
from resolvers.paging import Page
from resolvers.privacy.history import History, history_page, readable_contact


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A consent; it ended because it was `withdrawn`, or because one to newer words replaced it."""

    id: str
    purpose: Purpose
    text_version: str
    given_at: int
    channel: Channel
    ended_at: int | None
    withdrawn: bool


_SELECT = """
SELECT s.id, s.purpose, s.text_version, s.given_at AS at, s.channel, s.withdrawn_at, s.withdrawn_by_party
FROM consent s WHERE s.contact_id = ?
"""
_LATEST = f"{_SELECT} AND s.purpose = ? ORDER BY s.withdrawn_at IS NOT NULL, s.given_at DESC, s.id LIMIT 1"


async def consents_page(
    context: Context, contact_id: str, first: int | None, after: str | None
) -> Page[ConsentRecord]:
    """Return a page of the consents of a contact, the latest first; raise Refusal as `readable_contact`."""
    person = await readable_contact(context, contact_id)
    history = History(("consents", person.id), _SELECT, (person.id,), "s.given_at", "s.id")
    return await history_page(context, history, first, after, _consent)


async def latest_consent(contact_id: str, purpose: Purpose) -> ConsentRecord | None:
    """Return the consent of a contact to a purpose that stands, or else the last that did."""
    rows = await fetch(_LATEST, contact_id, purpose.value)
    return _consent(rows[0]) if rows else None


def _consent(row: Row) -> ConsentRecord:
    return ConsentRecord(
        row["id"],
        Purpose(row["purpose"]),
        row["text_version"],
        row["at"],
        Channel(row["channel"]),
        row["withdrawn_at"],
        row["withdrawn_by_party"] is not None,
    )
