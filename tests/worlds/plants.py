"""Leaks planted into the product, one for each side channel: the two worlds must find every one."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

import permissions.cursor
import permissions.lens
import resolvers.booking.appointments
import resolvers.contacts.search
import resolvers.directory.professionals
import resolvers.privacy.sight
import resolvers.related
import schema.refetch
from models.contacts.record import SELECT, ContactRecord
from models.storage.dialect import Row, among, listed
from models.storage.reading import fetch
from models.words import Category, FieldState
from permissions.caller import Caller
from permissions.judge import CATEGORIES_OF, Judge
from permissions.lens import Lens, Shown
from permissions.refusal import Refusal
from permissions.scope import EVERYTHING
from permissions.standing import Record
from resolvers.context import Context
from resolvers.paging import Cut, Page
from tests.worlds.plants_in_writes import (
    already_exists,
    answer_kept_for_another,
    limit_over_hidden_visits,
    wish_that_others_had,
)

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Plant:
    """A leak: the side channel it opens, the role that can use it, and how it is planted."""

    channel: str
    role: str
    plant: Callable[[Patch], None]


def _of(module: Any, *names: str) -> list[Any]:
    """Return what a module calls by these names."""
    return [getattr(module, name) for name in names]


def _sql(patch: Patch, module: Any, old: str, new: str) -> None:
    """Let a module read by another statement."""
    reads = module.fetch

    async def rewritten(sql: str, *values: Any) -> list[Row]:
        found: list[Row] = await reads(sql.replace(old, new), *values)
        return found

    patch.setattr(module, "fetch", rewritten)


def filter_on_a_hidden_field(patch: Patch) -> None:
    narrows = resolvers.booking.appointments._narrowing

    def narrowed(asked: Any) -> list[Any]:
        found = narrows(asked)
        return [*found, ("a.note IS NOT NULL", ())] if found else found

    patch.setattr(resolvers.booking.appointments, "_narrowing", narrowed)


def order_by_a_hidden_field(patch: Patch) -> None:
    _sql(patch, resolvers.booking.appointments, "ORDER BY", "ORDER BY a.note IS NULL,")


def free_search(patch: Patch) -> None:
    async def every_wall(_: Any, operator_id: str, __: Any) -> list[str]:
        rows = await fetch("SELECT id FROM professional")
        return [operator_id, *(row["id"] for row in rows)]

    patch.setattr(resolvers.contacts.search, "searchable_walls", every_wall)
    patch.setattr(resolvers.contacts.search._Look, "_clear", lambda *_: True)


def page_before_scope(patch: Patch) -> None:
    """Tell by the number of all rows, those of others included, whether the list goes on."""
    reads, pages = _of(resolvers.booking.appointments, "fetch", "page_of")
    total = [0]

    async def counted(sql: str, *values: Any) -> list[Row]:
        [row] = await reads("SELECT COUNT(*) AS number FROM appointment")
        total[0] = row["number"]
        found: list[Row] = await reads(sql, *values)
        return found

    def of_all(context: Context, cut: Cut, found: Sequence[Any], position: Any) -> Page[Any]:
        page: Page[Any] = pages(context, cut, found, position)
        return replace(page, has_next=total[0] > _HALF)

    patch.setattr(resolvers.booking.appointments, "fetch", counted)
    patch.setattr(resolvers.booking.appointments, "page_of", of_all)


_HALF: Final = 70


def aggregate_over_hidden_rows(patch: Patch) -> None:
    busiest = "ORDER BY (SELECT COUNT(*) FROM appointment x WHERE x.professional_id = p.id), "
    _sql(patch, resolvers.directory.professionals, "ORDER BY ", busiest)


def cursor_that_tells(patch: Patch) -> None:
    [pages] = _of(resolvers.booking.appointments, "page_of")

    def telling(context: Context, cut: Cut, found: Sequence[Any], position: Any) -> Page[Any]:
        page: Page[Any] = pages(context, cut, found, lambda each: [*position(each), len(each.note or b"")])
        return page

    patch.setattr(resolvers.booking.appointments, "page_of", telling)


def cursor_of_another_caller(patch: Patch) -> None:
    def bound(_: Caller, query: str) -> list[bytes]:
        return [query.encode()]

    patch.setattr(permissions.cursor, "_bound_to", bound)


def node_beyond_scope(patch: Patch) -> None:
    async def anybody(_: Context, ids: Iterable[str]) -> dict[str, ContactRecord]:
        rows = await fetch(f"{SELECT} WHERE {among('c.id')}", listed(ids))
        return {row["id"]: ContactRecord(*row.values()) for row in rows}

    patch.setattr(schema.refetch, "contacts_by_id", anybody)


def interface_that_tells(patch: Patch) -> None:
    shows = Lens.show

    def showing(self: Lens, record: Record, field: Any, **given: Any) -> Shown:
        shown = shows(self, record, field, **given)
        column = getattr(record, field.category.lower(), None)
        bare = replace(shown.decision, unlock=()) if column is None else shown.decision
        return shown._replace(decision=bare)

    patch.setattr(Lens, "show", showing)


def type_of_a_hidden_visit(patch: Patch) -> None:
    patch.setattr(Judge, "tells_visit_type", lambda *_: True)


def display_that_tells(patch: Patch) -> None:
    shows = Lens.show

    def padded(self: Lens, record: Record, field: Any, **given: Any) -> Shown:
        shown = shows(self, record, field, **given)
        column = getattr(record, field.category.lower(), None)
        if shown.state is not FieldState.WITHHELD or column is None:
            return shown
        return shown._replace(display=shown.display + "•" * (len(column) // 64))

    patch.setattr(Lens, "show", padded)


def refusal_that_tells(patch: Patch) -> None:
    [finds] = _of(resolvers.privacy.sight, "record_by_id")

    async def telling(context: Context, record_id: str) -> Record | None:
        found: Record | None = await finds(context, record_id)
        if found is None and await fetch("SELECT 1 AS one FROM contact WHERE id = ?", record_id):
            raise Refusal("search_not_allowed", code="FORBIDDEN")
        return found

    patch.setattr(resolvers.privacy.sight, "record_by_id", telling)


def version_that_tells(patch: Patch) -> None:
    with_acts = "a.version + (SELECT COUNT(*) FROM journal h WHERE h.record_id = a.id)"
    _sql(patch, resolvers.booking.appointments, "a.version", with_acts)


def log_that_tells(patch: Patch) -> None:
    shows = Lens.show

    def logged(self: Lens, record: Record, field: Any, **given: Any) -> Shown:
        size = len(getattr(record, field.category.lower(), None) or b"")
        logging.getLogger("paravent.lens").debug("%s of %d bytes", field.name, size)
        return shows(self, record, field, **given)

    patch.setattr(Lens, "show", logged)


def shared_cache(patch: Patch) -> None:
    shared: dict[tuple[str, Category], Any] = {}
    begins = Lens.__init__

    def sharing(self: Lens, *given: Any) -> None:
        begins(self, *given)
        self._sights = shared

    patch.setattr(Lens, "__init__", sharing)


def guessing_in_bulk(patch: Patch) -> None:
    """Count how many of a list of ids exist at all, as a guard against enumeration might."""
    finds = schema.refetch._nodes

    async def guarded(info: Any, ids: Iterable[str]) -> Mapping[str, Any]:
        asked = list(ids)
        rows = await fetch(f"SELECT id FROM contact WHERE {among('id')}", listed(asked))
        found = await finds(info, asked)
        if len(rows) > sum(each.startswith("con_") for each in found):
            raise Refusal("page_size", code="BAD_USER_INPUT", most=len(rows))
        return found

    patch.setattr(schema.refetch, "_nodes", guarded)


def opening_before_deciding(patch: Patch) -> None:
    looks = Lens._look

    def eager(self: Lens, record: Record, category: Category) -> tuple[Any, Any]:
        self._open(record, category)
        return looks(self, record, category)

    def always(_: Lens, record: Record, categories: Collection[Category]) -> bool:
        return bool(set(CATEGORIES_OF[type(record)]) & set(categories))

    patch.setattr(Lens, "_look", eager)
    patch.setattr(Lens, "_asks_for_key", always)


def statement_that_tells(patch: Patch) -> None:
    focuses = Lens.focus

    async def asking(self: Lens, records: Collection[Record], categories: Collection[Category]) -> None:
        for record in records:
            if getattr(record, "note", None) is not None:
                await fetch("SELECT 1 AS one")
        await focuses(self, records, categories)

    patch.setattr(Lens, "focus", asking)


def scope_forgotten(patch: Patch) -> None:
    patch.setattr(resolvers.booking.appointments, "appointments_of", lambda _: EVERYTHING)


PLANTS: Final = (
    Plant("a filter on a hidden field", "admin", filter_on_a_hidden_field),
    Plant("order by a hidden field", "officer", order_by_a_hidden_field),
    Plant("free search over hidden values", "admin", free_search),
    Plant("a next page that is of others", "rival", page_before_scope),
    Plant("an aggregate over hidden rows", "nobody", aggregate_over_hidden_rows),
    Plant("what a cursor holds", "desk", cursor_that_tells),
    Plant("another caller's cursor", "partner", cursor_of_another_caller),
    Plant("node by id", "outsider", node_beyond_scope),
    Plant("a field of an interface", "admin", interface_that_tells),
    Plant("another road to the same value", "officer", type_of_a_hidden_visit),
    Plant("the length of a mask", "guide", display_that_tells),
    Plant("what a refusal says", "colleague", refusal_that_tells),
    Plant("versions that count acts", "desk", version_that_tells),
    Plant("already exists", "partner", already_exists),
    Plant("limits over hidden visits", "parent", limit_over_hidden_visits),
    Plant("a wish that others had before", "parent", wish_that_others_had),
    Plant("a log line", "admin", log_that_tells),
    Plant("a shared cache", "admin", shared_cache),
    Plant("an answer kept for another caller", "staff", answer_kept_for_another),
    Plant("guessing in bulk", "lapsed", guessing_in_bulk),
    Plant("opening before deciding", "admin", opening_before_deciding),
    Plant("statements that depend on what is hidden", "officer", statement_that_tells),
    Plant("rows of others", "parent", scope_forgotten),
)
"""Every side channel of the privacy decisions that this release has a road for."""

SILENT_CHANNELS: Final = {"subscriptions": "there is none yet; the first one fails the test of sources"}
