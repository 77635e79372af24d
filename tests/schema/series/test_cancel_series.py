"""What is still to come of a series is cancelled together."""

import asyncio
from typing import Any

import pytest

from models.words import Function
from tests.factories import change, contact, rows_of, small_world
from tests.support.booking import partners_contact
from tests.support.changing import cancel, codes, step
from tests.support.client import Client
from tests.support.rows import acts
from tests.support.slots import at, epoch, taken_spans
from tests.support.waiting import cancel_series, offered, own_contact, people, series

pytestmark = pytest.mark.usefixtures("databases")

THREE = [at("09:00"), at("09:00", 25), at("09:00", 26)]


async def three(client: Client, caller: Any, person: str, **given: Any) -> dict[str, Any]:
    payload = await series(client, caller, person, startsAt=THREE, **given)
    assert payload["errors"] == []
    made: dict[str, Any] = payload["series"]
    return made


def states(payload: dict[str, Any]) -> list[str]:
    return [each["status"] for each in payload["series"]["appointments"]]


async def test_a_series_is_cancelled_once_and_its_times_are_free() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    made = await three(client, partner, await partners_contact(world))

    gone = await cancel_series(client, partner, made, idempotencyKey="k")
    again = await cancel_series(client, partner, made, idempotencyKey="k")

    assert (codes(gone), states(gone)) == ([], ["CANCELLED"] * 3)
    assert again == gone
    assert await taken_spans(world.doctor) == []
    assert {row["cancelled_by"] for row in await rows_of("appointment")} == {"PARTNER"}
    assert len([row for row in await acts() if row["verb"] == "cancelAppointment"]) == 3


async def test_what_began_or_ended_otherwise_is_left_alone() -> None:
    client = Client(world := await small_world())
    desk, doctor = world.caller(Function.DESK_AGENT), world.caller(Function.PROFESSIONAL)
    made = await three(client, desk, await contact(world.here))
    first, second, third = made["appointments"]
    await cancel(client, desk, id=second["id"], expectedVersion=1)
    client.now = epoch(at("09:00")) + 60
    await step(client, doctor, "markNoShow", id=first["id"], expectedVersion=1)

    gone = await cancel_series(client, desk, {"id": made["id"], "appointments": [third]})

    assert (codes(gone), states(gone)) == ([], ["NO_SHOW", "CANCELLED", "CANCELLED"])


async def test_from_an_instant_on_the_rest_is_cancelled() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    made = await three(client, desk, await contact(world.here))
    rest = {"id": made["id"], "appointments": made["appointments"][1:]}

    gone = await cancel_series(client, desk, rest, **{"from": at("09:00", 25)})

    assert states(gone) == ["BOOKED", "CANCELLED", "CANCELLED"]


async def test_anything_but_exactly_what_is_to_come_in_its_version_is_refused_whole() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    made = await three(client, desk, await contact(world.here))
    first, second, third = made["appointments"]
    await step(client, desk, "confirmAppointment", id=second["id"], expectedVersion=1)

    stale = await cancel_series(client, desk, made)
    fewer = await cancel_series(
        client, desk, {"id": made["id"], "appointments": [first, {**second, "version": 2}]}
    )
    more = await cancel_series(
        client,
        desk,
        {
            "id": made["id"],
            "appointments": [first, {**second, "version": 2}, third, {"id": "apt_no", "version": 1}],
        },
    )

    assert stale["errors"] == [
        {"code": "VERSION_CONFLICT", "path": ["expected", second["id"]], "currentVersion": 2}
    ]
    assert fewer["errors"] == [
        {"code": "VERSION_CONFLICT", "path": ["expected", third["id"]], "currentVersion": 1}
    ]
    assert more["errors"] == [{"code": "WRONG_STATE", "path": ["expected", "apt_no"]}]
    assert len(await taken_spans(world.doctor)) == 3


async def test_the_closed_window_of_one_keeps_all_of_it() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, cancellation_window=24 * 60)
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    made = await three(client, me, person)
    client.now = epoch(at("12:00", 23))

    refused = await cancel_series(client, me, made)
    rest = {"id": made["id"], "appointments": made["appointments"][1:]}
    allowed = await cancel_series(client, me, rest, **{"from": at("09:00", 25)})

    first = made["appointments"][0]["id"]
    assert refused["errors"] == [{"code": "OUTSIDE_CANCELLATION_WINDOW", "path": ["expected", first]}]
    assert (codes(allowed), len(await taken_spans(world.doctor))) == ([], 1)


async def test_a_series_of_somebody_else_is_the_same_as_none() -> None:
    client = Client(world := await small_world())
    made = await three(client, world.caller(Function.DESK_AGENT), await contact(world.here))
    none = {**made, "id": "ser_" + "a" * 20}
    stranger = world.caller(Function.CONTACT, await own_contact(world))

    others = await cancel_series(client, stranger, made)

    assert codes(others) == ["NOT_FOUND"]
    assert others == await cancel_series(client, stranger, none)
    for function in (Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN):
        assert "NOT_ALLOWED" in codes(await cancel_series(client, world.caller(function), made))
    assert len(await taken_spans(world.doctor)) == 3


async def test_a_series_cancelled_twice_is_over() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    made = await three(client, desk, await contact(world.here))

    answers = await asyncio.gather(*(cancel_series(client, desk, made) for _ in range(10)))

    lost = [set(codes(each)) for each in answers if codes(each)]
    assert len(lost) == 9
    assert all(each in ({"VERSION_CONFLICT"}, {"WRONG_STATE"}) for each in lost)
    assert len([row for row in await acts() if row["verb"] == "cancelAppointment"]) == 3


async def test_the_times_of_a_cancelled_series_serve_who_waits() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    made = await three(client, desk, await contact(world.here))
    waiting = await people(client, 2)

    await cancel_series(client, desk, made)

    assert await offered(client, *waiting) == ["2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"]
