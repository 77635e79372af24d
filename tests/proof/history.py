"""Clients that book, move, cancel, read and ask again at random, and write down what they saw."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

from models.words import Function
from tests.factories import HOUR, contact
from tests.proof.checker import Op, Span
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, move
from tests.support.client import Client
from tests.support.slots import at, epoch, slot_id

CLOCKS = ["09:00", "09:15", "09:30", "09:45", "10:00"]
READ = "query ($id: ID!) { node(id: $id) { ... on Appointment { id version status startsAt } } }"


@dataclass
class Recorder:
    """One agenda under random use; `ops` is what all of its clients saw, in the order of the answers."""

    client: Client
    person: str
    draw: Random
    ops: list[Op] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)

    async def run(self, clients: int, operations: int) -> list[Op]:
        """Let so many clients do so many operations each, and return what they saw."""
        await asyncio.gather(*(self._client(number, operations) for number in range(clients)))
        return self.ops

    async def _client(self, number: int, operations: int) -> None:
        for turn in range(operations):
            known = list(self.versions)
            verbs = ["book", "move", "move", "cancel", "cancel", "read", "read"] if known else ["book"]
            target = self.draw.choice(known) if known else ""
            verb = self.draw.choice(verbs)
            if verb == "read":
                await self._read(target)
            else:
                key = f"{self.person} {number} {turn}" if self.draw.random() < 0.3 else None
                clock = self.draw.choice(CLOCKS)
                expected = self.versions.get(target, 1)
                tries = (self._write(verb, target, expected, clock, key) for _ in range(2 if key else 1))
                await asyncio.gather(*tries)
            await asyncio.sleep(self.draw.random() / 200)

    async def _write(self, verb: str, target: str, expected: int, clock: str, key: str | None) -> None:
        sent = perf_counter()
        payload = await self._ask(verb, target, expected, clock, key)
        made = payload["appointment"] or {}
        op = Op(
            verb=verb,
            sent=sent,
            answered=perf_counter(),
            code=(codes(payload) or ["ok"])[0],
            target=made.get("id") or (None if verb == "book" else target),
            version=made.get("version"),
            expected=None if verb == "book" else expected,
            span=None if verb == "cancel" else _span(clock),
            key=key,
            answer=payload,
        )
        self._note(op)

    async def _ask(
        self, verb: str, target: str, expected: int, clock: str, key: str | None
    ) -> dict[str, Any]:
        world = self.client.world
        desk = world.caller(Function.DESK_AGENT)
        if verb == "book":
            asked = booking(world, self.person, startsAt=at(clock))
            return await book(self.client, desk, **asked, idempotencyKey=key)
        about = {"id": target, "expectedVersion": expected, "idempotencyKey": key}
        if verb == "cancel":
            return await cancel(self.client, desk, **about)
        return await move(self.client, desk, **about, slotId=slot_id(world, at(clock)))

    async def _read(self, target: str) -> None:
        sent = perf_counter()
        desk = self.client.world.caller(Function.DESK_AGENT)
        node = (await self.client.data(desk, READ, id=target))["node"] or {}
        self._note(Op("read", sent, perf_counter(), "ok", target, node.get("version"), answer=node))

    def _note(self, op: Op) -> None:
        self.ops.append(op)
        if op.code == "ok" and op.target and op.version:
            self.versions[op.target] = max(op.version, self.versions.get(op.target, 0))


def _span(clock: str) -> Span:
    return epoch(at(clock)), epoch(at(clock)) + HOUR // 2


async def recorded(client: Client, seed: int, clients: int = 6, operations: int = 12) -> list[Op]:
    """Return the history of so many clients on one agenda."""
    person = await contact(client.world.here)
    draw = Random(seed)  # noqa: S311 - a repeatable draw
    return await Recorder(client, person, draw).run(clients, operations)
