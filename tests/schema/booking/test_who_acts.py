"""Who may take and give up time for whom: by power, by register, by control or instruction, by practice."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import (
    NOW,
    World,
    contact,
    instruction,
    partner,
    professional,
    relationship,
    small_world,
)
from tests.support.booking import book, booking
from tests.support.changing import cancel, codes, hold, move, step
from tests.support.client import Client
from tests.support.slots import at, booked, slot_id, traces
from tests.support.waiting import join, series

pytestmark = pytest.mark.usefixtures("databases")

Ask = Callable[[Client, Caller, str, str], Awaitable[dict[str, Any]]]
TO = at("15:00")

FOR: dict[str, Ask] = {
    "book": lambda client, who, person, _: book(client, who, **booking(client.world, person, startsAt=TO)),
    "hold": lambda client, who, person, _: hold(
        client, who, slotId=slot_id(client.world, TO), contactId=person
    ),
    "wait": lambda client, who, person, _: join(client, who, person),
    "series": lambda client, who, person, _: series(client, who, person, startsAt=[TO]),
}
"""What is done for a contact."""

WITH: dict[str, Ask] = {
    "move": lambda client, who, _, visit: move(
        client, who, id=visit, expectedVersion=1, slotId=slot_id(client.world, TO)
    ),
    "cancel": lambda client, who, _, visit: cancel(client, who, id=visit, expectedVersion=1),
    "confirm": lambda client, who, _, visit: step(
        client, who, "confirmAppointment", id=visit, expectedVersion=1
    ),
}
"""What is done with an appointment that somebody else made."""

OK: list[str] = []
UNKNOWN, NOT_ALLOWED = ["NOT_FOUND"], ["NOT_ALLOWED"]
RELATIVES: dict[str, tuple[dict[str, Any] | None, list[str], list[str]]] = {
    "a child": ({}, OK, OK),
    "a ward": ({"kind": "OTHER", "power": "GUARDIANSHIP"}, OK, OK),
    "who gave a mandate": ({"kind": "SPOUSE", "power": "MANDATE"}, OK, OK),
    "an adult who gave none": ({"kind": "SPOUSE", "power": "NONE"}, OK, UNKNOWN),
    "a child that came of age": ({"valid_until": NOW}, UNKNOWN, UNKNOWN),
    "a ward from tomorrow on": ({"power": "GUARDIANSHIP", "valid_from": NOW + 1}, UNKNOWN, UNKNOWN),
    "a stranger": (None, UNKNOWN, UNKNOWN),
}


async def _answer(client: Client, verb: str, who: Caller, person: str, visit: str) -> list[str]:
    """Return the refusal of a verb; refused, it has left nothing."""
    before = await traces()
    told = codes(await {**FOR, **WITH}[verb](client, who, person, visit))
    assert (await traces() == before) is bool(told) or verb == "wait"
    return told


@pytest.mark.parametrize("verb", [*FOR, *WITH])
@pytest.mark.parametrize("relative", RELATIVES)
async def test_a_contact_acts_for_relatives_by_kind_of_power(relative: str, verb: str) -> None:
    client = Client(world := await small_world())
    me, other = [await contact(world.here, channel=Channel.ONLINE) for _ in range(2)]
    power, for_whom, with_what = RELATIVES[relative]
    if power is not None:
        await relationship(me, other, **power)
    visit = (await booked(client, other, at("10:00")))["id"]

    told = await _answer(client, verb, world.caller(Function.CONTACT, me), other, visit)

    assert told == (for_whom if verb in FOR else with_what)


@pytest.mark.parametrize("verb", [*FOR, *WITH])
async def test_a_contact_acts_for_itself(verb: str) -> None:
    client = Client(world := await small_world())
    me = await contact(world.here, channel=Channel.ONLINE)
    visit = (await booked(client, me, at("10:00")))["id"]
    assert await _answer(client, verb, world.caller(Function.CONTACT, me), me, visit) == OK


@pytest.mark.parametrize("verb", [*FOR, *WITH])
@pytest.mark.parametrize(("whose", "told"), [("own", OK), ("another's", UNKNOWN), ("nobody's", UNKNOWN)])
async def test_a_partner_acts_for_contacts_it_registered(whose: str, told: list[str], verb: str) -> None:
    client = Client(world := await small_world())
    registered = {"own": world.partner, "another's": await partner(), "nobody's": None}[whose]
    person = await contact(world.here, channel=Channel.ONLINE, partner_id=registered)
    booker = world.caller(Function.PARTNER_SITE, registered) if registered else None
    visit = (await booked(client, person, at("10:00"), caller=booker))["id"]
    assert await _answer(client, verb, world.caller(Function.PARTNER_SITE), person, visit) == told


async def _his(client: Client) -> tuple[str, str]:
    """Return a contact of the doctor's own agenda, and an appointment he wrote there himself."""
    world = client.world
    his = await contact(
        world.here, channel=Channel.AGENDA, professional_id=world.doctor, entered_by=world.doctor
    )
    made = await booked(client, his, at("10:00"), caller=world.caller(Function.PROFESSIONAL))
    return his, made["id"]


@pytest.mark.parametrize("verb", [*FOR, *WITH])
@pytest.mark.parametrize("categories", [None, "IDENTITY", "REASON", "IDENTITY REASON"])
async def test_the_desk_acts_where_it_controls_or_is_instructed(categories: str | None, verb: str) -> None:
    client = Client(world := await small_world())
    his, visit = await _his(client)
    if categories:
        await instruction(world.doctor, world.here.operator_id, categories=categories)
    needed = "IDENTITY" if verb in FOR else "REASON"
    instructed = needed in (categories or "").split()

    told = await _answer(client, verb, world.caller(Function.DESK_AGENT), his, visit)
    assert told == (OK if instructed else NOT_ALLOWED)


@pytest.mark.parametrize("verb", [*FOR, *WITH])
async def test_the_desk_acts_for_whom_the_operator_controls(verb: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = (await booked(client, person, at("10:00")))["id"]
    assert await _answer(client, verb, world.caller(Function.DESK_AGENT), person, visit) == OK


def _staff(world: World) -> dict[str, tuple[Caller, list[str], list[str]]]:
    """Return callers of staff, and what they are told of a contact of the doctor's and of his appointment."""
    colleague = world.caller(Function.PROFESSIONAL, world.colleague)
    return {
        "himself": (world.caller(Function.PROFESSIONAL), OK, OK),
        "his assistant": (world.caller(Function.ASSISTANT), OK, OK),
        "his colleague": (colleague, UNKNOWN, UNKNOWN),
        "a lawyer": (world.caller(Function.PROFESSIONAL, world.lawyer), UNKNOWN, UNKNOWN),
    }


@pytest.mark.parametrize("verb", [*FOR, *WITH])
@pytest.mark.parametrize("who", ["himself", "his assistant", "his colleague", "a lawyer"])
async def test_staff_acts_for_its_practice(who: str, verb: str) -> None:
    client = Client(world := await small_world())
    his, visit = await _his(client)
    caller, for_whom, with_what = _staff(world)[who]
    told = await _answer(client, verb, caller, his, visit)
    if verb == "hold" and for_whom == UNKNOWN:
        assert told == NOT_ALLOWED  # whose agenda it is, is public
    else:
        assert told == (for_whom if verb in FOR else with_what)


@pytest.mark.parametrize("verb", FOR)
async def test_staff_takes_no_time_of_a_professional_it_does_not_act_for(verb: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    stranger = await professional()
    await world.visit(person, professional_id=stranger)
    elsewhere = world.caller(Function.PROFESSIONAL, stranger)
    assert await _answer(client, verb, elsewhere, person, "") == NOT_ALLOWED


@pytest.mark.parametrize("verb", [*FOR, *WITH])
@pytest.mark.parametrize("function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN])
async def test_who_checks_or_runs_the_service_acts_for_nobody(function: Function, verb: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = (await booked(client, person, at("10:00")))["id"]
    assert await _answer(client, verb, world.caller(function), person, visit) == NOT_ALLOWED
