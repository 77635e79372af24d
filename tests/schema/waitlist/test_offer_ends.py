"""An offer ends: given back, run out, or one too many; then the next is served."""

import pytest

from models.words import Function
from resolvers.booking.waitlist.sweep import sweep_waitlists
from tests.factories import (
    NOW,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id, taken_spans
from tests.support.waiting import entry, free_nine, offered, own_contact, people

pytestmark = pytest.mark.usefixtures("databases")

QUARTER = 15 * 60
NINE = (epoch(at("09:00")), epoch(at("09:30")))


async def test_a_released_offer_goes_to_the_next_and_never_comes_back_to_who_gave_it_up() -> None:
    client = Client(await small_world())
    first, second = await people(client, 2)
    await free_nine(client)

    for who, then in ((first, [None, "2026-11-24T08:00:00Z"]), (second, [None, None])):
        held = (await entry(client, who[0], who[2]))["hold"]["id"]
        assert codes(await with_hold(client, who[0], "releaseHold", held)) == []
        assert await offered(client, first, second) == then

    assert await taken_spans(client.world.doctor) == []
    states = [(row["state"], row["offers"]) for row in await rows_of("waitlist")]
    assert states == [("WAITING", 1), ("WAITING", 1)]


async def test_an_offer_that_runs_out_passes_on_with_the_sweep_and_nobody_sees_it_free_between() -> None:
    client = Client(world := await small_world())
    first, second = await people(client, 2)
    await free_nine(client)
    lapsed = (await entry(client, first[0], first[2]))["hold"]["id"]
    client.now = NOW + QUARTER

    snatched = await book(
        client, world.caller(Function.DESK_AGENT), **booking(world, await own_contact(world))
    )
    late = await book(client, first[0], holdId=lapsed, contactId=first[1])
    swept = await sweep_waitlists(client.now)

    assert (codes(snatched), codes(late), swept) == (["SLOT_TAKEN"], ["HOLD_EXPIRED"], 1)
    assert await offered(client, first, second) == [None, "2026-11-24T08:00:00Z"]
    assert (await entry(client, first[0], first[2]))["state"] == "WAITING"
    rows = await rows_of("waitlist"), await rows_of("hold"), await rows_of("seat")
    await sweep_waitlists(client.now)
    assert (await rows_of("waitlist"), await rows_of("hold"), await rows_of("seat")) == rows


async def test_without_a_sweep_a_lapsed_offer_frees_its_time_by_itself() -> None:
    client = Client(world := await small_world())
    [(me, _, waiting)] = await people(client, 1)
    await free_nine(client)
    client.now = NOW + QUARTER + 2 * 60

    made = await book(client, world.caller(Function.DESK_AGENT), **booking(world, await own_contact(world)))

    assert codes(made) == []
    assert (await entry(client, me, waiting))["state"] == "WAITING"
    assert await sweep_waitlists(client.now) == 1
    assert (await entry(client, me, waiting))["version"] == 3
    assert await taken_spans(world.doctor) == [NINE]


async def test_any_freed_time_passes_on_the_offers_that_ran_out() -> None:
    client = Client(await small_world())
    first, second = await people(client, 2)
    await free_nine(client)
    client.now = NOW + QUARTER

    await free_nine(client, starts_at=at("11:00"))

    assert await offered(client, first, second) == ["2026-11-24T10:00:00Z", "2026-11-24T08:00:00Z"]


async def test_nobody_is_offered_more_than_three_times() -> None:
    client = Client(world := await small_world())
    [(me, _, waiting)] = await people(client, 1)

    for clock in ("09:00", "10:00", "11:00", "12:00"):
        await free_nine(client, starts_at=at(clock))
        client.now += QUARTER + 121
        await sweep_waitlists(client.now)

    found = await entry(client, me, waiting)
    assert (found["state"], found["offers"]) == ("EXPIRED", 3)
    assert len([row for row in await rows_of("hold") if row["contact_id"]]) == 3
    assert await taken_spans(world.doctor) == []


async def test_a_hold_or_a_request_that_lapses_is_offered_by_the_sweep() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    needs_word = await visit_type(world.doctor, needs_approval=True, approval_minutes=4)
    await hold(client, desk, slotId=slot_id(world, at("09:00")))
    await booked(client, await own_contact(world), at("11:00"), visitTypeId=needs_word)
    first, second = await people(client, 2)
    client.now = NOW + 5 * 60

    assert await offered(client, first, second) == [None, None]
    assert await sweep_waitlists(client.now) == 1
    assert await offered(client, first, second) == ["2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z"]


async def test_a_released_hold_of_anybody_is_offered() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    held = (await hold(client, desk, slotId=slot_id(world, at("09:00"))))["hold"]["id"]
    [one] = await people(client, 1)

    assert codes(await with_hold(client, desk, "releaseHold", held)) == []

    assert await offered(client, one) == ["2026-11-24T08:00:00Z"]


async def test_an_offer_is_neither_extended_nor_counted_among_ones_own_holds() -> None:
    client = Client(world := await small_world())
    [(me, _, waiting)] = await people(client, 1)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]

    extended = await with_hold(client, me, "extendHold", held)
    own = [await hold(client, me, slotId=slot_id(world, at(clock))) for clock in ("14:00", "15:00", "16:00")]

    assert codes(extended) == ["LIMIT_REACHED"]
    assert [codes(each) for each in own] == [[], [], ["LIMIT_REACHED"]]


async def test_an_offer_of_a_time_about_to_begin_ends_when_it_begins() -> None:
    client = Client(world := await small_world())
    [one] = await people(client, 1)
    visit = await booked(client, await own_contact(world), at("09:15", 23))
    client.now = NOW + 10 * 60

    await cancel(client, world.caller(Function.DESK_AGENT), id=visit["id"], expectedVersion=1)

    found = await entry(client, one[0], one[2])
    assert found["hold"]["heldUntil"] == found["hold"]["startsAt"] == "2026-11-23T08:15:00Z"


async def test_what_waits_past_its_window_has_ended_for_readers_and_with_the_sweep_for_all() -> None:
    client = Client(await small_world())
    [(me, _, waiting)] = await people(client, 1, notAfter=at("12:00"))
    client.now = epoch(at("12:00"))

    assert (await entry(client, me, waiting))["state"] == "EXPIRED"
    assert [row["state"] for row in await rows_of("waitlist")] == ["WAITING"]
    await sweep_waitlists(client.now)
    assert [row["state"] for row in await rows_of("waitlist")] == ["EXPIRED"]
