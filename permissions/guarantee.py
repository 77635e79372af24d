"""Is this partner's guarantee in force? Without one it is absent, whatever it booked (art. 28(1), 32)."""

from collections.abc import Awaitable, Callable
from typing import Final

from models.storage.dialect import Row
from models.words import Function
from permissions.caller import Caller

NOT_GUARANTEED: Final = ["28(1)", "32"]

_GUARANTEE: Final = "SELECT id FROM partner WHERE id = ? AND COALESCE(guarantee_until, ?) >= ?"


async def is_guaranteed(fetch: Callable[..., Awaitable[list[Row]]], caller: Caller, now: int) -> bool:
    """Return whether a caller may act at all: every function may, a partner while its guarantee lasts."""
    if caller.function is not Function.PARTNER_SITE:
        return True
    return bool(await fetch(_GUARANTEE, caller.party_id, now, now))
