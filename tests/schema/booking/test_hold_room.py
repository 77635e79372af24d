"""Lanes, buffers, rooms and seats: what is one time for one person is another for two."""

import asyncio

import pytest

from models.ids import Kind, new_id
from models.words import Function
from tests.factories import NOW, World, agenda, change, contact, insert, rows_of, small_world, visit_type
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, held, slot_id, taken_spans

pytestmark = pytest.mark.usefixtures("databases")


async def _tries(client: Client, person: str, *clocks: str) -> list[list[str]]:
    desk = client.world.caller(Function.DESK_AGENT)
    return [
        codes(await book(client, desk, **booking(client.world, person, startsAt=at(each)))) for each in clocks
    ]


async def _room_for(world: World, *visit_types: str) -> str:
    """Write one room of the practice that these visits need."""
    pool, room = new_id(Kind.RESOURCE_POOL), new_id(Kind.RESOURCE)
    await insert("resource_pool", id=pool, practice_id=world.practice, name="Salle")
    await insert("resource", id=room, pool_id=pool, name="Salle 1")
    for each in visit_types:
        await insert("visit_type_pool", visit_type_id=each, pool_id=pool)
    return room


async def test_buffers_are_kept_clear_before_and_behind() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, buffer_before=15, buffer_after=15)
    person = await contact(world.here)
    await booked(client, person, at("11:00"))

    found = await _tries(client, person, "10:15", "11:30", "11:45", "10:00", "12:00")

    assert found == [["SLOT_TAKEN"], ["SLOT_TAKEN"], ["SLOT_TAKEN"], [], []]


async def test_as_many_visits_run_side_by_side_as_there_are_lanes() -> None:
    client = Client(world := await small_world())
    await change("agenda", world.agenda, lanes=2)
    person = await contact(world.here)

    found = await _tries(client, person, "09:00", "09:15", "09:00", "09:30")

    assert found == [[], [], ["SLOT_TAKEN"], []]
    assert sorted(row["lane"] for row in await rows_of("claim")) == [0, 0, 1]


async def test_a_room_that_two_professionals_share_is_taken_once() -> None:
    client = Client(world := await small_world())
    theirs = await agenda(world.colleague), await visit_type(world.colleague)
    room = await _room_for(world, world.visit_type, theirs[1])
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    visit = await booked(client, person)
    there = booking(world, person, agendaId=theirs[0], visitTypeId=theirs[1])

    refused = await book(client, desk, **there)
    assert await taken_spans(room) == [(epoch(at("09:00")), epoch(at("09:30")))]
    await cancel(client, desk, id=visit["id"], expectedVersion=1)
    won = await book(client, desk, **there)

    assert (codes(refused), codes(won)) == (["SLOT_TAKEN"], [])
    assert (await taken_spans(world.doctor), len(await taken_spans(room))) == ([], 1)


async def test_a_room_held_by_one_professional_is_free_for_another_when_the_hold_expires() -> None:
    client = Client(world := await small_world())
    theirs = await agenda(world.colleague), await visit_type(world.colleague)
    room = await _room_for(world, world.visit_type, theirs[1])
    partner = world.caller(Function.PARTNER_SITE)
    await held(client, partner)
    there = slot_id(world, at("09:00"), *theirs)

    assert codes(await hold(client, partner, slotId=there)) == ["SLOT_TAKEN"]
    client.now = NOW + 5 * 60
    assert codes(await hold(client, partner, slotId=there)) == []
    assert (await taken_spans(world.doctor), len(await taken_spans(room))) == ([], 1)


async def test_forty_at_once_by_two_professionals_in_one_room_have_one_winner() -> None:
    client = Client(world := await small_world())
    theirs = await agenda(world.colleague), await visit_type(world.colleague)
    room = await _room_for(world, world.visit_type, theirs[1])
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    wishes = [booking(world, person), booking(world, person, agendaId=theirs[0], visitTypeId=theirs[1])] * 20

    payloads = await asyncio.gather(*(book(client, desk, **wish) for wish in wishes))

    assert sorted(code for each in payloads for code in codes(each)) == ["SLOT_TAKEN"] * 39
    assert len(await taken_spans(room)) == 1


async def test_a_move_takes_the_room_along() -> None:
    client = Client(world := await small_world())
    room = await _room_for(world, world.visit_type)
    visit = await booked(client, await contact(world.here))

    await move(
        client,
        world.caller(Function.DESK_AGENT),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("09:15")),
    )

    assert await taken_spans(room) == [(epoch(at("09:15")), epoch(at("09:45")))]


async def test_a_group_has_so_many_seats_and_a_seat_given_up_is_free() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, capacity=3)
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    visits = [await booked(client, person) for _ in range(3)]

    assert await _tries(client, person, "09:00", "09:15") == [["SLOT_TAKEN"]] * 2
    await cancel(client, desk, id=visits[1]["id"], expectedVersion=1)
    assert await _tries(client, person, "09:00", "09:00") == [[], ["SLOT_TAKEN"]]
    assert len(await rows_of("claim")) == 1
    for visit in (visits[0], visits[2]):
        await cancel(client, desk, id=visit["id"], expectedVersion=1)
    assert len(await taken_spans(world.doctor)) == 1


async def test_a_group_made_smaller_takes_nobody_new_and_keeps_whom_it_has() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, capacity=3)
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await booked(client, person)
    await booked(client, person)
    hold_id = await held(client, desk)
    await change("visit_type", world.visit_type, capacity=1)

    assert codes(await book(client, desk, contactId=person, holdId=hold_id)) == ["SLOT_TAKEN"]
    assert await _tries(client, person, "09:00") == [["SLOT_TAKEN"]]
    assert len(await rows_of("appointment")) == 2
