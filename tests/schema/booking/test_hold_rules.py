"""Soft rules, who may pass them, and contacts that a professional blocked."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import NOW, appointment_row, change, contact, insert, small_world
from tests.support.booking import book, booking
from tests.support.changing import codes, hold
from tests.support.client import Client
from tests.support.lives import online_contact
from tests.support.slots import at, booked, slot_id, traces

pytestmark = pytest.mark.usefixtures("databases")

SOFT: dict[str, tuple[dict[str, Any], str, str]] = {
    "notice": ({"notice": 7 * 24 * 60}, at("09:00"), "TOO_SOON"),
    "horizon": ({"horizon": 60}, at("09:00"), "TOO_FAR"),
    "hours": ({}, at("07:00"), "OUTSIDE_HOURS"),
    "a public holiday": ({}, at("10:00", 25, 12), "CLOSED"),
    "the grid": ({}, at("09:05"), "OFF_GRID"),
    "the channel": ({"channels": "ONLINE"}, at("09:00"), "NOT_ALLOWED"),
    "new contacts": ({"accepts_new": False}, at("09:00"), "NEW_CONTACTS_REFUSED"),
}


@pytest.mark.parametrize(("rule", "starts_at", "code"), SOFT.values(), ids=SOFT)
async def test_the_desk_passes_a_soft_rule_by_giving_a_reason_which_is_kept(
    rule: dict[str, Any], starts_at: str, code: str
) -> None:
    client = Client(world := await small_world())
    if rule:
        await change("visit_type", world.visit_type, **rule)
    desk, asked = (
        world.caller(Function.DESK_AGENT),
        booking(world, await contact(world.here), startsAt=starts_at),
    )

    refused = await book(client, desk, **asked)
    made = await book(client, desk, **asked, overrideReason="CONTINUITY_OF_CARE")

    assert (codes(refused), codes(made)) == ([code], [])
    found = await traces()
    assert [row["override_reason"] for row in found["appointment"]] == ["CONTINUITY_OF_CARE"]
    assert [row["reason"] for row in found["acts"]] == ["CONTINUITY_OF_CARE"]


LIMITS = {"per_day": 2, "per_week": 2, "open_appointments": 2}


@pytest.mark.parametrize(("rule", "most"), LIMITS.items(), ids=LIMITS)
async def test_a_limit_per_contact_refuses_one_more_and_no_other_contact(rule: str, most: int) -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, **{rule: most})
    desk, person, other = (
        world.caller(Function.DESK_AGENT),
        await contact(world.here),
        await contact(world.here),
    )
    for hour in range(most):
        await booked(client, person, at(f"{9 + hour:02}:00"))
    asked = booking(world, person, startsAt=at("15:00"))

    assert codes(await book(client, desk, **asked)) == ["LIMIT_REACHED"]
    assert codes(await book(client, desk, **{**asked, "contactId": other})) == []
    assert (
        codes(await book(client, desk, **{**asked, "startsAt": at("16:00"), "overrideReason": "URGENT"}))
        == []
    )


@pytest.mark.parametrize("starts_at", [at("09:00"), at("09:10"), at("08:40"), at("09:05")])
async def test_no_reason_passes_over_taken_time(starts_at: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await booked(client, person)
    before = await traces()

    for function in (Function.DESK_AGENT, Function.PROFESSIONAL):
        payload = await book(
            client,
            world.caller(function),
            **booking(world, person, startsAt=starts_at, overrideReason="URGENT"),
        )
        assert codes(payload) == ["SLOT_TAKEN"]
    assert await traces() == before


async def test_no_reason_books_the_past_or_a_broken_minute() -> None:
    client = Client(world := await small_world())
    asked = booking(world, await contact(world.here), overrideReason="URGENT")
    desk = world.caller(Function.DESK_AGENT)

    past = await book(client, desk, **{**asked, "startsAt": "2026-11-23T08:59:00+01:00"})
    broken = await book(client, desk, **{**asked, "startsAt": "2026-11-24T09:00:30+01:00"})

    assert (codes(past), codes(broken)) == (["TOO_SOON"], ["OFF_GRID"])


@pytest.mark.parametrize("function", [Function.PARTNER_SITE, Function.CONTACT])
async def test_who_books_online_overrides_nothing(function: Function) -> None:
    client = Client(world := await small_world())
    person = await online_contact(world)
    caller = world.caller(function, person if function is Function.CONTACT else None)

    payload = await book(
        client, caller, **booking(world, person, startsAt=at("07:00"), overrideReason="URGENT")
    )

    assert codes(payload) == ["NOT_ALLOWED"]


async def _block(client: Client, person: str) -> None:
    await insert(
        "contact_block",
        professional_id=client.world.doctor,
        contact_id=person,
        blocked_at=NOW,
        blocked_by="acc_x",
    )


async def test_a_blocked_contact_gets_the_bytes_of_an_agenda_without_free_time() -> None:
    client = Client(world := await small_world())
    blocked, other = await contact(world.here), await contact(world.here)
    caller = world.caller(Function.CONTACT, blocked)
    await _block(client, blocked)

    await book(client, caller, **booking(world, blocked))
    told = _told(client)
    await change("agenda", world.agenda, lanes=1)
    await insert(
        "claim", id="clm_" + "a" * 20, owner_id=world.doctor, starts_at=0, ends_at=2**33, state="TAKEN"
    )
    await book(client, world.caller(Function.CONTACT, other), **booking(world, other))

    assert _told(client) == told
    assert b"SLOT_TAKEN" in told


@pytest.mark.parametrize("starts_at", [at("07:00"), at("09:07"), at("10:00", 29)])
async def test_a_blocked_contact_learns_nothing_from_a_time_that_nobody_gets(starts_at: str) -> None:
    client = Client(world := await small_world())
    blocked, other = await contact(world.here), await contact(world.here)
    await _block(client, blocked)

    answers = []
    for person in (blocked, other):
        await book(
            client, world.caller(Function.CONTACT, person), **booking(world, person, startsAt=starts_at)
        )
        answers.append(_told(client))

    assert answers[0] == answers[1]


async def test_staff_are_told_that_they_blocked_the_contact_and_the_desk_is_not() -> None:
    client = Client(world := await small_world())
    own = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    person = await contact(world.here)
    for each in (own, person):
        await _block(client, each)

    by_staff = await book(client, world.caller(Function.PROFESSIONAL), **booking(world, own))
    by_desk = await book(
        client, world.caller(Function.DESK_AGENT), **booking(world, person, overrideReason="URGENT")
    )

    assert [(each["code"], each["path"]) for each in by_staff["errors"]] == [
        ("CONTACT_BLOCKED", ["contactId"])
    ]
    assert codes(by_desk) == ["SLOT_TAKEN"]


async def test_a_hold_does_not_help_a_blocked_contact() -> None:
    client = Client(world := await small_world())
    blocked = await contact(world.here)
    caller = world.caller(Function.CONTACT, blocked)
    await _block(client, blocked)

    kept = await hold(client, caller, slotId=slot_id(world, at("09:00")))

    assert codes(kept) == ["SLOT_TAKEN"]
    assert kept["hold"] is None


async def test_a_slot_and_its_three_parts_book_the_same_time() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    made = await book(client, desk, contactId=person, slotId=slot_id(world, at("09:00")))

    row = await appointment_row(made["appointment"]["id"])
    assert (row.agenda_id, row.visit_type_id) == (world.agenda, world.visit_type)
    assert codes(await book(client, desk, **booking(world, person))) == ["SLOT_TAKEN"]


def _told(client: Client) -> bytes:
    """Return the bytes of the last answer."""
    assert client.last is not None
    return client.last.content
