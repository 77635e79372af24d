"""What is not moved, why, and that it stays where it was."""

from typing import Any

import pytest

from models.booking.record import AppointmentRecord
from models.words import Function
from resolvers.booking import move as moving
from resolvers.booking.changing import find_appointment
from resolvers.context import Context
from tests.factories import NOW, agenda, appointment_row, change, contact, insert, small_world, visit_type
from tests.support.changing import cancel, codes, move
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id, traces

pytestmark = pytest.mark.usefixtures("databases")

DESK = Function.DESK_AGENT


async def test_a_time_of_another_professional_is_no_time_for_this_appointment() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    theirs = [
        (world.lawyer_agenda, world.lawyer_visit_type),
        (await agenda(world.colleague), await visit_type(world.colleague)),
        (world.lawyer_agenda, world.visit_type),
    ]
    before = await traces()

    for where in theirs:
        refused = await move(
            client,
            world.caller(DESK),
            id=visit["id"],
            expectedVersion=1,
            slotId=slot_id(world, at("14:00"), *where),
        )
        assert [(each["code"], each["path"]) for each in refused["errors"]] == [("NOT_FOUND", ["slotId"])]
    assert await traces() == before


REFUSED = {
    "a stale version": ({"expectedVersion": 0}, "VERSION_CONFLICT"),
    "a version to come": ({"expectedVersion": 2}, "VERSION_CONFLICT"),
    "an unknown appointment": ({"id": "apt_" + "a" * 20}, "NOT_FOUND"),
    "no time at all": ({"slotId": None}, "MISSING_REQUIRED_DATA"),
    "a slot that is not ours": ({"slotId": "slo_AAAA"}, "NOT_FOUND"),
}


@pytest.mark.parametrize(("given", "code"), REFUSED.values(), ids=REFUSED)
async def test_a_faulty_move_is_refused(given: dict[str, Any], code: str) -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    before = await traces()
    asked = {"id": visit["id"], "expectedVersion": 1, "slotId": slot_id(world, at("14:00")), **given}

    assert codes(await move(client, world.caller(DESK), **asked)) == [code]
    assert await traces() == before


TIMES = {
    "in the past": ("2026-11-20T09:00:00+01:00", "TOO_SOON"),
    "before opening": (at("08:45"), "OUTSIDE_HOURS"),
    "on a public holiday": (at("10:00", 25, 12), "CLOSED"),
    "off the grid": (at("09:07"), "OFF_GRID"),
    "in another century": ("2300-01-01T09:00:00+01:00", "TOO_FAR"),
}


@pytest.mark.parametrize(("starts_at", "code"), TIMES.values(), ids=TIMES)
async def test_a_time_that_is_not_offered_is_not_moved_to(starts_at: str, code: str) -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    before = await traces()

    refused = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=1, slotId=slot_id(world, starts_at)
    )

    assert codes(refused) == [code]
    assert await traces() == before


@pytest.mark.parametrize("status", ["CANCELLED", "DECLINED", "EXPIRED", "NO_SHOW", "ARRIVED", "COMPLETED"])
async def test_what_is_over_is_not_moved(status: str) -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    await change("appointment", visit["id"], status=status)

    refused = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00"))
    )

    assert codes(refused) == ["WRONG_STATE"]


async def test_a_cancelled_appointment_is_not_moved() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    await cancel(client, world.caller(DESK), id=visit["id"], expectedVersion=1)

    refused = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=2, slotId=slot_id(world, at("14:00"))
    )

    assert codes(refused) == ["WRONG_STATE"]


async def test_a_contact_moves_before_the_cancellation_window_closes_and_the_desk_after() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, cancellation_window=60)
    person = await contact(world.here)
    contact_caller = world.caller(Function.CONTACT, person)
    visit = await booked(client, person)
    asked = {"id": visit["id"], "slotId": slot_id(world, at("14:00"))}

    client.now = epoch(at("08:00"))
    late = await move(client, contact_caller, **asked, expectedVersion=1)
    client.now -= 1
    in_time = await move(client, contact_caller, **asked, expectedVersion=1)
    client.now = epoch(at("13:59"))
    by_desk = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=2, slotId=slot_id(world, at("15:00"))
    )

    assert [codes(each) for each in (late, in_time, by_desk)] == [["OUTSIDE_CANCELLATION_WINDOW"], [], []]


async def test_a_past_appointment_is_not_moved_by_its_contact() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await booked(client, person)
    client.now = epoch(at("09:00"))

    refused = await move(
        client,
        world.caller(Function.CONTACT, person),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("14:00")),
    )

    assert codes(refused) == ["OUTSIDE_CANCELLATION_WINDOW"]


async def test_another_contact_and_another_partner_know_nothing_of_it() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    for caller in (
        world.caller(Function.CONTACT, await contact(world.here)),
        world.caller(Function.PARTNER_SITE),
    ):
        refused = await move(
            client, caller, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00"))
        )
        assert codes(refused) == ["NOT_FOUND"]
    assert (await appointment_row(visit["id"])).starts_at == epoch(at("09:00"))


@pytest.mark.parametrize("function", [Function.CONTACT, Function.PARTNER_SITE])
async def test_only_staff_and_desk_override(function: Function) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, partner_id=world.partner, channel="ONLINE")
    caller = world.caller(function, person if function is Function.CONTACT else None)
    visit = await booked(client, person, caller=caller)

    refused = await move(
        client,
        caller,
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("07:00")),
        overrideReason="URGENT",
    )

    assert [(each["code"], each["path"]) for each in refused["errors"]] == [
        ("NOT_ALLOWED", ["overrideReason"])
    ]


async def test_a_restricted_contacts_appointment_stays() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await booked(client, person)
    await change("contact", person, restricted_at=NOW)

    refused = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00"))
    )

    assert codes(refused) == ["PROCESSING_RESTRICTED"]


async def test_a_contact_that_is_restricted_while_it_is_moved_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await booked(client, person)

    async def then_restricted(context: Context, appointment_id: str) -> AppointmentRecord | None:
        found = await find_appointment(context, appointment_id)
        await change("contact", person, restricted_at=NOW)
        return found

    monkeypatch.setattr(moving, "find_appointment", then_restricted)
    refused = await move(
        client, world.caller(DESK), id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00"))
    )

    assert codes(refused) == ["PROCESSING_RESTRICTED"]
    assert (await appointment_row(visit["id"])).starts_at == epoch(at("09:00"))


async def test_a_blocked_contact_finds_no_time_to_move_to() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await booked(client, person)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=NOW, blocked_by="acc_x"
    )

    refused = await move(
        client,
        world.caller(Function.CONTACT, person),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("14:00")),
    )

    assert (codes(refused), refused["errors"][0]["alternatives"]) == (["SLOT_TAKEN"], [])
