"""Servers killed in the middle of booking: what was answered is there, once, with its act and its event."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import time
from typing import Any

import httpx
import pytest

from models.storage.database import DatabaseSettings, close_databases, open_databases
from tests.factories import rows_of
from tests.proof.audit import audit
from tests.proof.server import Server, Shop, open_shop, serving, times

BOOK = """
mutation ($input: BookAppointmentInput!) {
  payload: bookAppointment(input: $input) {
    appointment { id startsAt status version }
    errors { ... on UserError { code path } ... on SlotTaken { alternatives { startsAt } } }
  }
}
"""
KILLS = [2, pytest.param(20, marks=pytest.mark.prove)]


@dataclass
class Desk:
    """Books one time after another by many hands, and remembers what it was answered and what it was not."""

    shop: Shop
    wanted: list[str]
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)

    def asked(self, starts_at: str) -> dict[str, Any]:
        return {
            "contactId": self.shop.person,
            "agendaId": self.shop.agenda,
            "visitTypeId": self.shop.visit_type,
            "startsAt": starts_at,
            "idempotencyKey": f"key of {starts_at}",
        }

    async def work(self, server: Server) -> None:
        """Book until the server dies."""
        while self.wanted:
            starts_at = self.wanted.pop(0)
            try:
                self.answered[starts_at] = await server.ask(BOOK, self.asked(starts_at))
            except httpx.TransportError:
                self.unanswered.append(starts_at)
                return


async def _shop(settings: DatabaseSettings, folder: Path) -> Shop:
    await open_databases(settings)
    try:
        return await open_shop(settings, folder)
    finally:
        await close_databases()


async def _until_killed(server: Server, desk: Desk, pause: float) -> None:
    hands = [asyncio.create_task(desk.work(server)) for _ in range(8)]
    await asyncio.sleep(pause)
    await server.kill()
    await asyncio.gather(*hands)


async def _all_is_there(settings: DatabaseSettings, answers: Sequence[dict[str, Any]]) -> None:
    """Ask the database itself, with the server gone."""
    await open_databases(settings)
    try:
        stored = {row["id"] for row in await rows_of("appointment")}
        assert {answer["appointment"]["id"] for answer in answers} <= stored
        assert await audit(int(time())) == {}
    finally:
        await close_databases()


@pytest.mark.parametrize("kills", KILLS, ids=["short", "long"])
async def test_what_was_answered_outlives_a_kill_and_asking_again_answers_the_same(
    database_settings: DatabaseSettings,
    tmp_path: Path,
    kills: int,
    record_property: Callable[[str, object], None],
) -> None:
    shop = await _shop(database_settings, tmp_path)
    desk, draw = Desk(shop, times(40 * kills + 400)), Random(kills)  # noqa: S311 - a repeatable draw
    for _ in range(kills):
        async with serving(shop, tmp_path / "server.log") as server:
            await _until_killed(server, desk, draw.uniform(0.1, 1.0))
        assert all(answer["errors"] == [] for answer in desk.answered.values())
        await _all_is_there(database_settings, list(desk.answered.values()))
    record_property("answered", len(desk.answered))
    record_property("unanswered", len(desk.unanswered))
    assert desk.unanswered, "nothing was under way when the server died"

    async with serving(shop, tmp_path / "server.log") as server:
        for starts_at, answer in desk.answered.items():
            assert await server.ask(BOOK, desk.asked(starts_at)) == answer
        for starts_at in desk.unanswered:
            tries = [await server.ask(BOOK, desk.asked(starts_at)) for _ in range(2)]
            assert tries[0] == tries[1]
            assert tries[0]["errors"] == []
            desk.answered[starts_at] = tries[0]
    await _all_is_there(database_settings, list(desk.answered.values()))
    assert len({answer["appointment"]["id"] for answer in desk.answered.values()}) == len(desk.answered)


async def test_one_key_fifty_times_after_the_answer_to_its_commit_was_lost_has_one_effect(
    database_settings: DatabaseSettings, tmp_path: Path
) -> None:
    """The server commits and is killed before it answers; the next one gives the answer of that commit."""
    shop = await _shop(database_settings, tmp_path)
    starts_at = times(1)[0]
    desk = Desk(shop, [])
    async with serving(shop, tmp_path / "server.log", "dies") as server:
        with pytest.raises(httpx.TransportError):
            await server.ask(BOOK, desk.asked(starts_at))
    await open_databases(database_settings)
    [stored] = await rows_of("appointment")
    await close_databases()

    async with serving(shop, tmp_path / "server.log") as server:
        answers = await asyncio.gather(*(server.ask(BOOK, desk.asked(starts_at)) for _ in range(50)))

    assert all(answer == answers[0] for answer in answers)
    assert (answers[0]["errors"], answers[0]["appointment"]["id"]) == ([], stored["id"])
    await _all_is_there(database_settings, answers)
