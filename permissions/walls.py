"""Behind which walls may a caller search? A wall is the party that controls what stands behind it."""

from models.storage.reading import fetch
from models.words import Category, Function
from permissions.instructions import IN_FORCE
from permissions.policy import TABLE, Cell, Standing
from permissions.viewpoint import Viewpoint

_STANDINGS: dict[Function, tuple[Standing, Standing]] = {
    # function: (standing behind one's own wall, standing behind the operator's or another's)
    Function.PROFESSIONAL: (Standing.CONTROLLER_PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL),
    Function.ASSISTANT: (Standing.CONTROLLER_STAFF, Standing.RECIPIENT_STAFF),
    Function.DESK_AGENT: (Standing.CONTROLLER_DESK, Standing.PROCESSOR_INSTRUCTED),
    Function.PARTNER_SITE: (Standing.SUB_PROCESSOR, Standing.SUB_PROCESSOR),
}

_INSTRUCTED = f"SELECT i.professional_id, i.categories, i.purposes FROM instruction i WHERE {IN_FORCE}"
_REGISTERED_FOR = (
    "SELECT DISTINCT professional_id FROM contact WHERE partner_id = ? AND professional_id IS NOT NULL"
)


async def searchable_walls(view: Viewpoint, operator_id: str, categories: frozenset[Category]) -> list[str]:
    """Return the walls behind which this caller reads all these categories in clear; none refuses."""
    standings = _STANDINGS.get(view.caller.function)
    if standings is None or not all(_clear(standing, categories) for standing in standings):
        return []
    match view.caller.function:
        case Function.DESK_AGENT:
            return [operator_id, *await _opened_to_desk(view, categories)]
        case Function.PARTNER_SITE:
            rows = await fetch(_REGISTERED_FOR, view.caller.party_id)
            return [operator_id, *(row["professional_id"] for row in rows)]
        case _:
            return [operator_id, *sorted(view.caller.professional_ids)]


def _clear(standing: Standing, categories: frozenset[Category]) -> bool:
    return all(TABLE[standing].cells[category] is Cell.CLEAR for category in categories)


async def _opened_to_desk(view: Viewpoint, categories: frozenset[Category]) -> list[str]:
    """Return the professionals whose instructions in force open every one of these categories."""
    opened: dict[str, set[str]] = {}
    for row in await fetch(_INSTRUCTED, view.caller.party_id, view.now, view.now):
        if view.caller.purposes.intersection(row["purposes"].split()):
            opened.setdefault(row["professional_id"], set()).update(row["categories"].split())
    return sorted(each for each, named in opened.items() if categories <= named)
