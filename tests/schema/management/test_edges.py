"""What is rare when agendas are managed: nothing to change, too much, unknown agendas, odd countries."""

import asyncio
from functools import partial

import pytest

from models.words import Function
from tests.factories import NOW, agenda, change, contact, rows_of, small_world
from tests.schema.management.managing import codes, doctor, everything, kept, manage
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.meanwhile import meanwhile
from tests.support.slots import at

pytestmark = pytest.mark.usefixtures("databases")

RULES = "query ($id: ID!) { agendaRules(agendaId: $id) { id } }"


async def test_a_change_of_nothing_and_of_too_many_pools_is_told_so() -> None:
    client = Client(world := await small_world())
    [place] = [row["place_id"] for row in await rows_of("agenda") if row["id"] == world.agenda]
    too_many = [f"poo_{number:020}" for number in range(11)]
    before = await everything()

    nothing = [
        await manage(client, doctor(world), "updateAgenda", id=world.agenda, expectedVersion=1),
        await manage(client, doctor(world), "updatePlace", id=place, expectedVersion=1),
    ]
    pools = await manage(
        client,
        doctor(world),
        "setVisitTypePools",
        visitTypeId=world.visit_type,
        expectedVersion=1,
        poolIds=too_many,
    )

    assert [codes(each)[0][0] for each in nothing] == ["NOTHING_TO_CHANGE"] * 2
    assert codes(pools) == [("INVALID_NUMBER", "poolIds")]
    assert await everything() == before


async def test_an_unknown_agenda_has_no_rules_to_read() -> None:
    client = Client(world := await small_world())
    data = await client.data(doctor(world), RULES, id="age_" + "z" * 20)
    assert data == {"agendaRules": None}


async def test_a_block_that_somebody_else_gives_back_meanwhile_is_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(world := await small_world())
    span = {"startsAt": at("10:00"), "endsAt": at("11:00")}
    block = (await kept(client, doctor(world), "blockTime", professionalId=world.doctor, **span))["recordId"]
    meanwhile(monkeypatch, partial(kept, client, doctor(world), "unblockTime", id=block))

    assert codes(await manage(client, doctor(world), "unblockTime", id=block)) == [("NOT_FOUND", "id")]


async def test_a_block_is_given_back_once_however_many_ask() -> None:
    client = Client(world := await small_world())
    span = {"startsAt": at("10:00"), "endsAt": at("11:00")}
    block = (await kept(client, doctor(world), "blockTime", professionalId=world.doctor, **span))["recordId"]

    answers = await asyncio.gather(
        *(manage(client, doctor(world), "unblockTime", id=block) for _ in range(8))
    )

    assert sorted(len(each["errors"]) for each in answers) == [0] + [1] * 7
    assert all(codes(each) == [("NOT_FOUND", "id")] for each in answers if each["errors"])


async def test_a_place_that_moves_tells_only_of_agendas_that_are_booked() -> None:
    client = Client(world := await small_world())
    [place] = [row["place_id"] for row in await rows_of("agenda") if row["id"] == world.agenda]
    await agenda(world.doctor, place_id=place)
    visit = await world.visit(await contact(world.here), starts_at=NOW + 24 * 3600)

    moved = await kept(
        client, doctor(world), "updatePlace", id=place, expectedVersion=1, timeZone="Pacific/Noumea"
    )

    assert [each["id"] for each in moved["conflicts"]] == [visit]


async def test_a_country_whose_holidays_nobody_counts_has_none() -> None:
    client = Client(world := await small_world())
    [place] = [row["place_id"] for row in await rows_of("agenda") if row["id"] == world.agenda]
    await change("place", place, country="XX")
    asked = booking(world, await contact(world.here), startsAt=at("10:00", 25, 12))

    assert (await book(client, world.caller(Function.DESK_AGENT), **asked))["errors"] == []
