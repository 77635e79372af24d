"""What is not held, why, and that nothing is left behind."""

import asyncio

import pytest

from models.storage.dialect import Value
from models.words import Channel, Function
from permissions.caller import Caller
from permissions.callers.api_clients import create_client
from resolvers.booking.hold import MOST_HOLDS
from tests.factories import (
    NOW,
    World,
    agenda,
    change,
    contact,
    insert,
    professional,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import book
from tests.support.changing import codes, hold, move, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, held, slot_id, traces

pytestmark = pytest.mark.usefixtures("databases")

REFUSED_TIMES = {
    "in the past": ("2026-11-23T08:59:00+01:00", "TOO_SOON"),
    "before opening": (at("08:45"), "OUTSIDE_HOURS"),
    "beyond closing": (at("17:45"), "OUTSIDE_HOURS"),
    "on a Sunday": (at("10:00", 29), "OUTSIDE_HOURS"),
    "on a public holiday": (at("10:00", 25, 12), "CLOSED"),
    "off the grid": (at("09:07"), "OFF_GRID"),
    "in another century": ("2300-01-01T09:00:00+01:00", "TOO_FAR"),
}


@pytest.mark.parametrize(("starts_at", "code"), REFUSED_TIMES.values(), ids=REFUSED_TIMES)
async def test_a_time_that_is_not_offered_is_not_held(starts_at: str, code: str) -> None:
    client = Client(world := await small_world())

    payload = await hold(client, world.caller(Function.PARTNER_SITE), slotId=slot_id(world, starts_at))

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [(code, ["startsAt"])]
    assert not any((await traces()).values())


RULES = {
    "notice": ({"notice": 25 * 60}, "TOO_SOON"),
    "horizon": ({"horizon": 22 * 60}, "TOO_FAR"),
    "channel": ({"channels": "AGENDA PHONE"}, "NOT_ALLOWED"),
}


@pytest.mark.parametrize(("rule", "code"), RULES.values(), ids=RULES)
async def test_a_rule_of_the_visit_type_refuses_the_hold(rule: dict[str, int | str], code: str) -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, **rule)

    payload = await hold(client, world.caller(Function.PARTNER_SITE), slotId=slot_id(world, at("09:00")))

    assert codes(payload) == [code]


async def test_an_id_that_is_no_slot_of_ours_is_held_by_nobody() -> None:
    client = Client(world := await small_world())
    good = slot_id(world, at("09:00"))
    unknown = slot_id(world, at("09:00"), agenda="agd_" + "a" * 20)
    foreign = slot_id(world, at("09:00"), visit_type=world.lawyer_visit_type)
    for hostile in (
        "",
        "slo_",
        "é",
        good[:-1],
        good[:8] + "A" + good[9:],
        good + "A" * 5000,
        unknown,
        foreign,
    ):
        payload = await hold(client, world.caller(Function.PARTNER_SITE), slotId=hostile)
        assert [(error["code"], error["path"]) for error in payload["errors"]] == [("NOT_FOUND", ["slotId"])]
    assert not any((await traces()).values())


@pytest.mark.parametrize(
    "function", [Function.ANONYMOUS, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN]
)
async def test_who_has_no_business_booking_holds_nothing(function: Function) -> None:
    client = Client(world := await small_world())

    payload = await hold(client, world.caller(function), slotId=slot_id(world, at("09:00")))

    assert codes(payload) == ["NOT_ALLOWED"]
    assert not any((await traces()).values())


async def test_a_professional_does_not_hold_the_time_of_another() -> None:
    client = Client(world := await small_world())
    for stranger in (world.lawyer, world.colleague):
        caller = world.caller(Function.PROFESSIONAL, stranger)
        payload = await hold(client, caller, slotId=slot_id(world, at("09:00")))
        assert codes(payload) == ["NOT_ALLOWED"]
    assert not any((await traces()).values())


async def test_a_foreign_hold_and_an_unknown_one_get_the_same_refusal_for_every_verb() -> None:
    client = Client(world := await small_world())
    mine = world.caller(Function.DESK_AGENT)
    person = await contact(world.here)
    visit = await booked(client, person, at("11:00"))
    foreign = await held(client, world.caller(Function.PARTNER_SITE))
    before = await traces()

    for caller in (mine, world.caller(Function.DESK_AGENT, account_id="acc_other")):
        for hold_id in (foreign, "hol_" + "a" * 20, "x"):
            answers = [
                await with_hold(client, caller, "extendHold", hold_id),
                await with_hold(client, caller, "releaseHold", hold_id),
                await book(client, caller, contactId=person, holdId=hold_id),
                await move(client, caller, id=visit["id"], expectedVersion=1, holdId=hold_id),
            ]
            found = [(each["code"], each["path"]) for answer in answers for each in answer["errors"]]
            assert found == [("HOLD_NOT_YOURS", ["holdId"])] * 4
    assert await traces() == before


CAPS = {Function.CONTACT: 2, Function.DESK_AGENT: 10, Function.PROFESSIONAL: 10}


@pytest.mark.parametrize(("function", "cap"), CAPS.items(), ids=CAPS)
async def test_a_caller_holds_so_many_times_and_no_more_until_one_expires(
    function: Function, cap: int
) -> None:
    client = Client(world := await small_world())
    caller = world.caller(function, await contact(world.here) if function is Function.CONTACT else None)
    for hour in range(cap):
        await held(client, caller, at(f"{9 + hour % 5:02}:00", day=24 + hour // 5))

    refused = await hold(client, caller, slotId=slot_id(world, at("09:00", 30)))
    client.now = NOW + 5 * 60
    again = await hold(client, caller, slotId=slot_id(world, at("09:00", 30)))

    assert (codes(refused), codes(again)) == (["LIMIT_REACHED"], [])


async def _nine_with(world: World, doctors: int) -> list[str]:
    """Return nine o'clock with so many professionals, as it is offered."""
    slots = []
    for _ in range(doctors):
        doctor = await professional()
        where = await agenda(doctor), await visit_type(doctor)
        slots.append(slot_id(world, at("09:00"), *where))
    return slots


async def test_a_cap_is_not_passed_by_one_api_key_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(world := await small_world())
    key = await create_client(partner_id=world.partner, name="site", now=NOW)
    partner = world.caller(Function.PARTNER_SITE, account_id=key.client_id)
    slots = await _nine_with(world, 12)
    monkeypatch.setitem(MOST_HOLDS, Function.PARTNER_SITE, 4)

    payloads = await asyncio.gather(*(hold(client, partner, slotId=each) for each in slots))

    assert sorted(code for each in payloads for code in codes(each)) == ["LIMIT_REACHED"] * 8
    assert len(await rows_of("hold")) == 4


async def test_a_cap_is_not_passed_by_holding_everywhere_at_once() -> None:
    client = Client(world := await small_world())
    person = world.caller(Function.CONTACT, await contact(world.here))
    await _with_account(person)
    slots = await _nine_with(world, 8)

    payloads = await asyncio.gather(*(hold(client, person, slotId=each) for each in slots))

    assert sorted(code for each in payloads for code in codes(each)) == ["LIMIT_REACHED"] * 6
    assert len(await rows_of("hold")) == 2


async def test_a_hold_for_an_agenda_that_closed_meanwhile_books_nothing() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    hold_id = await held(client, partner)
    await change("agenda", world.agenda, active=False)
    person = await contact(world.here, channel=Channel.ONLINE, partner_id=world.partner)

    payload = await book(client, partner, contactId=person, holdId=hold_id)

    assert codes(payload) == ["NOT_FOUND"]
    assert await rows_of("appointment") == []


async def _with_account(caller: Caller) -> None:
    row: dict[str, Value] = {"function": caller.function, "party_kind": caller.party_kind, "name": "Zoé"}
    await insert("account", id=caller.account_id, party_id=caller.party_id, created_at=0, **row)
