"""The objections of a person, and what became of them."""

from dataclasses import dataclass
from enum import StrEnum

from models.storage.dialect import Row
from models.storage.reading import fetch
from models.words import Purpose
from permissions.scope import contacts_of
from resolvers.context import Context
from resolvers.paging import Page
from resolvers.privacy.history import History, history_page, readable_contact


class ObjectionState(StrEnum):
    """Where an objection stands; while it is weighed, and once it is upheld, its purpose is stopped."""

    WEIGHED = "WEIGHED"
    UPHELD = "UPHELD"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """An objection; `words` are its ground, where one was given, and the reason of the decision."""

    id: str
    contact_id: str
    purpose: Purpose
    state: ObjectionState
    raised_at: int
    decided_at: int | None
    words: tuple[str, ...]

    @property
    def ground(self) -> str | None:
        """Why the person objects."""
        undecided = self.words[:-1] if self.decided_at is not None else self.words
        return next(iter(undecided), None)

    @property
    def reason(self) -> str | None:
        """Why it was upheld or refused."""
        return self.words[-1] if self.decided_at is not None else None


_COLUMNS = "s.id, s.contact_id, s.purpose, s.state, s.raised_at AS at, s.decided_at, s.ground"
_OF_CONTACT = f"SELECT {_COLUMNS} FROM objection s WHERE s.contact_id = ?"
_BY_ID = (
    f"SELECT {_COLUMNS} FROM objection s JOIN contact c ON c.id = s.contact_id WHERE s.id = ? AND {{scope}}"
)


async def objections_page(
    context: Context, contact_id: str, first: int | None, after: str | None
) -> Page[ObjectionRecord]:
    """Return a page of the objections of a contact, the latest first; raise Refusal as `readable_contact`."""
    person = await readable_contact(context, contact_id)
    history = History(("objections", person.id), _OF_CONTACT, (person.id,), "s.raised_at", "s.id")
    return await history_page(context, history, first, after, _objection)


async def objection_by_id(context: Context, objection_id: str) -> ObjectionRecord | None:
    """Return an objection about a contact that exists for the caller."""
    scope = contacts_of(context.view)
    rows = await fetch(_BY_ID.format(scope=scope.sql), objection_id, *scope.values)
    return _objection(rows[0]) if rows else None


def _objection(row: Row) -> ObjectionRecord:
    return ObjectionRecord(
        row["id"],
        row["contact_id"],
        Purpose(row["purpose"]),
        ObjectionState(row["state"]),
        row["at"],
        row["decided_at"],
        tuple((row["ground"] or "").split()),
    )
