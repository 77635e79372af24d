"""May this caller write this contact? First whether it exists for it, then what the law makes of both."""

from collections.abc import Collection

from models.contacts.record import ContactRecord
from models.words import Category, FieldState
from permissions.lens import Lens
from permissions.policy import Standing
from permissions.standing import Record
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered

WRITERS = frozenset(
    {
        Standing.CONTROLLER_PROFESSIONAL,
        Standing.CONTROLLER_STAFF,
        Standing.CONTROLLER_DESK,
        Standing.PROCESSOR,  # what an instruction opens to it, and nothing else
        Standing.SUB_PROCESSOR,
        Standing.DATA_SUBJECT,
        Standing.REPRESENTATIVE,
    }
)
"""Who may change a contact; whoever was only shown it (a recipient, a booker, an officer) may not."""


async def contact_in_scope(
    context: Context, contact_id: str, categories: Collection[Category], *path: str
) -> ContactRecord:
    """Return a contact in focus; raise NOT_FOUND alike for an unknown id and for one outside the scope."""
    found = (await contacts_by_id(context, [contact_id])).get(contact_id)
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, *path)
    await context.lens.focus([found], categories)
    return found


def check_standing(lens: Lens, record: Record, allowed: Collection[Standing], *path: str) -> None:
    """Raise NOT_ALLOWED with the articles of the caller's standing, unless that may do this."""
    if lens.standing(record) not in allowed:
        articles = list(lens.decide(record, Category.IDENTITY).articles)
        raise refuse(ErrorCode.NOT_ALLOWED, *path, articles=articles)


def check_state(record: Record, *path: str) -> None:
    """Raise unless a record may be changed: what is erased is gone, what is restricted only lies there."""
    if record.erased_at is not None:
        raise refuse(ErrorCode.WRONG_STATE, *path)
    if record.restricted_at is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, *path, articles=["18"])


def check_version(record: Record, expected: int) -> None:
    """Raise VERSION_CONFLICT with the current version, unless the record is as the caller read it."""
    if record.version != expected:
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=record.version)


def reads_whole(lens: Lens, record: Record, category: Category, name: str, faults: Gathered) -> bool:
    """Whether a caller reads a category clear; who does not would overwrite blind, and a fault says so."""
    decision = lens.decide(record, category)
    if decision.state is FieldState.CLEAR:
        return True
    faults.add(ErrorCode.NOT_ALLOWED, name, articles=list(decision.articles))
    return False
