"""Blocks and resources: time that is taken for nobody, and rooms that are taken away."""

import asyncio

import pytest

from models.words import Function
from tests.factories import agenda, change, contact, rows_of, small_world
from tests.schema.management.managing import codes, doctor, everything, kept, manage
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

MORNING = {"startsAt": "2026-11-24T09:00:00+01:00", "endsAt": "2026-11-24T12:00:00+01:00"}


async def test_blocked_time_is_not_booked_in_any_lane_until_it_is_given_back() -> None:
    client = Client(world := await small_world())
    await change("agenda", world.agenda, lanes=2)
    asked, desk = booking(world, await contact(world.here)), world.caller(Function.DESK_AGENT)
    block = await kept(client, doctor(world), "blockTime", professionalId=world.doctor, **MORNING)

    refused = await book(client, desk, **asked)
    await kept(client, doctor(world), "unblockTime", id=block["recordId"])
    booked = await book(client, desk, **asked)

    assert [each["id"] for each in block["professional"]["blocks"]] == [block["recordId"]]
    assert [error["code"] for error in refused["errors"]] == ["SLOT_TAKEN"]
    assert booked["errors"] == []
    again = await manage(client, doctor(world), "unblockTime", id=block["recordId"])
    assert codes(again) == [("NOT_FOUND", "id")]


async def test_a_block_holds_in_lanes_and_agendas_opened_after_it() -> None:
    client = Client(world := await small_world())
    asked, desk = booking(world, await contact(world.here)), world.caller(Function.DESK_AGENT)
    await kept(client, doctor(world), "blockTime", professionalId=world.doctor, **MORNING)

    for lanes, version in ((3, 1), (1, 2), (3, 3)):
        await kept(
            client, doctor(world), "updateAgenda", id=world.agenda, expectedVersion=version, lanes=lanes
        )

    assert [error["code"] for error in (await book(client, desk, **asked))["errors"]] == ["SLOT_TAKEN"]
    assert sorted(row["lane"] for row in await rows_of("claim")) == [0, 1, 2]


async def test_time_that_is_taken_is_not_blocked() -> None:
    client = Client(world := await small_world())
    await book(client, world.caller(Function.DESK_AGENT), **booking(world, await contact(world.here)))
    before = await everything()

    payload = await manage(client, doctor(world), "blockTime", professionalId=world.doctor, **MORNING)

    assert codes(payload) == [("SLOT_TAKEN", "startsAt")]
    assert await everything() == before


@pytest.mark.parametrize(
    ("span", "path"),
    [
        (("2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z"), "endsAt"),
        (("2026-11-24T09:00:00Z", "2026-11-24T08:00:00Z"), "endsAt"),
        (("2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"), "endsAt"),
        (("2026-11-24T09:00:00Z", "2028-11-24T10:00:00Z"), "endsAt"),
        (("2030-11-24T09:00:00Z", "2030-11-24T10:00:00Z"), "startsAt"),
    ],
)
async def test_a_span_that_makes_no_sense_is_not_blocked(span: tuple[str, str], path: str) -> None:
    client = Client(world := await small_world())

    payload = await manage(
        client,
        doctor(world),
        "blockTime",
        professionalId=world.doctor,
        startsAt=span[0],
        endsAt=span[1],
    )

    assert codes(payload) == [("INVALID_PERIOD", path)]
    assert await rows_of("claim") == []


async def test_of_blocks_and_bookings_at_once_one_wins() -> None:
    client = Client(world := await small_world())
    asked, desk = booking(world, await contact(world.here)), world.caller(Function.DESK_AGENT)

    blocks, bookings = await asyncio.gather(
        asyncio.gather(
            *(
                manage(client, doctor(world), "blockTime", professionalId=world.doctor, **MORNING)
                for _ in range(10)
            )
        ),
        asyncio.gather(*(book(client, desk, **asked) for _ in range(10))),
    )

    won = [payload for payload in (*blocks, *bookings) if not payload["errors"]]
    lost = {error["code"] for payload in (*blocks, *bookings) for error in payload["errors"]}
    assert (len(won), lost) == (1, {"SLOT_TAKEN"})
    assert [row["state"] for row in await rows_of("claim")] == ["TAKEN"]


async def test_a_room_that_is_taken_away_tells_who_has_it_and_takes_nobody_more() -> None:
    client = Client(world := await small_world())
    staff, desk = world.caller(Function.ASSISTANT), world.caller(Function.DESK_AGENT)
    pool = await kept(
        client, staff, "createResourcePool", professionalId=world.doctor, name="Salles", shared=True
    )
    room = await kept(client, staff, "addResource", poolId=pool["recordId"], name="Salle 1")
    await kept(
        client,
        staff,
        "setVisitTypePools",
        visitTypeId=world.visit_type,
        expectedVersion=1,
        poolIds=[pool["recordId"]],
    )
    booked = await book(client, desk, **booking(world, await contact(world.here)))

    gone = await kept(client, staff, "deactivateResource", id=room["recordId"])

    assert booked["errors"] == []
    assert [each["id"] for each in gone["conflicts"]] == [booked["appointment"]["id"]]


async def test_what_a_practice_shares_is_changed_by_who_manages_all_of_it() -> None:
    client = Client(world := await small_world())
    staff = world.caller(Function.ASSISTANT)
    pool = await kept(
        client, staff, "createResourcePool", professionalId=world.doctor, name="Salles", shared=True
    )
    [place] = [row["place_id"] for row in await rows_of("agenda") if row["id"] == world.agenda]
    await agenda(world.colleague, place_id=place)
    before = await everything()

    room = await manage(client, doctor(world), "addResource", poolId=pool["recordId"], name="Salle")
    moved = await manage(
        client, doctor(world), "updatePlace", id=place, expectedVersion=1, timeZone="Asia/Tokyo"
    )
    own = await manage(
        client,
        world.caller(Function.PROFESSIONAL, world.lawyer),
        "createResourcePool",
        professionalId=world.lawyer,
        name="Salles",
        shared=True,
    )

    assert codes(room) == [("NOT_FOUND", "poolId")]
    assert codes(moved) == [("NOT_ALLOWED", "id")]
    assert codes(own) == [("WRONG_STATE", "shared")]
    assert await everything() == before
