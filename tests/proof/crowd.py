"""Many at once, as the proofs let them loose: patient clients, agendas of their own, a count of answers."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from schema.http.settings import EndpointSettings
from tests.factories import World, agenda, professional, visit_type
from tests.support.changing import codes
from tests.support.client import Client

PATIENT = EndpointSettings(usual_rate=10**6, rate_per_minute={}, operation_seconds=60)
"""An endpoint that waits as long as it takes: a proof counts what happened, not how fast it was."""


@dataclass
class Answered:
    """What a crowd was answered, and how many seconds each waited, least first."""

    payloads: list[dict[str, Any]]
    waited: list[float]

    @property
    def codes(self) -> Counter[str]:
        """How often each refusal was given; `ok` counts what was done."""
        return Counter(code for payload in self.payloads for code in (codes(payload) or ["ok"]))

    def slowest(self, part: float) -> float:
        """Return the wait that all but this part stayed below."""
        return self.waited[int(len(self.waited) * (1 - part)) - 1]


async def all_at_once(asked: Iterable[Awaitable[dict[str, Any]]]) -> Answered:
    """Let all of them ask in one moment."""
    waited: list[float] = []

    async def timed(one: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        start = perf_counter()
        payload = await one
        waited.append(perf_counter() - start)
        return payload

    payloads = await asyncio.gather(*map(timed, asked))
    return Answered(payloads, sorted(waited))


async def elsewhere(world: World, **rules: Any) -> World:
    """Return the same world with another doctor, whose only visit type follows these rules."""
    doctor = await professional(practice_id=world.practice)
    return replace(
        world, doctor=doctor, agenda=await agenda(doctor), visit_type=await visit_type(doctor, **rules)
    )


def clients_of(world: World, *clocks: int) -> list[Client]:
    """Return a patient client for each clock: two workers never read the same instant."""
    return [Client(world, now=clock, settings=PATIENT) for clock in clocks]
