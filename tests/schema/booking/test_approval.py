"""A booking that waits for approval blocks its time, and not for ever."""

import pytest

from models.storage.transaction import in_transaction
from models.words import Function
from tests.factories import HOUR, NOW, appointment_row, change, contact, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.changing import codes, hold, step
from tests.support.client import Client
from tests.support.lives import change_by, online_contact
from tests.support.slots import at, booked, epoch, held, slot_id, taken_spans

pytestmark = pytest.mark.usefixtures("databases")


async def _waiting(minutes: int = 60, starts_at: str = at("09:00")) -> tuple[Client, str, str]:
    """Return a client, a contact, and its booking that waits for so many minutes."""
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, needs_approval=True, approval_minutes=minutes)
    person = await online_contact(world)
    visit = await booked(client, person, starts_at, caller=world.caller(Function.PARTNER_SITE))
    assert visit["status"] == "PENDING"
    return client, person, str(visit["id"])


async def test_a_booking_that_waits_blocks_its_time_until_it_expires_and_then_frees_it() -> None:
    client, person, visit = await _waiting()
    world = client.world
    desk = world.caller(Function.DESK_AGENT)

    client.now = NOW + HOUR - 1
    assert codes(await hold(client, desk, slotId=slot_id(world, at("09:00")))) == ["SLOT_TAKEN"]
    client.now += 1
    won = await book(client, world.caller(Function.PROFESSIONAL), **booking(world, person))

    assert won["errors"] == []
    assert (await appointment_row(visit)).status == "EXPIRED"
    assert await taken_spans(world.doctor) == [(epoch(at("09:00")), epoch(at("09:30")))]


@pytest.mark.parametrize("verb", ["approveAppointment", "declineAppointment", "cancelAppointment"])
async def test_an_expired_booking_is_not_approved_declined_or_cancelled(verb: str) -> None:
    client, _, visit = await _waiting()
    doctor = client.world.caller(Function.PROFESSIONAL)
    client.now = NOW + HOUR
    before = await appointment_row(visit)

    assert [codes(await change_by(client, doctor, verb, visit)) for _ in range(2)] == [["WRONG_STATE"]] * 2
    assert await appointment_row(visit) == before


async def test_an_expired_booking_keeps_the_version_it_is_read_in() -> None:
    client, person, visit = await _waiting()
    world = client.world
    client.now = NOW + HOUR
    await book(client, world.caller(Function.PROFESSIONAL), **booking(world, person))

    refused = await change_by(client, world.caller(Function.PROFESSIONAL), "approveAppointment", visit)

    assert (await appointment_row(visit)).version == 1
    assert codes(refused) == ["WRONG_STATE"]


async def test_an_approved_booking_keeps_its_time_beyond_the_hour_it_waited_for() -> None:
    client, person, visit = await _waiting()
    world = client.world
    doctor = world.caller(Function.PROFESSIONAL)

    approved = await step(client, doctor, "approveAppointment", id=visit, expectedVersion=1)
    client.now = NOW + 2 * HOUR
    refused = await book(client, doctor, **booking(world, person))

    assert approved["appointment"]["status"] == "BOOKED"
    assert approved["appointment"]["pendingUntil"] is None
    assert codes(refused) == ["SLOT_TAKEN"]
    assert [row["held_until"] for row in await rows_of("seat")] == [None]


async def test_a_booking_whose_seat_was_swept_away_is_not_approved() -> None:
    """A road that locks only a shared room, a second ahead, frees the whole claim and tells nobody."""
    client, _, visit = await _waiting()
    await in_transaction(lambda transaction: transaction.execute("DELETE FROM seat"))

    payload = await step(
        client,
        client.world.caller(Function.PROFESSIONAL),
        "approveAppointment",
        id=visit,
        expectedVersion=1,
    )

    assert codes(payload) == ["WRONG_STATE"]
    assert (await appointment_row(visit)).status == "PENDING"


async def test_a_declined_time_is_free_at_once() -> None:
    client, person, visit = await _waiting()
    doctor = client.world.caller(Function.PROFESSIONAL)

    await step(client, doctor, "declineAppointment", id=visit, expectedVersion=1)

    assert codes(await book(client, doctor, **booking(client.world, person))) == []


async def test_it_waits_no_longer_than_until_it_begins() -> None:
    client, _, visit = await _waiting(minutes=7 * 24 * 60)

    assert (await appointment_row(visit)).pending_until == epoch(at("09:00"))
    client.now = epoch(at("09:00"))
    refused = await change_by(client, client.world.caller(Function.PROFESSIONAL), "approveAppointment", visit)
    assert codes(refused) == ["WRONG_STATE"]


async def test_staff_need_no_approval_and_the_desk_does() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, needs_approval=True)
    own = await contact(world.here, channel="AGENDA", professional_id=world.doctor)

    by_staff = await booked(client, own, caller=world.caller(Function.ASSISTANT))
    by_desk = await booked(client, await online_contact(world), at("10:00"))

    assert (by_staff["status"], by_desk["status"]) == ("BOOKED", "PENDING")


async def test_a_hold_booked_where_approval_is_needed_waits_and_blocks() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, needs_approval=True, approval_minutes=60)
    partner, person = world.caller(Function.PARTNER_SITE), await online_contact(world)
    made = await book(client, partner, contactId=person, holdId=await held(client, partner))

    client.now = NOW + 10 * 60
    refused = await book(client, partner, **booking(world, person))

    assert made["appointment"]["status"] == "PENDING"
    assert codes(refused) == ["SLOT_TAKEN"]


async def test_a_confirmed_appointment_moved_by_its_contact_waits_for_approval_again() -> None:
    client, person, visit = await _waiting()
    world = client.world
    await step(client, world.caller(Function.PROFESSIONAL), "approveAppointment", id=visit, expectedVersion=1)
    contact_caller = world.caller(Function.CONTACT, person)

    moved = await change_by(client, contact_caller, "rescheduleAppointment", visit, expectedVersion=2)

    assert moved["appointment"]["status"] == "PENDING"
    assert (await appointment_row(visit)).pending_until == NOW + HOUR
    client.now = NOW + HOUR
    assert codes(await hold(client, contact_caller, slotId=slot_id(world, at("09:00", 25)))) == []
