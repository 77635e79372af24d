"""Rooms are locked in one order by whatever needs them, so that no two writes wait for each other."""

from itertools import pairwise
from typing import Any

import pytest

from models.storage.transaction import Transaction
from models.words import Function
from resolvers.booking import take_time
from tests.factories import contact, insert, small_world, visit_type
from tests.support.changing import cancel, codes, move
from tests.support.client import Client
from tests.support.slots import at, booked, slot_id
from tests.support.waiting import offered, own_contact, people

pytestmark = pytest.mark.usefixtures("databases")

FIRST, LAST = "res_" + "a" * 20, "res_" + "z" * 20


async def _with_room(doctor: str, room: str) -> str:
    """Return a visit type that needs this room."""
    pool, of_type = "poo_" + room[4:], await visit_type(doctor)
    await insert("resource_pool", id=pool, professional_id=doctor, name="Salles")
    await insert("resource", id=room, pool_id=pool, name=room[-1])
    await insert("visit_type_pool", visit_type_id=of_type, pool_id=pool)
    return of_type


def _locks(patch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the rooms that each statement of a transaction locks, in the order of the statements."""
    found: list[list[str]] = []
    fetch = Transaction.fetch

    async def noted(self: Transaction, sql: str, *values: Any) -> Any:
        rows = await fetch(self, sql, *values)
        if sql == take_time._LOCK_RESOURCES:
            found.append([row["id"] for row in rows])
        return rows

    patch.setattr(Transaction, "fetch", noted)
    return found


def _in_order(locks: list[list[str]]) -> bool:
    """Whether no statement locks a room that comes before one that was locked already."""
    held: list[str] = []
    for rooms in locks:
        new = [room for room in rooms if room not in held]
        if new and held and min(new) < max(held):
            return False
        held += new
    return bool(held) and all(one <= other for one, other in pairwise(locks[0]))


async def test_a_move_that_hands_its_time_on_locks_all_rooms_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(world := await small_world())
    waited_for, moved = [await _with_room(world.doctor, room) for room in (FIRST, LAST)]
    visit = await booked(client, await contact(world.here), visitTypeId=moved)
    waiting = await people(client, 1, visitTypeId=waited_for)
    locks = _locks(monkeypatch)

    to = slot_id(world, at("15:00"), visit_type=moved)
    desk = world.caller(Function.DESK_AGENT)
    assert codes(await move(client, desk, id=visit["id"], expectedVersion=1, slotId=to)) == []

    assert await offered(client, *waiting) == ["2026-11-24T08:00:00Z"]
    assert _in_order(locks), locks


async def test_a_cancellation_that_serves_two_kinds_of_visit_locks_all_rooms_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(world := await small_world())
    later, earlier = [await _with_room(world.doctor, room) for room in (LAST, FIRST)]
    visit = await booked(client, await own_contact(world))
    for each in (later, earlier):
        await people(client, 1, visitTypeId=each)
    locks = _locks(monkeypatch)

    desk = world.caller(Function.DESK_AGENT)
    assert codes(await cancel(client, desk, id=visit["id"], expectedVersion=1)) == []

    assert _in_order(locks), locks
