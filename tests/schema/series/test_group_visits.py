"""Group visits: one time, several seats."""

import asyncio
from typing import Any

import pytest

from models.ids import Kind
from models.words import Function
from tests.factories import World, change, contact, insert, made, rows_of, small_world, visit_type
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id, taken_spans
from tests.support.waiting import entry, offered, people, series

pytestmark = pytest.mark.usefixtures("databases")

NINE = (epoch(at("09:00")), epoch(at("09:30")))


async def group_of(seats: int) -> tuple[Client, World]:
    """A world whose visit type takes so many at once."""
    world = await small_world()
    await change("visit_type", world.visit_type, capacity=seats)
    return Client(world), world


async def try_nine(client: Client, **given: Any) -> dict[str, Any]:
    desk = client.world.caller(Function.DESK_AGENT)
    return await book(client, desk, **booking(client.world, await contact(client.world.here), **given))


async def seats_at_nine() -> int:
    return len(await rows_of("seat"))


async def room(world: World, count: int = 1) -> list[str]:
    """Rooms of one pool, one of which every visit needs."""
    pool = await made(
        Kind.RESOURCE_POOL, "resource_pool", {"professional_id": world.doctor, "name": "Salles"}, {}
    )
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    return [
        await made(Kind.RESOURCE, "resource", {"pool_id": pool, "name": f"Salle {n}"}, {})
        for n in range(count)
    ]


async def test_five_are_seated_and_the_sixth_is_told_where_there_is_room() -> None:
    client, world = await group_of(5)

    answers = [await try_nine(client) for _ in range(6)]

    assert [codes(each) for each in answers] == [[]] * 5 + [["SLOT_TAKEN"]]
    free = [each["startsAt"] for each in answers[5]["errors"][0]["alternatives"]]
    assert free == ["2026-11-24T08:30:00Z", "2026-11-24T08:45:00Z", "2026-11-24T09:00:00Z"]
    assert await taken_spans(world.doctor) == [NINE]
    assert await seats_at_nine() == 5


async def test_forty_at_once_for_five_seats_seat_five() -> None:
    client, world = await group_of(5)

    answers = await asyncio.gather(*(try_nine(client) for _ in range(40)))

    assert sorted(map(len, map(codes, answers))) == [0] * 5 + [1] * 35
    assert await taken_spans(world.doctor) == [NINE]
    assert await seats_at_nine() == 5


async def test_a_cancellation_frees_one_seat_and_the_last_one_the_time() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    first, second = [(await try_nine(client))["appointment"] for _ in range(2)]

    await cancel(client, desk, id=first["id"], expectedVersion=1)
    one_more, too_many = await try_nine(client), await try_nine(client)

    assert (codes(one_more), codes(too_many)) == ([], ["SLOT_TAKEN"])
    for each in (second, one_more["appointment"]):
        assert await taken_spans(world.doctor) == [NINE]
        await cancel(client, desk, id=each["id"], expectedVersion=1)
    assert await taken_spans(world.doctor) == []
    assert await rows_of("seat") == []


async def test_a_seat_given_up_and_taken_in_the_middle_keeps_its_number_to_itself() -> None:
    client, world = await group_of(3)
    desk = world.caller(Function.DESK_AGENT)
    visits = [(await try_nine(client))["appointment"] for _ in range(3)]

    for each in visits[:2]:
        await cancel(client, desk, id=each["id"], expectedVersion=1)
        assert codes(await try_nine(client)) == []

    assert await seats_at_nine() == 3
    assert codes(await try_nine(client)) == ["SLOT_TAKEN"]


async def test_a_held_seat_counts_and_its_holder_books_it() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    await try_nine(client)
    held = (await hold(client, desk, slotId=slot_id(world, at("09:00"))))["hold"]["id"]

    refused = await try_nine(client)
    made_of_hold = await book(client, desk, contactId=await contact(world.here), holdId=held)

    assert (codes(refused), codes(made_of_hold)) == (["SLOT_TAKEN"], [])
    assert await taken_spans(world.doctor) == [NINE]
    assert await seats_at_nine() == 2


async def test_a_hold_that_joined_and_is_given_back_leaves_the_others_seated() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    await try_nine(client)
    held = (await hold(client, desk, slotId=slot_id(world, at("09:00"))))["hold"]["id"]

    await with_hold(client, desk, "releaseHold", held)

    assert (await taken_spans(world.doctor), await seats_at_nine()) == ([NINE], 1)
    assert codes(await try_nine(client)) == []


async def test_capacity_lowered_under_held_seats_turns_away_and_unseats_nobody() -> None:
    client, world = await group_of(5)
    desk = world.caller(Function.DESK_AGENT)
    await try_nine(client)
    held = (await hold(client, desk, slotId=slot_id(world, at("09:00"))))["hold"]["id"]
    await try_nine(client)
    await change("visit_type", world.visit_type, capacity=2)

    refused = await try_nine(client)
    of_hold = await book(client, desk, contactId=await contact(world.here), holdId=held)

    assert codes(refused) == ["SLOT_TAKEN"]
    assert codes(of_hold) == ["SLOT_TAKEN"]
    assert await taken_spans(world.doctor) == [NINE]
    assert [row["status"] for row in await rows_of("appointment")] == ["BOOKED", "BOOKED"]


async def test_capacity_raised_later_adds_no_seat_to_a_visit_already_there() -> None:
    client, _ = await group_of(2)
    await try_nine(client)
    await change("visit_type", client.world.visit_type, capacity=5)

    answers = [await try_nine(client) for _ in range(2)]

    assert [codes(each) for each in answers] == [[], ["SLOT_TAKEN"]]


async def test_the_room_of_a_group_is_free_when_the_last_has_left() -> None:
    client, world = await group_of(2)
    [salle] = await room(world)
    desk = world.caller(Function.DESK_AGENT)
    visits = [(await try_nine(client))["appointment"] for _ in range(2)]

    spans = [await taken_spans(salle)]
    for each in visits:
        await cancel(client, desk, id=each["id"], expectedVersion=1)
        spans.append(await taken_spans(salle))

    assert spans == [[NINE], [NINE], []]


async def test_a_group_needs_one_room_and_another_group_another_one() -> None:
    client, world = await group_of(2)
    rooms = await room(world, 2)
    await change("agenda", world.agenda, lanes=3)

    answers = [await try_nine(client) for _ in range(5)]

    assert [codes(each) for each in answers] == [[]] * 4 + [["SLOT_TAKEN"]]
    assert [await taken_spans(each) for each in rooms] == [[NINE], [NINE]]
    assert await taken_spans(world.doctor) == [NINE, NINE]


async def test_a_move_out_of_a_group_frees_a_seat_and_a_move_into_one_takes_it() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    first, second = [(await try_nine(client))["appointment"] for _ in range(2)]
    third = await booked(client, await contact(world.here), at("10:00"))

    full = await move(client, desk, id=third["id"], expectedVersion=1, slotId=slot_id(world, at("09:00")))
    out = await move(client, desk, id=first["id"], expectedVersion=1, slotId=slot_id(world, at("10:00")))
    into = await move(client, desk, id=third["id"], expectedVersion=1, slotId=slot_id(world, at("09:00")))

    assert [codes(each) for each in (full, out, into)] == [["SLOT_TAKEN"], [], []]
    ten = (epoch(at("10:00")), epoch(at("10:30")))
    assert await taken_spans(world.doctor) == [NINE, ten]
    holders = {row["holder_id"] for row in await rows_of("seat")}
    assert holders == {first["id"], second["id"], third["id"]}


async def test_a_move_within_a_full_group_stays_in_it() -> None:
    client, world = await group_of(2)
    [salle] = await room(world)
    desk = world.caller(Function.DESK_AGENT)
    first, _ = [(await try_nine(client))["appointment"] for _ in range(2)]

    same = await move(client, desk, id=first["id"], expectedVersion=1, slotId=slot_id(world, at("09:00")))

    assert codes(same) == []
    assert (await taken_spans(world.doctor), await taken_spans(salle)) == ([NINE], [NINE])
    assert await seats_at_nine() == 2


async def test_alone_in_a_group_one_moves_by_a_quarter_with_the_room() -> None:
    client, world = await group_of(2)
    [salle] = await room(world)
    desk = world.caller(Function.DESK_AGENT)
    alone = (await try_nine(client))["appointment"]

    moved = await move(client, desk, id=alone["id"], expectedVersion=1, slotId=slot_id(world, at("09:15")))

    later = [(NINE[0] + 900, NINE[1] + 900)]
    assert codes(moved) == []
    assert (await taken_spans(world.doctor), await taken_spans(salle)) == (later, later)


async def test_another_kind_of_visit_does_not_join_a_group() -> None:
    client, world = await group_of(5)
    other = await visit_type(world.doctor, capacity=5)
    await try_nine(client)

    assert codes(await try_nine(client, visitTypeId=other)) == ["SLOT_TAKEN"]


async def test_a_seat_given_up_is_offered_to_one_who_waits() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    first, _ = [(await try_nine(client))["appointment"] for _ in range(2)]
    waiting = await people(client, 2, notAfter=at("09:15"))

    await cancel(client, desk, id=first["id"], expectedVersion=1)

    assert await offered(client, *waiting) == ["2026-11-24T08:00:00Z", None]
    assert codes(await try_nine(client)) == ["SLOT_TAKEN"]
    (me, person, waits), _ = waiting
    held = (await entry(client, me, waits))["hold"]["id"]
    assert codes(await book(client, me, holdId=held, contactId=person)) == []
    assert await taken_spans(world.doctor) == [NINE]


async def test_a_series_joins_the_groups_there_are_and_clashes_where_one_is_full() -> None:
    client, world = await group_of(2)
    desk = world.caller(Function.DESK_AGENT)
    times = [at("09:00"), at("10:00")]
    await booked(client, await contact(world.here))

    made_whole = await series(client, desk, await contact(world.here), startsAt=times)
    refused = await series(client, desk, await contact(world.here), startsAt=times)

    assert (codes(made_whole), codes(refused)) == ([], ["SLOT_TAKEN"])
    assert refused["clashes"][0]["startsAt"] == "2026-11-24T08:00:00Z"
    assert len(await taken_spans(world.doctor)) == 2
    assert len(await rows_of("seat")) == 3
