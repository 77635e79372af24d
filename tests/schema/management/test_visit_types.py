"""Visit types: bounds, what an agenda inherits, and seats that are never taken back."""

from typing import Any

import pytest

from models.words import Function
from tests.factories import World, change, contact, rows_of, small_world
from tests.schema.management.managing import codes, doctor, everything, kept, manage
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

BAD_RULES: dict[str, list[Any]] = {
    "duration": ["PT0M", "PT1441M", None],
    "bufferBefore": ["PT241M", None],
    "bufferAfter": ["PT241M"],
    "gridStep": ["PT0M", "PT241M"],
    "notice": ["PT1054081M"],
    "horizon": ["PT0M", "PT1054081M"],
    "perDay": [0, -1, 101],
    "perWeek": [0, 501],
    "openAppointments": [0, 501],
    "capacity": [0, 501, None],
    "approvalMinutes": [0, 43201],
    "cancellationWindow": ["PT1054081M"],
    "channels": [[], None],
    "modes": [[]],
    "acceptsNew": [None],
    "name": ["", "  ", "x" * 101, "a\u202eb", None],
    "position": [-1, 1001],
    "active": [None],
}


async def update(client: Client, world: World, **given: Any) -> dict[str, Any]:
    asked = {"id": world.visit_type, "expectedVersion": 1, **given}
    return await manage(client, doctor(world), "updateVisitType", **asked)


@pytest.mark.parametrize("rule", BAD_RULES)
async def test_a_rule_out_of_bounds_is_refused_with_its_path(rule: str) -> None:
    client = Client(world := await small_world())
    before = await everything()

    for value in BAD_RULES[rule]:
        [(code, path)] = codes(await update(client, world, **{rule: value}))
        assert path == rule
        wanted = "MISSING_REQUIRED_DATA" if value in (None, []) else "INVALID_NUMBER"
        assert code == ("INVALID_TEXT" if rule == "name" and value is not None else wanted)

    assert await everything() == before


async def test_everything_wrong_is_told_at_once_and_nothing_to_change_as_well() -> None:
    client = Client(world := await small_world())

    wrong = await update(client, world, duration="PT0M", channels=[], capacity=900)
    nothing = await update(client, world)

    assert sorted(codes(wrong)) == [
        ("INVALID_NUMBER", "capacity"),
        ("INVALID_NUMBER", "duration"),
        ("MISSING_REQUIRED_DATA", "channels"),
    ]
    assert codes(nothing) == [("NOTHING_TO_CHANGE", "")]


async def test_a_new_visit_type_has_the_rules_it_was_given_and_can_be_booked() -> None:
    client = Client(world := await small_world())
    asked = {
        "professionalId": world.doctor,
        "name": "  Vaccin   grippe ",
        "duration": "PT10M",
        "horizon": "PT1054080M",
        "perDay": 1,
        "channels": ["PHONE", "AGENDA", "PHONE"],
        "modes": ["VIDEO"],
        "idempotencyKey": "k",
    }

    made = await kept(client, doctor(world), "createVisitType", **asked)
    again = await kept(client, doctor(world), "createVisitType", **asked)
    booked = await book(
        client,
        world.caller(Function.DESK_AGENT),
        **booking(world, await contact(world.here), visitTypeId=made["recordId"]),
    )

    assert again == made
    assert made["visitType"]["name"] == "Vaccin grippe"
    assert made["visitType"]["rules"] == {
        "duration": "PT10M",
        "horizon": "PT1054080M",
        "perDay": 1,
        "channels": ["AGENDA", "PHONE"],
        "modes": ["VIDEO"],
        "capacity": 1,
        "acceptsNew": True,
        "notice": "PT0M",
    }
    assert booked["errors"] == []
    assert len(await rows_of("visit_type")) == 3


async def test_null_lifts_a_limit_and_absence_keeps_it() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, per_day=2, horizon=100)

    payload = await update(client, world, perDay=None)

    assert payload["visitType"]["rules"]["perDay"] is None
    assert payload["visitType"]["rules"]["horizon"] == "PT100M"
    assert payload["visitType"]["version"] == 2
    assert codes(await update(client, world, perDay=1)) == [("VERSION_CONFLICT", "expectedVersion")]


async def test_an_agenda_answers_field_by_field_and_inherits_again() -> None:
    client = Client(world := await small_world())
    asked = {"agendaId": world.agenda, "visitTypeId": world.visit_type}

    set_ = await kept(
        client,
        doctor(world),
        "overrideVisitType",
        **asked,
        expectedVersion=1,
        duration="PT45M",
        acceptsNew=False,
    )
    await update(client, world, duration="PT20M", capacity=3)
    more = await kept(
        client, doctor(world), "overrideVisitType", **asked, expectedVersion=2, acceptsNew=None, offered=False
    )

    [first] = set_["agenda"]["visitTypes"]
    [then] = more["agenda"]["visitTypes"]
    assert (first["overridden"], first["rules"]["duration"]) == (["DURATION", "ACCEPTS_NEW"], "PT45M")
    assert (first["inherited"]["duration"], first["rules"]["acceptsNew"], first["offered"]) == (
        "PT30M",
        False,
        True,
    )
    assert then["overridden"] == ["OFFERED", "DURATION"]
    assert (then["rules"]["duration"], then["inherited"]["duration"]) == ("PT45M", "PT20M")
    assert (then["rules"]["capacity"], then["rules"]["acceptsNew"], then["offered"]) == (3, True, False)
    stale = await manage(client, doctor(world), "overrideVisitType", **asked, expectedVersion=2, capacity=1)
    assert codes(stale) == [("VERSION_CONFLICT", "expectedVersion")]


async def test_a_lowered_capacity_takes_nobodys_seat_and_gives_none_until_there_is_room() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    await change("visit_type", world.visit_type, capacity=3)
    people = [await contact(world.here) for _ in range(5)]
    first = [await book(client, desk, **booking(world, person)) for person in people[:3]]
    seats = await rows_of("seat")

    lowered = await update(client, world, capacity=2)
    refused = await book(client, desk, **booking(world, people[3]))
    kept_seats = await rows_of("seat")
    await cancel(client, world, first[0]["appointment"]["id"])
    still = await book(client, desk, **booking(world, people[3]))
    await cancel(client, world, first[1]["appointment"]["id"])
    seated = await book(client, desk, **booking(world, people[3]))
    full = await book(client, desk, **booking(world, people[4]))

    assert [payload["errors"] for payload in first] == [[], [], []]
    assert lowered["errors"] == []
    assert kept_seats == seats
    assert [[error["code"] for error in payload["errors"]] for payload in (refused, still, seated, full)] == [
        ["SLOT_TAKEN"],
        ["SLOT_TAKEN"],
        [],
        ["SLOT_TAKEN"],
    ]


async def cancel(client: Client, world: World, appointment_id: str) -> None:
    operation = """mutation ($input: CancelAppointmentInput!) {
        cancelAppointment(input: $input) { errors { ... on UserError { code } } } }"""
    asked = {"id": appointment_id, "reason": "NO_LONGER_NEEDED", "expectedVersion": 1}
    data = await client.data(world.caller(Function.DESK_AGENT), operation, input=asked)
    assert data["cancelAppointment"]["errors"] == []
