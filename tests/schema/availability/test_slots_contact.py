"""For whom free times are listed: channel, contact, appointment to be moved."""

from typing import Any

import pytest

from models.words import Channel, Function
from permissions.caller import ANONYMOUS
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    change,
    claim,
    contact,
    insert,
    relationship,
    small_world,
)
from tests.schema.availability.asking import SLOTS, TUESDAY, days, explained, slots, starts
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

TUESDAY_NINE = NOW + DAY


async def test_the_channel_of_the_caller_decides() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, channels="PHONE")

    assert await starts(client, ANONYMOUS, world) == []
    assert await starts(client, world.caller(Function.PROFESSIONAL), world) == []
    assert len(await starts(client, world.caller(Function.DESK_AGENT), world)) == 35


async def test_the_appointment_to_be_moved_is_not_in_its_own_way() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, per_day=1)
    person = await contact(world.here)
    moved = await world.visit(person, starts_at=TUESDAY_NINE)
    desk = world.caller(Function.DESK_AGENT)

    assert (await starts(client, desk, world))[0] == "08:30"
    assert await starts(client, desk, world, contact=person) == []
    assert (await starts(client, desk, world, contact=person, moved=moved))[0] == "08:00"
    assert (await starts(client, desk, world, moved=moved))[0] == "08:00"


async def test_the_limits_of_the_contact_of_a_moved_appointment_count() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, per_day=1)
    person = await contact(world.here)
    await world.visit(person, starts_at=TUESDAY_NINE)
    moved = await world.visit(person, starts_at=TUESDAY_NINE + DAY)

    assert await starts(client, world.caller(Function.DESK_AGENT), world, moved=moved) == []


@pytest.mark.parametrize("function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN])
async def test_who_moves_nothing_is_not_told_whether_somebody_is_blocked(function: Function) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    moved = await world.visit(person, starts_at=TUESDAY_NINE)
    caller = world.caller(function)
    before = [
        await explained(client, caller, world, **each) for each in ({"moved": moved}, {"contact": person})
    ]
    await change("visit_type", world.visit_type, per_day=1)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=0, blocked_by="x"
    )

    assert await starts(client, caller, world, moved=moved) == []
    assert await starts(client, caller, world) != []
    after = [
        await explained(client, caller, world, **each) for each in ({"moved": moved}, {"contact": person})
    ]
    assert after == before


@pytest.mark.parametrize(
    "function", [Function.CONTACT, Function.PARTNER_SITE, Function.PROFESSIONAL, Function.ANONYMOUS]
)
async def test_whoever_is_out_of_scope_is_unknown(function: Function) -> None:
    client = Client(world := await small_world())
    stranger = await contact(world.here)
    visit = await world.visit(stranger, professional_id=world.lawyer, agenda_id=world.lawyer_agenda)
    caller = world.caller(function, await contact(world.here) if function is Function.CONTACT else None)
    asked: dict[str, Any] = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY}
    hostile: list[dict[str, Any]] = [
        {"contact": stranger}, {"contact": "con_" + "a" * 20}, {"contact": visit}, {"contact": ""},
        {"moved": visit}, {"moved": "apt_" + "a" * 20}, {"moved": stranger},
    ]  # fmt: skip

    answers = [await client.ask(caller, SLOTS, **asked, **given) for given in hostile]

    assert {error["message"] for answer in answers for error in answer["errors"]} == {
        "No such thing exists for you; check the id."
    }
    assert {error["extensions"]["code"] for answer in answers for error in answer["errors"]} == {"NOT_FOUND"}


async def test_new_contacts_find_nothing_where_only_known_ones_are_accepted() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, accepts_new=False)
    known, new = await contact(world.here), await contact(world.here)
    await world.visit(known)
    desk = world.caller(Function.DESK_AGENT)

    assert len(await starts(client, desk, world, contact=known)) == 35
    assert await starts(client, desk, world, contact=new) == []


async def test_a_blocked_contact_finds_an_agenda_without_free_time() -> None:
    client = Client(world := await small_world())
    person, child = await contact(world.here), await contact(world.here)
    await relationship(person, child)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=0, blocked_by="x"
    )
    caller = world.caller(Function.CONTACT, person)

    assert await slots(client, caller, world, contact=person) == {"slots": [], "complete": True}
    assert await days(client, caller, world, contact=person) == []
    assert len(await starts(client, caller, world, contact=child)) == 35
    lawyer = {"agendas": [world.lawyer_agenda], "type": world.lawyer_visit_type}
    assert len(await starts(client, caller, world, contact=person, **lawyer)) == 35


async def test_a_blocked_contact_does_not_find_the_free_seat_of_a_group() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, capacity=5)
    person = await contact(world.here)
    await claim(world.doctor, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR // 2,
        visit_type_id=world.visit_type, capacity=5, holder_id="apt_" + "a" * 20)  # fmt: skip
    caller = world.caller(Function.DESK_AGENT)
    before = await slots(client, caller, world, contact=person)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=0, blocked_by="x"
    )

    assert before["slots"][0] | {"slotId": ""} == before["slots"][0] | {
        "slotId": "", "startsAt": "2026-11-24T08:00:00Z", "remaining": 4,
    }  # fmt: skip
    assert await starts(client, caller, world, contact=person) == []


async def test_nothing_is_listed_for_whom_nothing_could_be_booked() -> None:
    client = Client(world := await small_world())
    behind_the_wall = await contact(world.here, channel=Channel.AGENDA, professional_id=world.lawyer)
    restricted = await contact(world.here, restricted_at=NOW - DAY)
    desk = world.caller(Function.DESK_AGENT)

    assert await starts(client, desk, world, contact=behind_the_wall) == []
    assert await starts(client, desk, world, contact=restricted) == []
    assert await starts(client, world.caller(Function.PROTECTION_OFFICER), world, contact=restricted) == []
