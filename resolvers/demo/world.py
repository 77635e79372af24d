"""The demo world as a deployment finds it after loading."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from resolvers.demo.callers import DemoCaller


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Who runs it, who looks at it, and the ids and instants that examples speak of.

    `added` is how many appointments this loading wrote: none when the weeks were there. `partner_key` is
    the API key of the demo partner, shown once, when the world is made.
    """

    operator_id: str
    operator_name: str
    callers: tuple[DemoCaller, ...]
    values: Mapping[str, str]
    added: int
    partner_key: str | None = field(default=None, repr=False)
