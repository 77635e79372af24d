"""Descriptions of personal fields, written from the policy table."""

from permissions.effects import effects_on
from permissions.fields import PersonalField
from permissions.policy import POLICY_VERSION, TABLE, Cell
from permissions.purposes import needing

_SHOWN = {Cell.CLEAR: "Clear to", Cell.PARTIAL: "Partial to"}


def description_of(field: PersonalField) -> str:
    """Return a field's description: its category, its articles, and who sees it."""
    special = ", special-category data (art. 9)" if field.special else ""
    lines = [
        f"Category {field.category}{special}; articles {', '.join(field.articles)}; policy {POLICY_VERSION}.",
        f"Needed for {', '.join(needing(field.category))}.",
    ]
    by_cell: dict[Cell, list[str]] = {}
    for standing, row in TABLE.items():
        by_cell.setdefault(row.cells[field.category], []).append(standing)
    lines += [
        f"{_SHOWN[cell]} {', '.join(standings)}." for cell, standings in by_cell.items() if cell in _SHOWN
    ]
    lines += [
        f"{', '.join(standings)}: {cell.value}."
        for cell, standings in by_cell.items()
        if cell not in {Cell.CLEAR, Cell.PARTIAL, Cell.WITHHELD, Cell.ABSENT}
    ]
    return "\n".join([*lines, _states(field)])


def _states(field: PersonalField) -> str:
    """Name the states that may lie over a field, the one that wins first."""
    over = (f"{each.kind} (art. {', '.join(each.articles)})" for each in effects_on(field.category))
    return f"Over it may lie: {', '.join(over)}."
