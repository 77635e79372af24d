"""What is rare on the roads of booking: changes between reading and writing, and tries of who may not."""

from functools import partial

import pytest

from models.storage.dialect import Value
from models.words import Channel, Function
from tests.factories import NOW, change, contact, insert, small_world
from tests.support.booking import book, booking
from tests.support.changing import codes, hold
from tests.support.client import Client
from tests.support.meanwhile import meanwhile
from tests.support.slots import at, slot_id, traces
from tests.support.waiting import cancel_series, join, series

pytestmark = pytest.mark.usefixtures("databases")

BLOCKED: dict[str, Value] = {"blocked_at": NOW, "blocked_by": "acc_" + "a" * 20}


@pytest.mark.parametrize("road", ["book", "hold", "join", "series"])
async def test_a_contact_erased_meanwhile_is_unknown(road: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    before = await traces()
    meanwhile(monkeypatch, partial(change, "contact", person, erased_at=NOW))
    asked = {
        "book": lambda: book(client, desk, **booking(world, person)),
        "hold": lambda: hold(client, desk, slotId=slot_id(world, at("10:00")), contactId=person),
        "join": lambda: join(client, desk, person),
        "series": lambda: series(client, desk, person, startsAt=[at("10:00")]),
    }

    assert codes(await asked[road]()) == ["NOT_FOUND"]
    assert await traces() == before


async def test_a_blocked_contact_is_told_of_a_bad_time_what_everybody_is_told() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await insert("contact_block", professional_id=world.doctor, contact_id=person, **BLOCKED)
    for when, code in (
        (at("09:07"), "OFF_GRID"),
        (at("03:00"), "OUTSIDE_HOURS"),
        (at("09:00"), "SLOT_TAKEN"),
    ):
        assert codes(await book(client, desk, **booking(world, person, startsAt=when))) == [code]
        assert codes(await hold(client, desk, slotId=slot_id(world, when), contactId=person)) == [code]


async def test_staff_is_told_once_that_nobody_of_a_series_is_received() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await world.visit(person)
    await insert("contact_block", professional_id=world.doctor, contact_id=person, **BLOCKED)

    made = await series(
        client, world.caller(Function.PROFESSIONAL), person, startsAt=[at("10:00"), at("11:00")]
    )

    assert (codes(made), made["clashes"]) == (["CONTACT_BLOCKED"], [])


async def test_a_series_that_is_over_is_not_cancelled() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    made = (await series(client, desk, person, startsAt=[at("10:00"), at("11:00")]))["series"]
    client.now = NOW + 30 * 24 * 3600

    assert codes(await cancel_series(client, desk, made)) == ["WRONG_STATE"]


async def test_a_mode_is_kept_where_it_is_offered_and_refused_where_it_is_not() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await change("visit_type", world.visit_type, modes="IN_PERSON VIDEO")

    by_video = await book(client, desk, **booking(world, person, mode="VIDEO"))
    by_phone = await book(client, desk, **booking(world, person, mode="PHONE", startsAt=at("10:00")))

    assert codes(by_video) == []
    assert [(error["code"], error["path"]) for error in by_phone["errors"]] == [("NOT_ALLOWED", ["mode"])]


@pytest.mark.parametrize("function", [Function.CONTACT, Function.PARTNER_SITE])
async def test_nobody_but_desk_and_staff_overrides_a_rule(function: Function) -> None:
    client = Client(world := await small_world())
    partner = world.partner if function is Function.PARTNER_SITE else None
    person = await contact(world.here, channel=Channel.ONLINE, partner_id=partner)
    caller = world.caller(function, person if function is Function.CONTACT else None)
    asked = booking(world, person, startsAt=at("08:45"), overrideReason="URGENT")

    refused = await book(client, caller, **asked)

    assert [(error["code"], error["path"]) for error in refused["errors"]] == [
        ("NOT_ALLOWED", ["overrideReason"])
    ]


async def test_a_desk_that_may_not_book_for_a_contact_does_not_let_it_wait() -> None:
    client = Client(world := await small_world())
    his = await contact(
        world.here, channel=Channel.AGENDA, professional_id=world.doctor, entered_by=world.doctor
    )
    assert codes(await join(client, world.caller(Function.DESK_AGENT), his)) == ["NOT_ALLOWED"]
