"""Freed time is held for who waits longest and suits."""

import pytest

from models.words import Function
from tests.factories import (
    HOUR,
    NOW,
    agenda,
    change,
    insert,
    relationship,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import book
from tests.support.changing import cancel, codes, move, step
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id, taken_spans
from tests.support.waiting import ENTRY, entry, free_nine, joined, offered, own_contact, people

pytestmark = pytest.mark.usefixtures("databases")

QUARTER = 15 * 60
NINE = (epoch(at("09:00")), epoch(at("09:30")))


async def test_a_cancelled_time_is_held_a_quarter_of_an_hour_for_who_waits_longest() -> None:
    client = Client(await small_world())
    first, second = await people(client, 2)

    await free_nine(client)

    found = await entry(client, first[0], first[2])
    assert (found["state"], found["offers"], found["version"]) == ("OFFERED", 1, 2)
    assert found["hold"]["startsAt"] == "2026-11-24T08:00:00Z"
    assert found["hold"]["heldUntil"] == "2026-11-23T08:15:00Z"
    assert (await entry(client, second[0], second[2]))["state"] == "WAITING"
    assert await taken_spans(client.world.doctor) == [NINE]
    [row] = await rows_of("hold")
    assert (row["contact_id"], row["starts_at"]) == (first[1], NINE[0])
    [event] = [row for row in await rows_of("agenda_event") if row["kind"] == "waitlistOffer"]
    assert (event["record_id"], event["starts_at"], event["at"]) == (first[2], NINE[0], NOW)


async def test_the_offered_time_is_booked_from_the_hold_and_ends_the_wait() -> None:
    client = Client(world := await small_world())
    [(me, person, waiting)] = await people(client, 1)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]
    client.now = NOW + QUARTER - 1

    made = await book(client, me, holdId=held, contactId=person)

    assert (codes(made), made["appointment"]["startsAt"]) == ([], "2026-11-24T08:00:00Z")
    found = await entry(client, me, waiting)
    assert (found["state"], found["hold"], found["version"]) == ("BOOKED", None, 3)
    assert await taken_spans(world.doctor) == [NINE]
    seats = await rows_of("seat")
    assert [(seat["holder_id"], seat["held_until"]) for seat in seats] == [(made["appointment"]["id"], None)]


async def test_an_offer_is_for_who_waited_and_nobody_else() -> None:
    client = Client(world := await small_world())
    parent, child, other = [await own_contact(world) for _ in range(3)]
    await relationship(parent, child)
    me = world.caller(Function.CONTACT, parent)
    waiting = await joined(client, me, child)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]

    for_oneself = await book(client, me, holdId=held, contactId=parent)
    by_another = await book(client, world.caller(Function.CONTACT, other), holdId=held, contactId=other)
    for_the_child = await book(client, me, holdId=held, contactId=child)

    assert [codes(each) for each in (for_oneself, by_another, for_the_child)] == [
        ["HOLD_NOT_YOURS"],
        ["HOLD_NOT_YOURS"],
        [],
    ]


async def test_an_appointment_may_move_into_the_offered_time() -> None:
    client = Client(world := await small_world())
    [(me, person, waiting)] = await people(client, 1)
    later = await booked(client, person, at("16:00"), caller=me)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]

    moved = await move(client, me, id=later["id"], expectedVersion=1, holdId=held)

    assert (codes(moved), moved["appointment"]["startsAt"]) == ([], "2026-11-24T08:00:00Z")
    assert (await entry(client, me, waiting))["state"] == "BOOKED"
    assert await taken_spans(world.doctor) == [NINE]


async def test_a_move_and_a_refused_request_free_time_for_the_list_as_a_cancellation_does() -> None:
    client = Client(world := await small_world())
    desk, doctor = world.caller(Function.DESK_AGENT), world.caller(Function.PROFESSIONAL)
    visit = await booked(client, await own_contact(world))
    needs_word = await visit_type(world.doctor, needs_approval=True)
    pending = await booked(client, await own_contact(world), at("11:00"), visitTypeId=needs_word)
    first, second = await people(client, 2)

    moved = await move(client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("15:00")))
    declined = await step(client, doctor, "declineAppointment", id=pending["id"], expectedVersion=1)

    assert (codes(moved), codes(declined)) == ([], [])
    assert await offered(client, first, second) == ["2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z"]


async def test_who_gives_a_time_up_is_not_offered_it_back() -> None:
    client = Client(await small_world())
    [mine, other] = await people(client, 2)
    visit = await booked(client, mine[1], caller=mine[0])

    assert codes(await cancel(client, mine[0], id=visit["id"], expectedVersion=1)) == []

    assert await offered(client, mine, other) == [None, "2026-11-24T08:00:00Z"]


@pytest.mark.parametrize("window", [{"notBefore": at("09:30")}, {"notAfter": at("09:00")}])
async def test_a_time_outside_the_wish_goes_to_the_next(window: dict[str, str]) -> None:
    client = Client(await small_world())
    [narrow] = await people(client, 1, **window)
    [wide] = await people(client, 1)

    await free_nine(client)

    assert await offered(client, narrow, wide) == [None, "2026-11-24T08:00:00Z"]


async def test_a_contact_that_is_blocked_restricted_or_at_its_limit_is_passed_over() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, per_day=1)
    blocked, restricted, busy, last = await people(client, 4)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=blocked[1], blocked_at=NOW, blocked_by="acc"
    )
    await change("contact", restricted[1], restricted_at=NOW)
    await booked(client, busy[1], at("16:00"))

    await free_nine(client)

    assert await offered(client, blocked, restricted, busy, last) == [
        None,
        None,
        None,
        "2026-11-24T08:00:00Z",
    ]


async def test_a_time_too_soon_for_the_notice_is_offered_to_nobody_online() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, notice=48 * 60)
    [one] = await people(client, 1)

    visit = await booked(client, await own_contact(world), overrideReason="URGENT")
    await cancel(client, world.caller(Function.DESK_AGENT), id=visit["id"], expectedVersion=1)

    assert await offered(client, one) == [None]
    assert await taken_spans(world.doctor) == []


async def test_one_freed_hour_serves_two_who_wait_for_half_an_hour() -> None:
    client = Client(world := await small_world())
    long = await visit_type(world.doctor, duration=60)
    first, second, third = await people(client, 3)

    await free_nine(client, visitTypeId=long)

    assert await offered(client, first, second, third) == [
        "2026-11-24T08:00:00Z",
        "2026-11-24T08:30:00Z",
        None,
    ]
    assert await taken_spans(world.doctor) == [NINE, (NINE[1], NINE[1] + HOUR // 2)]


async def test_the_other_place_of_the_same_professional_is_offered_as_well() -> None:
    client = Client(world := await small_world())
    elsewhere = await agenda(world.doctor)
    [one] = await people(client, 1, agendaId=elsewhere)

    await free_nine(client)

    assert await offered(client, one) == ["2026-11-24T08:00:00Z"]
    [row] = [row for row in await rows_of("hold") if row["contact_id"]]
    assert row["agenda_id"] == elsewhere


async def test_the_desk_is_offered_no_time_that_only_the_contact_may_book() -> None:
    client = Client(world := await small_world())
    [(me, person, waiting)] = await people(client, 1)
    desk = world.caller(Function.DESK_AGENT)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]

    seen = await entry(client, desk, waiting)

    assert (seen["state"], seen["hold"]) == ("OFFERED", None)
    assert codes(await book(client, desk, holdId=held, contactId=person)) == ["HOLD_NOT_YOURS"]


async def test_a_node_shows_an_entry_as_the_list_does() -> None:
    client = Client(await small_world())
    [(me, _, waiting)] = await people(client, 1)
    await free_nine(client)
    node = f"query ($id: ID!) {{ node(id: $id) {{ ... on WaitlistEntry {{ {ENTRY} }} }} }}"

    found = (await client.data(me, node, id=waiting))["node"]

    listed = await entry(client, me, waiting)
    assert found == {name: listed[name] for name in found}
