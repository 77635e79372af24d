"""From a hold to an appointment: the time stays the holder's, whatever happens meanwhile."""

import asyncio

import pytest

from models.storage.transaction import in_transaction
from models.words import Function
from tests.factories import NOW, appointment_row, change, contact, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.changing import codes, hold, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, held, slot_id, taken_spans

pytestmark = pytest.mark.usefixtures("databases")

MINUTE = 60
NINE = at("09:00")


async def test_a_hold_becomes_one_appointment_at_its_time_and_is_used_up() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)

    made = await book(client, desk, contactId=person, holdId=hold_id, idempotencyKey="k")
    again = await book(client, desk, contactId=person, holdId=hold_id, idempotencyKey="k")
    twice = await book(client, desk, contactId=person, holdId=hold_id)

    assert made["errors"] == []
    assert made["appointment"]["startsAt"] == "2026-11-24T08:00:00Z"
    assert again == made
    assert codes(twice) == ["HOLD_EXPIRED"]
    assert [row["state"] for row in await rows_of("hold")] == ["USED"]
    [seat] = await rows_of("seat")
    assert (seat["holder_id"], seat["held_until"]) == (made["appointment"]["id"], None)
    assert await taken_spans(world.doctor) == [(epoch(NINE), epoch(NINE) + 30 * MINUTE)]


async def test_a_booked_hold_outlives_the_time_it_was_held_until() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await book(client, desk, contactId=person, holdId=await held(client, desk))
    client.now = NOW + 3600

    assert codes(await book(client, desk, **booking(world, person))) == ["SLOT_TAKEN"]


async def test_one_hold_booked_fifty_times_at_once_is_one_appointment() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)

    payloads = await asyncio.gather(
        *(book(client, desk, contactId=person, holdId=hold_id) for _ in range(50))
    )

    assert sorted(code for payload in payloads for code in codes(payload)) == ["HOLD_EXPIRED"] * 49
    assert len(await rows_of("appointment")) == 1


async def test_a_hold_is_booked_by_the_rules_of_the_instant_it_was_held() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, notice=24 * 60)
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)
    client.now = NOW + MINUTE

    assert codes(await hold(client, desk, slotId=slot_id(world, NINE))) == ["TOO_SOON"]
    assert codes(await book(client, desk, contactId=person, holdId=hold_id)) == []


async def test_a_visit_made_longer_under_a_hold_takes_all_of_its_time() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)
    await change("visit_type", world.visit_type, duration=60)

    made = await book(client, desk, contactId=person, holdId=hold_id)
    within = await book(client, desk, **booking(world, person, startsAt=at("09:30")))

    assert made["appointment"]["endsAt"] == "2026-11-24T09:00:00Z"
    assert codes(within) == ["SLOT_TAKEN"]
    assert await taken_spans(world.doctor) == [(epoch(NINE), epoch(NINE) + 60 * MINUTE)]


async def test_a_visit_made_longer_under_a_hold_is_not_pressed_in_before_the_next() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)
    await booked(client, person, at("09:30"))
    await change("visit_type", world.visit_type, duration=60)

    refused = await book(client, desk, contactId=person, holdId=hold_id)

    assert codes(refused) == ["SLOT_TAKEN"]
    assert len(refused["errors"][0]["alternatives"]) == 3
    assert await taken_spans(world.doctor) == [
        (epoch(NINE), epoch(NINE) + 30 * MINUTE),
        (epoch(NINE) + 30 * MINUTE, epoch(NINE) + 60 * MINUTE),
    ]


async def test_a_limit_per_contact_counts_at_booking_and_the_hold_stays() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, per_day=1)
    desk, person, other = (
        world.caller(Function.DESK_AGENT),
        await contact(world.here),
        await contact(world.here),
    )
    await booked(client, person, at("11:00"))
    hold_id = await held(client, desk)

    assert codes(await book(client, desk, contactId=person, holdId=hold_id)) == ["LIMIT_REACHED"]
    assert codes(await book(client, desk, contactId=other, holdId=hold_id)) == []


async def test_what_was_swept_away_from_a_hold_is_not_booked_without_a_seat() -> None:
    """Another road, a second ahead and locking another owner, frees a shared room and so the whole claim."""
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    hold_id = await held(client, desk)
    [seat] = await rows_of("seat")
    await change("claim", seat["claim_id"], state="FREED")
    await _forget_seats()

    made = await book(client, desk, contactId=person, holdId=hold_id)

    assert codes(made) == []
    assert await taken_spans(world.doctor) == [(epoch(NINE), epoch(NINE) + 30 * MINUTE)]
    assert (await appointment_row(made["appointment"]["id"])).starts_at == epoch(NINE)
    assert codes(await book(client, desk, **booking(world, person))) == ["SLOT_TAKEN"]


async def test_what_was_swept_away_from_a_hold_is_not_held_longer() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    hold_id = await held(client, desk)
    await _forget_seats()

    assert codes(await with_hold(client, desk, "extendHold", hold_id)) == ["HOLD_EXPIRED"]


async def _forget_seats() -> None:
    await in_transaction(lambda transaction: transaction.execute("DELETE FROM seat"))
