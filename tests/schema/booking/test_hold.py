"""A held time is kept for its holder, for minutes, and for nobody longer."""

import asyncio

import pytest

from models.words import Function
from tests.factories import NOW, contact, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.changing import codes, hold, with_hold
from tests.support.client import Client
from tests.support.rows import acts
from tests.support.slots import at, epoch, held, slot_id, taken_spans, traces

pytestmark = pytest.mark.usefixtures("databases")

MINUTE = 60
NINE = at("09:00")


async def test_a_held_time_is_nobody_elses_for_five_minutes_and_anybodys_after() -> None:
    client = Client(world := await small_world())
    partner, desk = world.caller(Function.PARTNER_SITE), world.caller(Function.DESK_AGENT)
    person = await contact(world.here)

    made = await hold(client, partner, slotId=slot_id(world, NINE))
    client.now = NOW + 5 * MINUTE - 1
    refused = await book(client, desk, **booking(world, person))
    client.now += 1
    won = await book(client, desk, **booking(world, person))

    assert made["hold"]["heldUntil"] == "2026-11-23T08:05:00Z"
    assert (made["hold"]["startsAt"], made["hold"]["slotId"]) == (
        "2026-11-24T08:00:00Z",
        slot_id(world, NINE),
    )
    assert codes(refused) == ["SLOT_TAKEN"]
    assert len(refused["errors"][0]["alternatives"]) == 3
    assert won["errors"] == []
    assert [row["state"] for row in await rows_of("hold")] == ["EXPIRED"]
    assert await taken_spans(world.doctor) == [(epoch(NINE), epoch(NINE) + 30 * MINUTE)]


async def test_an_expired_hold_books_nothing_though_nobody_took_the_time() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    hold_id = await held(client, desk)
    client.now = NOW + 5 * MINUTE
    before = await traces()

    payload = await book(client, desk, contactId=await contact(world.here), holdId=hold_id)

    assert codes(payload) == ["HOLD_EXPIRED"]
    assert await traces() == before


async def test_another_caller_holds_the_time_once_a_hold_has_expired() -> None:
    client = Client(world := await small_world())
    partner, desk = world.caller(Function.PARTNER_SITE), world.caller(Function.DESK_AGENT)
    await held(client, partner)

    assert codes(await hold(client, desk, slotId=slot_id(world, NINE))) == ["SLOT_TAKEN"]
    client.now = NOW + 5 * MINUTE
    assert codes(await hold(client, desk, slotId=slot_id(world, NINE))) == []
    assert codes(await hold(client, partner, slotId=slot_id(world, NINE))) == ["SLOT_TAKEN"]


async def test_a_hold_is_extended_three_times_and_no_more() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    hold_id = await held(client, partner)

    for times in range(1, 4):
        client.now = NOW + 4 * MINUTE * times
        payload = await with_hold(client, partner, "extendHold", hold_id)
        assert epoch(payload["hold"]["heldUntil"]) == client.now + 5 * MINUTE
    refused = await with_hold(client, partner, "extendHold", hold_id)

    assert codes(refused) == ["LIMIT_REACHED"]
    client.now = NOW + 17 * MINUTE - 1
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    assert codes(await book(client, desk, **booking(world, person))) == ["SLOT_TAKEN"]
    client.now += 1
    assert codes(await book(client, desk, **booking(world, person))) == []


async def test_an_expired_hold_is_neither_extended_nor_released() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    hold_id = await held(client, partner)
    client.now = NOW + 5 * MINUTE

    for verb in ("extendHold", "releaseHold"):
        assert codes(await with_hold(client, partner, verb, hold_id)) == ["HOLD_EXPIRED"]


async def test_a_released_time_is_free_at_once_and_is_not_released_twice() -> None:
    client = Client(world := await small_world())
    partner, desk = world.caller(Function.PARTNER_SITE), world.caller(Function.DESK_AGENT)
    hold_id = await held(client, partner)

    assert codes(await with_hold(client, partner, "releaseHold", hold_id)) == []
    assert await taken_spans(world.doctor) == []
    assert codes(await with_hold(client, partner, "releaseHold", hold_id)) == ["HOLD_EXPIRED"]
    assert codes(await book(client, desk, **booking(world, await contact(world.here)))) == []


async def test_one_key_holds_once_and_answers_the_same() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    asked = {"slotId": slot_id(world, NINE), "idempotencyKey": "k"}

    payloads = await asyncio.gather(*(hold(client, partner, **asked) for _ in range(20)))

    assert all(payload == payloads[0] for payload in payloads)
    assert codes(payloads[0]) == []
    assert [len(await rows_of(table)) for table in ("hold", "seat", "agenda_event")] == [1, 1, 1]
    assert len(await acts()) == 1


async def test_a_hold_and_its_release_leave_who_did_it_and_tell_the_agenda() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    hold_id = await held(client, partner)
    await with_hold(client, partner, "releaseHold", hold_id)

    done = {(row["verb"], row["record_id"], row["function"], row["party_id"]) for row in await acts()}
    events = {
        (row["kind"], row["record_id"], row["professional_id"]) for row in await rows_of("agenda_event")
    }
    who = (hold_id, "PARTNER_SITE", world.partner)
    assert done == {("holdSlot", *who), ("releaseHold", *who)}
    assert events == {("holdSlot", hold_id, world.doctor), ("releaseHold", hold_id, world.doctor)}
