"""What a caller may see of one record, and why."""

from models.ids import Kind, kind_of
from models.words import Category
from permissions.decision import Decision
from permissions.refusal import Refusal
from permissions.standing import Record
from resolvers.booking.by_id import appointments_by_id
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context


async def record_by_id(context: Context, record_id: str) -> Record | None:
    """Return the contact or appointment of that id, if it exists for this caller."""
    found: dict[str, Record] = {}
    match kind_of(record_id):
        case Kind.CONTACT:
            found.update(await contacts_by_id(context, [record_id]))
        case Kind.APPOINTMENT:
            found.update(await appointments_by_id(context, [record_id]))
    return found.get(record_id)


async def explain_access(context: Context, record_id: str) -> list[Decision]:
    """Return the decision on each category of a record; nothing is opened.

    Raises Refusal NOT_FOUND alike for an unknown id and for a record outside the caller's scope.
    """
    record = await record_by_id(context, record_id)
    if record is None:
        raise Refusal("not_found", code="NOT_FOUND")
    await context.lens.focus([record], frozenset[Category]())
    return context.lens.decisions(record)
