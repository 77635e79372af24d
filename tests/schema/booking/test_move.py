"""Moving keeps the appointment and changes its time, in one step that nobody can come between."""

import asyncio

import orjson
import pytest

from models.words import Function
from tests.factories import HOUR, agenda, appointment_row, change, contact, rows_of, small_world, visit_type
from tests.support.booking import book, booking
from tests.support.changing import codes, hold, move
from tests.support.client import Client
from tests.support.rows import acts
from tests.support.slots import at, booked, epoch, held, slot_id, taken_spans

pytestmark = pytest.mark.usefixtures("databases")

HALF = HOUR // 2


async def test_a_moved_appointment_is_the_same_one_at_its_new_time_and_the_old_is_free() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    visit = await booked(client, person)

    moved = await move(
        client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00", 25))
    )

    assert moved["errors"] == []
    assert moved["appointment"] == {
        "id": visit["id"],
        "status": "BOOKED",
        "version": 2,
        "startsAt": "2026-11-25T13:00:00Z",
        "endsAt": "2026-11-25T13:30:00Z",
    }
    assert await taken_spans(world.doctor) == [(epoch(at("14:00", 25)), epoch(at("14:30", 25)))]
    assert codes(await book(client, desk, **booking(world, person))) == []


NEAR = ["08:45", "09:00", "09:15", "09:30"]


@pytest.mark.parametrize("clock", NEAR[1:])
async def test_an_appointment_does_not_clash_with_itself(clock: str) -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))

    moved = await move(
        client,
        world.caller(Function.DESK_AGENT),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at(clock)),
    )

    assert moved["errors"] == []
    assert await taken_spans(world.doctor) == [(epoch(at(clock)), epoch(at(clock)) + HALF)]
    assert len(await rows_of("seat")) == 1


async def test_a_taken_time_leaves_the_appointment_where_it_was_and_names_others() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    visit, _ = await booked(client, person), await booked(client, person, at("10:00"))
    before = await appointment_row(visit["id"])

    for clock in ("09:45", "10:00", "10:15"):
        refused = await move(
            client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at(clock))
        )
        assert codes(refused) == ["SLOT_TAKEN"]
        starts = [each["startsAt"] for each in refused["errors"][0]["alternatives"]]
        assert "2026-11-24T08:30:00Z" in starts, "its own time is no obstacle to the times offered"

    assert await appointment_row(visit["id"]) == before
    assert await taken_spans(world.doctor) == [
        (epoch(at("09:00")), epoch(at("09:30"))),
        (epoch(at("10:00")), epoch(at("10:30"))),
    ]


async def test_a_move_onto_ones_own_hold_uses_it_and_anothers_hold_bars_it() -> None:
    client = Client(world := await small_world())
    desk, partner = world.caller(Function.DESK_AGENT), world.caller(Function.PARTNER_SITE)
    visit = await booked(client, await contact(world.here))
    mine, _ = await held(client, desk, at("10:00")), await held(client, partner, at("11:00"))

    barred = await move(client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("11:00")))
    moved = await move(client, desk, id=visit["id"], expectedVersion=1, holdId=mine)

    assert codes(barred) == ["SLOT_TAKEN"]
    assert moved["appointment"]["startsAt"] == "2026-11-24T09:00:00Z"
    assert sorted(row["state"] for row in await rows_of("hold")) == ["HELD", "USED"]
    assert await taken_spans(world.doctor) == [
        (epoch(at("10:00")), epoch(at("10:30"))),
        (epoch(at("11:00")), epoch(at("11:30"))),
    ]


async def test_a_move_takes_the_rules_of_the_new_time_and_visit_along() -> None:
    client = Client(world := await small_world())
    long = await visit_type(world.doctor, duration=60, cancellation_window=120, buffer_after=10)
    second = await agenda(world.doctor)
    visit = await booked(client, await contact(world.here))

    moved = await move(
        client,
        world.caller(Function.PROFESSIONAL),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("10:00"), agenda=second, visit_type=long),
    )

    assert moved["errors"] == []
    row = await appointment_row(visit["id"])
    assert (row.agenda_id, row.visit_type_id, row.ends_at) == (second, long, epoch(at("11:00")))
    assert orjson.loads(row.policy)["cancellationWindow"] == 120
    assert await taken_spans(world.doctor) == [(epoch(at("10:00")), epoch(at("11:10")))]


async def test_two_agendas_of_one_professional_do_not_overlap() -> None:
    client = Client(world := await small_world())
    second = await agenda(world.doctor)
    await booked(client, await contact(world.here))
    visit = await booked(client, await contact(world.here), at("12:00"), agendaId=second)

    refused = await move(
        client,
        world.caller(Function.DESK_AGENT),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("09:15"), agenda=second),
    )

    assert codes(refused) == ["SLOT_TAKEN"]


async def test_one_key_moves_once_and_answers_the_same() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    asked = {"id": visit["id"], "expectedVersion": 1, "slotId": slot_id(world, at("14:00"))}
    desk = world.caller(Function.DESK_AGENT)

    payloads = await asyncio.gather(*(move(client, desk, **asked, idempotencyKey="k") for _ in range(20)))

    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["appointment"]["version"] == 2


async def test_of_many_moves_of_one_appointment_in_one_version_one_wins() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    desk = world.caller(Function.DESK_AGENT)

    payloads = await asyncio.gather(
        *(
            move(client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at(f"{hour}:00")))
            for hour in range(10, 17)
        )
    )

    assert sorted(code for payload in payloads for code in codes(payload)) == ["VERSION_CONFLICT"] * 6
    assert len(await taken_spans(world.doctor)) == 1


async def test_two_appointments_that_trade_places_at_once_never_share_a_time() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    visits = {
        clock: await booked(client, await contact(world.here), at(clock)) for clock in ("09:00", "10:00")
    }
    wished = {"09:00": "10:00", "10:00": "09:00"}

    payloads = await asyncio.gather(
        *(
            move(
                client,
                desk,
                id=visits[clock]["id"],
                expectedVersion=1,
                slotId=slot_id(world, at(wished[clock])),
            )
            for clock in wished
        )
    )

    assert [codes(payload) for payload in payloads] == [["SLOT_TAKEN"]] * 2
    assert len(await taken_spans(world.doctor)) == 2


async def test_a_move_leaves_an_act_and_tells_both_times() -> None:
    client = Client(world := await small_world())
    visit = await booked(client, await contact(world.here))
    await move(
        client,
        world.caller(Function.PROFESSIONAL),
        id=visit["id"],
        expectedVersion=1,
        slotId=slot_id(world, at("14:00")),
    )

    moves = [row for row in await acts() if row["verb"] == "rescheduleAppointment"]
    events = [row for row in await rows_of("agenda_event") if row["kind"] == "rescheduleAppointment"]
    assert [(row["record_id"], row["function"]) for row in moves] == [(visit["id"], "PROFESSIONAL")]
    assert {row["starts_at"] for row in events} == {epoch(at("09:00")), epoch(at("14:00"))}


async def test_a_move_by_an_overriding_desk_passes_soft_rules_and_never_taken_time() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    visit, _ = await booked(client, person), await booked(client, person, at("10:00"))
    asked = {"id": visit["id"], "expectedVersion": 1, "overrideReason": "URGENT"}

    taken = await move(client, desk, **asked, slotId=slot_id(world, at("10:05")))
    early = await move(client, desk, **asked, slotId=slot_id(world, at("07:10")))

    assert codes(taken) == ["SLOT_TAKEN"]
    assert early["appointment"]["startsAt"] == "2026-11-24T06:10:00Z"


async def test_the_time_left_is_free_for_a_hold_in_the_same_instant() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    visit = await booked(client, await contact(world.here))
    await change("visit_type", world.visit_type, buffer_before=15)
    await move(client, desk, id=visit["id"], expectedVersion=1, slotId=slot_id(world, at("14:00")))

    assert codes(await hold(client, desk, slotId=slot_id(world, at("09:15")))) == []
    assert await taken_spans(world.doctor) == [
        (epoch(at("09:00")), epoch(at("09:45"))),
        (epoch(at("13:45")), epoch(at("14:30"))),
    ]
