"""The life of an appointment: each state, each verb, and what follows, written out by hand."""

import asyncio
from typing import Any

import pytest

from models.storage.transaction import in_transaction
from models.words import Function
from permissions.caller import Caller
from tests.factories import NOW, World, appointment_row, rows_of, small_world
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.lives import STATES, VERBS, WITHOUT_TIME, change_by, online_contact, visit_in
from tests.support.rows import acts
from tests.support.slots import at, epoch, taken_spans, traces

pytestmark = pytest.mark.usefixtures("databases")

FOLLOWS: dict[str, dict[str, str]] = {
    "confirmAppointment": {"BOOKED": "CONFIRMED"},
    "markArrived": {"BOOKED": "ARRIVED", "CONFIRMED": "ARRIVED"},
    "markNoShow": {"BOOKED": "NO_SHOW", "CONFIRMED": "NO_SHOW"},
    "completeAppointment": {"ARRIVED": "COMPLETED"},
    "approveAppointment": {"PENDING": "BOOKED"},
    "declineAppointment": {"PENDING": "DECLINED"},
    "cancelAppointment": {"PENDING": "CANCELLED", "BOOKED": "CANCELLED", "CONFIRMED": "CANCELLED"},
    "rescheduleAppointment": {"PENDING": "BOOKED", "BOOKED": "BOOKED", "CONFIRMED": "BOOKED"},
    "reinstateAppointment": {
        "ARRIVED": "BOOKED",
        "COMPLETED": "BOOKED",
        "NO_SHOW": "BOOKED",
        "CANCELLED": "BOOKED",
        "DECLINED": "BOOKED",
        "EXPIRED": "BOOKED",
    },
}


@pytest.mark.parametrize("status", STATES)
async def test_a_verb_that_does_not_follow_is_refused_and_changes_nothing(status: str) -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), status)
    doctor = world.caller(Function.PROFESSIONAL)
    before = await traces()

    for verb in VERBS:
        if status not in FOLLOWS[verb]:
            client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW
            assert codes(await change_by(client, doctor, verb, visit)) == ["WRONG_STATE"], verb
    assert await traces() == before


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_that_follows_changes_the_state_the_version_and_the_time_taken(verb: str) -> None:
    client = Client(world := await small_world())
    person, doctor = await online_contact(world), world.caller(Function.PROFESSIONAL)
    for status, following in FOLLOWS[verb].items():
        visit = await visit_in(world, person, status)
        client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW

        payload = await change_by(client, doctor, verb, visit)

        assert payload["errors"] == []
        assert (payload["appointment"]["status"], payload["appointment"]["version"]) == (following, 2)
        day = 25 if verb == "rescheduleAppointment" else 24
        span = (epoch(at("09:00", day)), epoch(at("09:30", day)))
        assert await taken_spans(world.doctor) == ([] if following in WITHOUT_TIME else [span])
        await _end(visit)


async def _end(visit: str) -> None:
    """Free what an appointment takes, whatever its state, so that the next may take it."""
    await in_transaction(lambda transaction: transaction.execute("UPDATE claim SET state = 'FREED'"))
    await in_transaction(lambda transaction: transaction.execute("DELETE FROM seat"))
    assert (await appointment_row(visit)).id == visit


STAFF = {Function.PROFESSIONAL, Function.ASSISTANT}
WITH_DESK = STAFF | {Function.DESK_AGENT}
EVERYBODY = WITH_DESK | {Function.PARTNER_SITE, Function.CONTACT}
MAY: dict[str, set[Function]] = {
    "confirmAppointment": EVERYBODY,
    "markArrived": WITH_DESK,
    "markNoShow": STAFF,
    "completeAppointment": STAFF,
    "approveAppointment": STAFF,
    "declineAppointment": STAFF,
    "cancelAppointment": EVERYBODY,
    "rescheduleAppointment": EVERYBODY,
    "reinstateAppointment": STAFF,
}


def _caller(world: World, function: Function, person: str) -> Caller:
    return world.caller(function, person if function is Function.CONTACT else None)


@pytest.mark.parametrize("verb", VERBS)
async def test_who_may_not_take_a_step_is_told_so_and_who_may_takes_it(verb: str) -> None:
    client = Client(world := await small_world())
    person = await online_contact(world)
    status = next(iter(FOLLOWS[verb]))
    for function in Function:
        visit = await visit_in(world, person, status)
        client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW
        before = await appointment_row(visit)

        found = codes(await change_by(client, _caller(world, function, person), verb, visit))

        if function in MAY[verb]:
            assert found == [], function
        else:
            assert found in (["NOT_ALLOWED"], ["NOT_FOUND"]), function
            assert function not in EVERYBODY or found == ["NOT_ALLOWED"], function
            assert await appointment_row(visit) == before
        await _end(visit)


async def test_nobody_misses_a_visit_that_has_not_begun() -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), "BOOKED")
    client.now = epoch(at("09:00")) - 1

    assert codes(await change_by(client, world.caller(Function.PROFESSIONAL), "markNoShow", visit)) == [
        "WRONG_STATE"
    ]


@pytest.mark.parametrize("verb", VERBS)
async def test_a_stale_version_is_refused_with_the_present_one_and_writes_nothing(verb: str) -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), next(iter(FOLLOWS[verb])))
    client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW
    before = await traces()

    for version in (0, 2, -1):
        payload = await change_by(
            client, world.caller(Function.PROFESSIONAL), verb, visit, expectedVersion=version
        )
        assert codes(payload) == ["VERSION_CONFLICT"]
        assert payload["errors"][0].get("currentVersion", 1) == 1
    assert await traces() == before


@pytest.mark.parametrize("verb", VERBS)
async def test_of_twenty_at_once_one_takes_the_step_and_one_key_is_one_step(verb: str) -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), next(iter(FOLLOWS[verb])))
    client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW
    doctor = world.caller(Function.PROFESSIONAL)
    keys = [{"idempotencyKey": "k"}, {}] * 10

    payloads = await asyncio.gather(*(change_by(client, doctor, verb, visit, **key) for key in keys))

    keyed = payloads[::2]
    assert all(payload == keyed[0] for payload in keyed)
    won = [payload for payload in (keyed[0], *payloads[1::2]) if not codes(payload)]
    assert len(won) == 1
    assert (await appointment_row(visit)).version == 2
    assert len([row for row in await acts() if row["verb"] == verb]) == 1


@pytest.mark.parametrize("verb", VERBS)
async def test_each_step_leaves_who_did_it_and_tells_the_agenda(verb: str) -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), next(iter(FOLLOWS[verb])))
    client.now = epoch(at("09:00")) if verb == "markNoShow" else NOW
    await change_by(client, world.caller(Function.PROFESSIONAL), verb, visit)

    [act] = await acts()
    events: list[Any] = await rows_of("agenda_event")
    assert (act["verb"], act["record_id"], act["function"]) == (verb, visit, "PROFESSIONAL")
    assert (act["party_id"], act["at"]) == (world.doctor, client.now)
    assert {(row["kind"], row["record_id"], row["professional_id"]) for row in events} == {
        (verb, visit, world.doctor)
    }
