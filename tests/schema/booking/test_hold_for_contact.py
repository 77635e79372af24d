"""A hold named for a contact is judged as its booking, and tells who is blocked what a full agenda tells."""

from typing import Any

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import NOW, World, change, contact, insert, relationship, rows_of, small_world
from tests.support.booking import book, partners_contact
from tests.support.changing import codes, hold, with_hold
from tests.support.client import Client
from tests.support.slots import at, booked, held, slot_id, traces
from tests.support.waiting import own_contact

pytestmark = pytest.mark.usefixtures("databases")

TEN = at("10:00")


async def _blocked(world: World, contact_id: str) -> None:
    await insert(
        "contact_block",
        professional_id=world.doctor,
        contact_id=contact_id,
        blocked_at=NOW,
        blocked_by="acc_" + "a" * 20,
    )


async def _fill(world: World) -> None:
    """Take all of the professional's time."""
    all_of_it = {"starts_at": 0, "ends_at": NOW * 2}
    await insert("claim", id="clm_" + "c" * 20, owner_id=world.doctor, state="TAKEN", **all_of_it)


async def _asked(client: Client, caller: Caller, **given: Any) -> tuple[dict[str, Any], str]:
    payload = await hold(client, caller, slotId=slot_id(client.world, TEN), **given)
    assert client.last is not None
    return payload, client.last.text


async def test_a_hold_for_a_contact_is_booked_for_it_and_for_nobody_else() -> None:
    client = Client(world := await small_world())
    partner, one, other = world.caller(Function.PARTNER_SITE), *[await partners_contact(world) for _ in "12"]
    payload, _ = await _asked(client, partner, contactId=one)
    kept = payload["hold"]["id"]

    for_another = await book(client, partner, holdId=kept, contactId=other)
    for_it = await book(client, partner, holdId=kept, contactId=one)

    assert (codes(for_another), codes(for_it)) == (["HOLD_NOT_YOURS"], [])


async def test_a_hold_for_a_contact_is_extended_and_counted_like_any_other() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    payload, _ = await _asked(client, me, contactId=person)
    await held(client, me, at("11:00"))
    third = await hold(client, me, slotId=slot_id(world, at("12:00")))
    extended = await with_hold(client, me, "extendHold", payload["hold"]["id"])

    assert (codes(third), codes(extended)) == (["LIMIT_REACHED"], [])


@pytest.mark.parametrize("named", [True, False])
async def test_a_blocked_contact_that_signs_in_is_answered_as_if_all_were_taken(named: bool) -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    given = {"contactId": person} if named else {}
    await _blocked(world, person)
    before = await traces()
    _, blocked = await _asked(client, me, **given)
    assert await traces() == before

    someone = world.caller(Function.CONTACT, other := await own_contact(world))
    await _fill(world)
    _, full = await _asked(client, someone, **({"contactId": other} if named else {}))

    assert blocked == full
    assert '"SLOT_TAKEN"' in blocked


async def test_a_blocked_parent_holds_for_its_child_and_books_nobody_else_with_that() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_contact(world)
    await relationship(parent, child)
    await _blocked(world, parent)
    me = world.caller(Function.CONTACT, parent)
    payload, _ = await _asked(client, me, contactId=child)

    for_itself = await book(client, me, holdId=payload["hold"]["id"], contactId=parent)
    for_the_child = await book(client, me, holdId=payload["hold"]["id"], contactId=child)

    assert (codes(for_itself), codes(for_the_child)) == (["HOLD_NOT_YOURS"], [])


@pytest.mark.parametrize("function", [Function.PARTNER_SITE, Function.DESK_AGENT])
async def test_who_acts_for_a_blocked_contact_is_told_what_is_told_of_a_full_agenda(
    function: Function,
) -> None:
    client = Client(world := await small_world())
    partner = function is Function.PARTNER_SITE
    blocked, other = [await (partners_contact(world) if partner else contact(world.here)) for _ in range(2)]
    await _blocked(world, blocked)
    _, told = await _asked(client, world.caller(function), contactId=blocked)
    await _fill(world)
    _, full = await _asked(client, world.caller(function), contactId=other)

    assert told == full
    assert await rows_of("hold") == []


async def test_staff_is_told_that_the_contact_is_blocked() -> None:
    client = Client(world := await small_world())
    await _blocked(world, person := await contact(world.here))
    await world.visit(person)

    payload, _ = await _asked(client, world.caller(Function.PROFESSIONAL), contactId=person)

    assert codes(payload) == ["CONTACT_BLOCKED"]


async def test_a_limit_of_the_contact_counts_when_the_time_is_held_for_it() -> None:
    client = Client(world := await small_world())
    partner, one, other = world.caller(Function.PARTNER_SITE), *[await partners_contact(world) for _ in "12"]
    await change("visit_type", world.visit_type, per_day=1)
    await booked(client, one, at("15:00"), caller=partner)

    (refused, _), (kept, _) = [await _asked(client, partner, contactId=each) for each in (one, other)]

    assert (codes(refused), codes(kept)) == (["LIMIT_REACHED"], [])


async def test_nobody_holds_for_a_contact_that_it_does_not_know_or_may_not_book_for() -> None:
    client = Client(world := await small_world())
    partner, doctor = world.caller(Function.PARTNER_SITE), world.caller(Function.PROFESSIONAL)
    his = await contact(world.here, channel="AGENDA", professional_id=world.doctor, entered_by=world.doctor)
    restricted = await partners_contact(world)
    await change("contact", restricted, restricted_at=NOW)
    before = await traces()
    answers = [
        await _asked(client, partner, contactId="con_" + "z" * 20),
        await _asked(client, partner, contactId=his),
        await _asked(client, world.caller(Function.DESK_AGENT), contactId=his),
        await _asked(client, partner, contactId=restricted),
    ]
    assert [codes(payload) for payload, _ in answers] == [
        ["NOT_FOUND"], ["NOT_FOUND"], ["NOT_ALLOWED"], ["PROCESSING_RESTRICTED"],
    ]  # fmt: skip
    assert await traces() == before
    assert codes((await _asked(client, doctor, contactId=his))[0]) == []
