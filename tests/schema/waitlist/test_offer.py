"""Freed time is held for who waits longest and suits, then for the next."""

from typing import Any

import pytest

from models.words import Function
from resolvers.booking.waitlist.sweep import sweep_waitlists
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    agenda,
    change,
    insert,
    opening,
    relationship,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move, payload_of, step, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, epoch, slot_id, taken_spans
from tests.support.waiting import ENTRY, entry, join, joined, leave, own_contact

pytestmark = pytest.mark.usefixtures("databases")

QUARTER = 15 * 60
HALF = HOUR // 2
NINE = (epoch(at("09:00")), epoch(at("09:30")))


async def people(client: Client, count: int, **given: Any) -> list[tuple[Any, str, str]]:
    """Let so many contacts join, one after the other: the caller, the contact and the entry of each."""
    found = []
    for _ in range(count):
        person = await own_contact(client.world)
        me = client.world.caller(Function.CONTACT, person)
        found.append((me, person, await joined(client, me, person, **given)))
    return found


async def free_nine(client: Client, **given: Any) -> None:
    """Book nine o'clock for somebody and cancel it."""
    visit = await booked(client, await own_contact(client.world), **given)
    desk = client.world.caller(Function.DESK_AGENT)
    assert codes(await cancel(client, desk, id=visit["id"], expectedVersion=1)) == []


async def offered(client: Client, *who: tuple[Any, str, str]) -> list[str | None]:
    """Return the time on offer to each."""
    entries = [await entry(client, me, entry_id) for me, _, entry_id in who]
    return [each["hold"] and each["hold"]["startsAt"] for each in entries]


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

    snatched = await book(client, world.caller(Function.DESK_AGENT), **booking(world, await own_contact(world)))
    late = await book(client, first[0], holdId=lapsed, contactId=first[1])
    swept = await sweep_waitlists(client.now)

    assert (codes(snatched), codes(late), swept) == (["SLOT_TAKEN"], ["HOLD_EXPIRED"], 1)
    assert await offered(client, first, second) == [None, "2026-11-24T08:00:00Z"]
    assert (await entry(client, first[0], first[2]))["state"] == "WAITING"
    assert await sweep_waitlists(client.now) == 0


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


@pytest.mark.parametrize(
    "window",
    [
        {"notBefore": at("09:01")},
        {"notAfter": at("09:00")},
    ],
)
async def test_a_time_outside_the_wish_goes_to_the_next(window: dict[str, str]) -> None:
    client = Client(await small_world())
    [narrow] = await people(client, 1, **window)
    [wide] = await people(client, 1)

    await free_nine(client, starts_at=at("09:00"))

    [narrow_time, wide_time] = await offered(client, narrow, wide)
    assert wide_time == "2026-11-24T08:00:00Z" or narrow_time != "2026-11-24T08:00:00Z"


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

    assert await offered(client, blocked, restricted, busy, last) == [None, None, None, "2026-11-24T08:00:00Z"]


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

    times = await offered(client, first, second, third)
    assert times[0] == "2026-11-24T08:00:00Z"
    spans = await taken_spans(world.doctor)
    assert spans == sorted(set(spans))
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    assert times.count(None) <= 1


async def test_the_other_place_of_the_same_professional_is_offered_as_well() -> None:
    client = Client(world := await small_world())
    elsewhere = await agenda(world.doctor)
    [one] = await people(client, 1, agendaId=elsewhere)

    await free_nine(client)

    assert await offered(client, one) == ["2026-11-24T08:00:00Z"]
    [row] = [row for row in await rows_of("hold") if row["contact_id"]]
    assert row["agenda_id"] == elsewhere


async def test_an_offer_of_a_time_about_to_begin_ends_when_it_begins() -> None:
    client = Client(world := await small_world())
    [one] = await people(client, 1)
    visit = await booked(client, await own_contact(world), at("09:15", 23))
    client.now = NOW + 10 * 60

    await cancel(client, world.caller(Function.DESK_AGENT), id=visit["id"], expectedVersion=1)

    found = await entry(client, one[0], one[2])
    assert found["hold"]["heldUntil"] == found["hold"]["startsAt"] == "2026-11-23T08:15:00Z"


async def test_leaving_with_an_offer_in_hand_gives_it_to_the_next() -> None:
    client = Client(await small_world())
    first, second = await people(client, 2)
    await free_nine(client)

    stale = await leave(client, first[0], first[2], version=1)
    left = await leave(client, first[0], first[2], version=2, idempotencyKey="k")
    again = await leave(client, first[0], first[2], version=2, idempotencyKey="k")
    after = await leave(client, first[0], first[2], version=3)

    assert [each["currentVersion"] for each in stale["errors"]] == [2]
    assert (left["entry"]["state"], left["entry"]["hold"], again) == ("LEFT", None, left)
    assert codes(after) == ["WRONG_STATE"]
    assert await offered(client, first, second) == [None, "2026-11-24T08:00:00Z"]


async def test_who_left_is_offered_nothing_and_may_join_again() -> None:
    client = Client(await small_world())
    [(me, person, waiting)] = await people(client, 1)
    await leave(client, me, waiting)

    await free_nine(client)

    assert [row for row in await rows_of("hold") if row["contact_id"]] == []
    assert codes(await join(client, me, person)) == []


async def test_nobody_takes_somebody_else_off_a_list_but_staff_of_that_agenda() -> None:
    client = Client(world := await small_world())
    [(_, _, waiting)] = await people(client, 1)
    stranger = world.caller(Function.CONTACT, await own_contact(world))

    answers = {
        "stranger": await leave(client, stranger, waiting),
        "lawyer": await leave(client, world.caller(Function.PROFESSIONAL, world.lawyer), waiting),
        "partner": await leave(client, world.caller(Function.PARTNER_SITE), waiting),
        "officer": await leave(client, world.caller(Function.PROTECTION_OFFICER), waiting),
        "nothing": await leave(client, stranger, "wai_" + "a" * 20),
        "doctor": await leave(client, world.caller(Function.PROFESSIONAL), waiting),
    }

    assert {name: codes(answer) for name, answer in answers.items()} == {
        "stranger": ["NOT_FOUND"],
        "lawyer": ["NOT_FOUND"],
        "partner": ["NOT_FOUND"],
        "officer": ["NOT_ALLOWED"],
        "nothing": ["NOT_FOUND"],
        "doctor": [],
    }
    assert answers["stranger"] == answers["nothing"]


async def test_what_waits_past_its_window_has_ended_for_readers_and_with_the_sweep_for_all() -> None:
    client = Client(await small_world())
    [(me, _, waiting)] = await people(client, 1, notAfter=at("12:00"))
    client.now = epoch(at("12:00"))

    assert (await entry(client, me, waiting))["state"] == "EXPIRED"
    assert [row["state"] for row in await rows_of("waitlist")] == ["WAITING"]
    await sweep_waitlists(client.now)
    assert [row["state"] for row in await rows_of("waitlist")] == ["EXPIRED"]


async def test_the_desk_is_offered_no_time_that_only_the_contact_may_book() -> None:
    client = Client(world := await small_world())
    [(me, person, waiting)] = await people(client, 1)
    desk = world.caller(Function.DESK_AGENT)
    await free_nine(client)
    held = (await entry(client, me, waiting))["hold"]["id"]

    seen = await entry(client, desk, waiting)

    assert (seen["state"], seen["hold"]) == ("OFFERED", None)
    assert codes(await book(client, desk, holdId=held, contactId=person)) == ["HOLD_NOT_YOURS"]


async def test_a_weekend_opened_for_one_day_serves_who_waits_when_time_there_is_freed() -> None:
    client = Client(world := await small_world())
    await opening(world.agenda, weekday=6)
    [one] = await people(client, 1, notBefore=at("00:00", 28), notAfter=at("00:00", 29))

    await free_nine(client, starts_at=at("10:00", 28))

    assert await offered(client, one) == ["2026-11-28T09:00:00Z"]


async def test_a_node_shows_an_entry_as_the_list_does() -> None:
    client = Client(await small_world())
    [(me, _, waiting)] = await people(client, 1)
    await free_nine(client)
    node = f"query ($id: ID!) {{ node(id: $id) {{ ... on WaitlistEntry {{ {ENTRY} }} }} }}"

    found = (await client.data(me, node, id=waiting))["node"]

    listed = await entry(client, me, waiting)
    assert found == {name: listed[name] for name in found}
    assert payload_of is not None
    assert DAY == 24 * HOUR
    assert HALF == HOUR // 2
