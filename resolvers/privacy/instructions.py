"""Instructions a caller may know of: its own, or those given to it."""

from collections.abc import Iterable

from models.privacy.record import InstructionRecord
from models.storage.dialect import Value, among, listed
from models.storage.reading import fetch
from models.words import Function
from permissions.instructions import SELECT_INSTRUCTION, instruction_of
from permissions.scope import NOTHING, Scope
from permissions.viewpoint import Viewpoint
from resolvers.context import Context
from resolvers.paging import Page, cut_of, page_of

_IN_FORCE = """
i.withdrawn_at IS NULL AND i.valid_from <= ? AND (i.valid_until IS NULL OR i.valid_until > ?)
"""


def _scope(view: Viewpoint) -> Scope:
    match view.caller.function:
        case Function.PROFESSIONAL | Function.ASSISTANT:
            return Scope(among("i.professional_id"), (listed(view.caller.professional_ids),))
        case Function.DESK_AGENT | Function.PROTECTION_OFFICER:
            return Scope("i.processor_id = ?", (view.caller.party_id,))
    return NOTHING


async def instructions_page(
    context: Context,
    professional_id: str | None,
    first: int | None,
    after: str | None,
    *,
    in_force: bool = False,
) -> Page[InstructionRecord]:
    """Return a page of instructions, the latest first: the controller's own, or those it was given."""
    cut = cut_of(context, ("instructions", professional_id, in_force), first, after)
    scope = _scope(context.view)
    conditions: list[tuple[str, tuple[Value, ...]]] = [(scope.sql, scope.values)]
    if professional_id:
        conditions.append(("i.professional_id = ?", (professional_id,)))
    if in_force:
        conditions.append((_IN_FORCE, (context.now, context.now)))
    if cut.after:
        given_at, last_id = cut.after
        conditions.append(("(i.given_at < ? OR i.given_at = ? AND i.id > ?)", (given_at, given_at, last_id)))
    where = " AND ".join(each for each, _ in conditions)
    values = [value for _, bound in conditions for value in bound]
    rows = await fetch(
        f"{SELECT_INSTRUCTION} WHERE {where} ORDER BY i.given_at DESC, i.id LIMIT ?", *values, cut.first + 1
    )
    return page_of(context, cut, list(map(instruction_of, rows)), lambda each: [each.given_at, each.id])


async def instructions_by_id(context: Context, ids: Iterable[str]) -> list[InstructionRecord]:
    """Return the instructions of these ids that the caller may know of."""
    scope = _scope(context.view)
    sql = f"{SELECT_INSTRUCTION} WHERE {among('i.id')} AND {scope.sql}"
    return list(map(instruction_of, await fetch(sql, listed(ids), *scope.values)))
