"""Waiting lists as pages: of an agenda or of a contact, within a caller's scope."""

from models.storage.dialect import Value
from models.storage.reading import fetch
from permissions.scope import appointments_of
from resolvers.booking.waitlist.entry import SELECT, EntryRecord
from resolvers.context import Context
from resolvers.paging import Page, cut_of, page_of

_PLACE = "SELECT w.created_at, w.place_in_line, w.id FROM waitlist w WHERE w.id = ?"
"""The place of an entry: looked up, for a cursor that held it would grow with those who wait before."""


async def waitlist_page(
    context: Context,
    agenda_id: str | None,
    contact_id: str | None,
    first: int | None,
    after: str | None,
) -> Page[EntryRecord]:
    """Return a page of the live and past entries that exist for this caller, in the order of joining."""
    cut = cut_of(context, ("waitlist", agenda_id, contact_id), first, after)
    scope = appointments_of(context.view)
    conditions: list[tuple[str, tuple[Value, ...]]] = [(scope.sql, scope.values)]
    conditions += [
        (f"a.{column} = ?", (value,))
        for column, value in (("agenda_id", agenda_id), ("contact_id", contact_id))
        if value is not None
    ]
    if cut.after:
        conditions.append((f"(a.created_at, a.place_in_line, a.id) > ({_PLACE})", tuple(cut.after)))
    where = " AND ".join(each for each, _ in conditions)
    values = [value for _, bound in conditions for value in bound]
    found = await fetch(
        f"{SELECT} WHERE {where} ORDER BY a.created_at, a.place_in_line, a.id LIMIT ?", *values, cut.first + 1
    )
    entries = [EntryRecord(*row.values()) for row in found]
    return page_of(context, cut, entries, lambda each: [each.id])
