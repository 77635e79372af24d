"""What was said and decided about a person's data, page by page: to the person and who answers for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from models.contacts.record import ContactRecord
from models.storage.dialect import Row, Value
from models.storage.reading import fetch
from models.words import Category
from permissions.refusal import Refusal
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.paging import Page, cut_of, page_of
from resolvers.privacy.restriction import RESPONSIBLE, SUBJECTS

T = TypeVar("T")

READERS: Final = SUBJECTS | RESPONSIBLE


@dataclass(frozen=True, slots=True)
class History:
    """A list about a contact: `sql` reads rows with a column `at`, its conditions beginning at WHERE.

    The latest comes first; rows of one instant follow their `id`. `name` is all that shapes the list.
    """

    name: tuple[object, ...]
    sql: str
    values: Sequence[Value]
    at: str
    id: str


async def readable_contact(context: Context, contact_id: str) -> ContactRecord:
    """Return a contact of whose consents and objections this caller may know.

    Raises Refusal: NOT_FOUND alike for an unknown id and for a contact outside the scope, FORBIDDEN for
    who was only shown the contact.
    """
    found = (await contacts_by_id(context, [contact_id])).get(contact_id)
    if found is None:
        raise Refusal("not_found", code="NOT_FOUND")
    await context.lens.focus([found], frozenset[Category]())
    if context.lens.standing(found) not in READERS:
        raise Refusal("not_your_person", code="FORBIDDEN")
    return found


async def history_page(
    context: Context, history: History, first: int | None, after: str | None, make: Callable[[Row], T]
) -> Page[T]:
    """Return a page of a list, the latest first."""
    cut = cut_of(context, history.name, first, after)
    beyond, bound = "", list[Value]()
    if cut.after:
        last_at, last_id = cut.after
        beyond = f"AND ({history.at} < ? OR {history.at} = ? AND {history.id} > ?)"
        bound = [last_at, last_at, last_id]
    order = f"ORDER BY {history.at} DESC, {history.id} LIMIT ?"
    rows = await fetch(f"{history.sql} {beyond} {order}", *history.values, *bound, cut.first + 1)
    page = page_of(context, cut, rows, lambda row: [row["at"], row["id"]])
    return Page(list(map(make, page.items)), page.cursors, page.has_next, page.has_previous)
