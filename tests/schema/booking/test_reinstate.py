"""Undoing takes the same time again, or says that it is gone."""

import pytest

from models.storage.counting import counting_statements
from models.words import Function
from tests.factories import appointment_row, change, contact, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, step
from tests.support.client import Client
from tests.support.lives import change_by
from tests.support.slots import at, booked, epoch, held, taken_spans

pytestmark = pytest.mark.usefixtures("databases")


async def _cancelled() -> tuple[Client, str, str]:
    """Return a client, a contact, and its cancelled appointment."""
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await booked(client, person)
    await cancel(client, world.caller(Function.DESK_AGENT), id=visit["id"], expectedVersion=1)
    return client, person, str(visit["id"])


async def test_a_cancelled_appointment_takes_its_time_again() -> None:
    client, person, visit = await _cancelled()
    doctor = client.world.caller(Function.PROFESSIONAL)

    payload = await step(client, doctor, "reinstateAppointment", id=visit, expectedVersion=2)

    assert (payload["appointment"]["status"], payload["appointment"]["version"]) == ("BOOKED", 3)
    row = await appointment_row(visit)
    assert (row.cancelled_by, row.cancel_reason) == (None, None)
    assert codes(await book(client, doctor, **booking(client.world, person))) == ["SLOT_TAKEN"]


@pytest.mark.parametrize("clock", ["08:45", "09:00", "09:15"])
async def test_a_time_that_was_taken_meanwhile_is_not_taken_again(clock: str) -> None:
    client, person, visit = await _cancelled()
    doctor = client.world.caller(Function.PROFESSIONAL)
    await booked(client, person, at(clock), caller=doctor, overrideReason="URGENT")

    refused = await step(client, doctor, "reinstateAppointment", id=visit, expectedVersion=2)

    assert codes(refused) == ["SLOT_TAKEN"]
    assert (await appointment_row(visit)).status == "CANCELLED"
    assert len(await taken_spans(client.world.doctor)) == 1


async def test_a_time_that_somebody_holds_is_not_taken_again() -> None:
    client, _, visit = await _cancelled()
    await held(client, client.world.caller(Function.PARTNER_SITE))

    refused = await step(
        client,
        client.world.caller(Function.PROFESSIONAL),
        "reinstateAppointment",
        id=visit,
        expectedVersion=2,
    )

    assert codes(refused) == ["SLOT_TAKEN"]


@pytest.mark.parametrize("duration", [15, 60])
async def test_it_takes_as_long_as_it_was_booked_for_whatever_the_visit_lasts_now(duration: int) -> None:
    client, _, visit = await _cancelled()
    world = client.world
    await change("visit_type", world.visit_type, duration=duration, buffer_after=20)

    await step(
        client, world.caller(Function.PROFESSIONAL), "reinstateAppointment", id=visit, expectedVersion=2
    )

    assert await taken_spans(world.doctor) == [(epoch(at("09:00")), epoch(at("09:30")))]
    row = await appointment_row(visit)
    assert (row.starts_at, row.ends_at) == (epoch(at("09:00")), epoch(at("09:30")))


async def test_rules_that_changed_meanwhile_do_not_bar_an_undo() -> None:
    client, _, visit = await _cancelled()
    world = client.world
    await change("visit_type", world.visit_type, notice=7 * 24 * 60, grid_step=50, channels="ONLINE")

    payload = await step(
        client, world.caller(Function.PROFESSIONAL), "reinstateAppointment", id=visit, expectedVersion=2
    )

    assert codes(payload) == []


async def test_an_agenda_that_no_longer_offers_the_visit_reinstates_nothing() -> None:
    client, _, visit = await _cancelled()
    await change("visit_type", client.world.visit_type, active=False)

    refused = await step(
        client,
        client.world.caller(Function.PROFESSIONAL),
        "reinstateAppointment",
        id=visit,
        expectedVersion=2,
    )

    assert codes(refused) == ["CLOSED"]


async def test_a_missed_visit_is_booked_again_in_the_seat_it_kept() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    doctor = world.caller(Function.PROFESSIONAL)
    client.now = epoch(at("09:10"))
    await change_by(client, doctor, "markNoShow", visit["id"])

    payload = await step(client, doctor, "reinstateAppointment", id=visit["id"], expectedVersion=2)

    assert payload["appointment"]["status"] == "BOOKED"
    assert len(await rows_of("seat")) == 1


async def test_another_professional_knows_nothing_of_it() -> None:
    client, _, visit = await _cancelled()
    stranger = client.world.caller(Function.PROFESSIONAL, client.world.lawyer)

    refused = await step(client, stranger, "reinstateAppointment", id=visit, expectedVersion=2)

    assert codes(refused) == ["NOT_FOUND"]


async def test_nothing_is_booked_again_for_who_was_erased() -> None:
    client, person, visit = await _cancelled()
    await change("contact", person, erased_at=client.now)
    before = [await rows_of("appointment"), await rows_of("claim")]

    with counting_statements() as statements:
        payload = await step(
            client,
            client.world.caller(Function.PROFESSIONAL),
            "reinstateAppointment",
            id=visit,
            expectedVersion=2,
        )

    assert codes(payload) == ["WRONG_STATE"]
    assert [await rows_of("appointment"), await rows_of("claim")] == before
    assert not [each for each in statements.texts if "lock rows" in each and "professional" in each]
