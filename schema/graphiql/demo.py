"""The demo callers a developer may speak for without pasting a token."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

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


def welcome(callers: Sequence[DemoCaller], address: str, examples: Path, partner_key: str | None) -> str:
    """What a developer reads when the demo starts: who may be spoken for, and where to look."""
    lines = [f"{each.name:20} {each.function:20} {each.party}\n  {each.token}" for each in callers]
    if partner_key:
        lines.append(f"API key of the partner, shown this once\n  {partner_key}")
    places = [f"GraphQL and GraphiQL: {address}", f"Examples: {examples}"]
    return "\n".join(["Demo callers, each with a token for a week:", *lines, *places])
