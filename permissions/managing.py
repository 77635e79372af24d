"""Whose agendas may this caller manage?"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from models.storage.dialect import Row, among, listed
from models.words import Function, Purpose
from permissions.caller import Caller
from permissions.instructions import IN_FORCE

MANAGERS: Final = frozenset({Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT})
"""The functions that may manage any agenda at all."""

ONLY_THEIRS: Final = ["28(3)(a)", "29"]
"""The articles by which a processor manages an agenda only on its controller's instruction."""

_ORDERS: Final = f"""
SELECT i.professional_id, i.purposes FROM instruction i WHERE {among("i.professional_id")} AND {IN_FORCE}
"""


async def managed_by(
    fetch: Callable[..., Awaitable[list[Row]]], caller: Caller, professional_ids: Iterable[str], now: int
) -> frozenset[str]:
    """Return those of the professionals whose agendas a caller may manage.

    A professional manages his own, the staff of a practice those of its professionals, and the desk those
    of whoever gave an instruction in force for APPOINTMENT; nobody else manages any.
    """
    asked = frozenset(professional_ids)
    if caller.function is not Function.DESK_AGENT:
        return asked & caller.professional_ids if caller.function in MANAGERS else frozenset()
    if Purpose.APPOINTMENT not in caller.purposes:
        return frozenset()
    orders = await fetch(_ORDERS, listed(asked), caller.party_id, now, now)
    return frozenset(
        row["professional_id"] for row in orders if Purpose.APPOINTMENT in row["purposes"].split()
    )
