"""Many at once: nobody gets a time twice, and no time two people."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest

from models.storage.dialect import Row
from models.storage.errors import StorageBusy
from models.words import Function
from resolvers.booking.waitlist import sweep
from resolvers.booking.waitlist.sweep import sweep_waitlists
from tests.factories import NOW, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes
from tests.support.client import Client
from tests.support.slots import at, booked, taken_spans
from tests.support.waiting import entry, free_nine, joined, offered, own_contact, people

pytestmark = pytest.mark.usefixtures("databases")

TIMES = [at(f"{hour:02}:{minute:02}", day) for day in (24, 25) for hour in range(9, 14) for minute in (0, 30)]


async def visits(client: Client) -> list[str]:
    """Book twenty times for twenty people."""
    return [(await booked(client, await own_contact(client.world), start))["id"] for start in TIMES]


async def cancelled(client: Client, visit_id: str) -> None:
    desk = client.world.caller(Function.DESK_AGENT)
    payload = await cancel(client, desk, id=visit_id, expectedVersion=1, idempotencyKey=visit_id)
    assert codes(payload) == []


async def assert_sound(client: Client) -> int:
    """Return how many have an offer; each has one hold, one seat and a time of its own."""
    entries = await rows_of("waitlist")
    holds = {row["id"] for row in await rows_of("hold") if row["state"] == "HELD"}
    seats = Counter(row["holder_id"] for row in await rows_of("seat"))
    having = [row["hold_id"] for row in entries if row["state"] == "OFFERED"]
    assert sorted(having) == sorted(holds)
    assert all(seats[each] == 1 for each in having)
    spans = await taken_spans(client.world.doctor)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    return len(having)


async def test_twenty_cancelled_at_once_serve_twenty_who_wait() -> None:
    client = Client(await small_world())
    booked_ids = await visits(client)
    await people(client, 20)

    await asyncio.gather(*(cancelled(client, each) for each in booked_ids))

    assert await assert_sound(client) == 20
    assert all(row["offers"] == 1 for row in await rows_of("waitlist"))


async def test_cancelling_and_joining_at_once_leave_no_time_and_nobody_twice() -> None:
    client = Client(world := await small_world())
    booked_ids = await visits(client)
    waiting = [await own_contact(world) for _ in range(20)]
    joins = [joined(client, world.caller(Function.CONTACT, each), each) for each in waiting]

    await asyncio.gather(*(cancelled(client, each) for each in booked_ids), *joins)

    await assert_sound(client)
    assert len(await rows_of("waitlist")) == 20


async def test_a_cancelled_time_goes_to_who_waits_whoever_else_snatches_at_it() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    visit = await booked(client, await own_contact(world))
    [one] = await people(client, 1)
    crowd = [await own_contact(world) for _ in range(19)]

    _, *answers = await asyncio.gather(
        cancelled(client, visit["id"]), *(book(client, desk, **booking(world, each)) for each in crowd)
    )

    assert [codes(each) for each in answers] == [["SLOT_TAKEN"]] * 19
    assert await offered(client, one) == ["2026-11-24T08:00:00Z"]
    assert await assert_sound(client) == 1


async def test_sweeps_at_once_pass_an_offer_on_once() -> None:
    client = Client(await small_world())
    first, second, third = await people(client, 3)
    await free_nine(client)
    later = NOW + 15 * 60
    client.now = later

    await asyncio.gather(*(sweep_waitlists(later) for _ in range(10)))

    assert await offered(client, first, second, third) == [None, "2026-11-24T08:00:00Z", None]
    assert await assert_sound(client) == 1


async def test_an_offer_booked_and_swept_at_its_last_second_has_one_owner() -> None:
    client = Client(await small_world())
    [(me, person, waiting), _] = await people(client, 2)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]
    client.now = NOW + 15 * 60 - 1

    made, _ = await asyncio.gather(
        book(client, me, holdId=held, contactId=person), sweep_waitlists(NOW + 15 * 60)
    )

    states = sorted(row["state"] for row in await rows_of("waitlist"))
    assert states == (["OFFERED", "WAITING"] if codes(made) else ["BOOKED", "WAITING"])
    assert len(await taken_spans(client.world.doctor)) == 1


async def test_a_list_that_cannot_be_locked_keeps_the_sweep_from_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(world := await small_world())
    first, second = await people(client, 2)
    await free_nine(client)
    there = {"agendaId": world.lawyer_agenda, "visitTypeId": world.lawyer_visit_type}
    [(_, _, lawyers)] = await people(client, 1, **there)
    await free_nine(client, **there)
    stuck = min(world.doctor, world.lawyer)
    swept = sweep._sweep

    async def busy(professional_id: str, lapsed: Sequence[Row], now: int) -> None:
        if professional_id == stuck:
            raise StorageBusy("somebody stands in the way")
        await swept(professional_id, lapsed, now)

    monkeypatch.setattr(sweep, "_sweep", busy)
    client.now = NOW + 15 * 60

    with pytest.raises(StorageBusy):
        await sweep_waitlists(client.now)

    rows = {row["id"]: row["state"] for row in await rows_of("waitlist")}
    served = {first[2]: rows[first[2]], lawyers: rows[lawyers]}
    assert sorted(served.values()) == ["OFFERED", "WAITING"]
    assert (served[lawyers] == "OFFERED") is (stuck == world.lawyer)
    assert (rows[second[2]] == "WAITING") is (stuck == world.doctor)
