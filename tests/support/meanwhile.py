"""What happens between what a write reads beforehand and its transaction, in tests."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import resolvers.writing.once


def meanwhile(patch: pytest.MonkeyPatch, happens: Callable[[], Awaitable[Any]]) -> None:
    """Let something happen once, when the next write has read what it rests on and locks nothing yet."""
    begin: Any = vars(resolvers.writing.once)["in_transaction"]

    async def late(*given: Any, **named: Any) -> Any:
        patch.setattr(resolvers.writing.once, "in_transaction", begin)
        await happens()
        return await begin(*given, **named)

    patch.setattr(resolvers.writing.once, "in_transaction", late)
