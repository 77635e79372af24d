"""The demo callers a developer may speak for without pasting a token."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.words import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCaller:
    """Somebody of the demo world, with a token that is valid now."""

    name: str
    function: Function
    party: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWorld:
    """What development lends to the page; the page has none of it anywhere else.

    `callers` is asked each time the page needs tokens, so short-lived ones are fine.
    `variables` are ids and dates of the demo world by name, such as `professionalId`.
    """

    callers: Callable[[], Awaitable[Sequence[DemoCaller]]]
    variables: Callable[[], Awaitable[Mapping[str, object]]]
