"""What keeps a series out."""

from typing import Any

import pytest

from models.words import Function
from tests.factories import NOW, change, contact, insert, opening, small_world, visit_type
from tests.support.booking import nothing_was_written, partners_contact
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.slots import at
from tests.support.waiting import own_contact, series

pytestmark = pytest.mark.usefixtures("databases")

WEEKLY = {"first": "2026-11-24T09:00:00+01:00", "every": 1, "unit": "WEEK"}
THREE = [at("09:00"), at("09:00", 25), at("09:00", 26)]


async def test_a_dry_run_still_says_what_is_wrong_with_the_request() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)

    assert codes(await series(client, desk, "con_nothing", startsAt=THREE, dryRun=True)) == ["NOT_FOUND"]


async def test_a_blocked_contact_is_told_what_a_full_agenda_tells() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=NOW, blocked_by="acc"
    )

    refused = await series(client, me, person, startsAt=THREE)

    assert [(each["code"], each["alternatives"]) for each in refused["clashes"]] == [("SLOT_TAKEN", [])] * 3
    assert codes(await series(client, world.caller(Function.PROFESSIONAL), person, startsAt=THREE)) != []


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"startsAt": []}, "INVALID_NUMBER", ["startsAt"]),
        ({"startsAt": None}, "MISSING_REQUIRED_DATA", ["startsAt"]),
        ({"startsAt": [at("09:00"), "2026-11-24T08:00:00Z"]}, "INVALID_PERIOD", ["startsAt"]),
        ({"repeats": {**WEEKLY, "count": 53}}, "INVALID_NUMBER", ["repeats", "count"]),
        ({"repeats": {**WEEKLY, "count": 2, "every": 0}}, "INVALID_NUMBER", ["repeats", "every"]),
        (
            {"repeats": {**WEEKLY, "first": "9999-12-01T00:00:00Z", "count": 3}},
            "INVALID_PERIOD",
            ["repeats", "first"],
        ),
        ({"startsAt": THREE, "agendaId": "age_nothing"}, "NOT_FOUND", ["visitTypeId"]),
        ({"startsAt": THREE, "contactId": "con_nothing"}, "NOT_FOUND", ["contactId"]),
        ({"startsAt": THREE, "idempotencyKey": ""}, "INVALID_KEY", ["idempotencyKey"]),
        ({"startsAt": THREE, "mode": "VIDEO"}, "NOT_ALLOWED", ["mode"]),
    ],
)
async def test_a_series_that_makes_no_sense_is_told_so(
    wrong: dict[str, Any], code: str, path: list[str]
) -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)

    refused = await series(client, desk, **{"contact_id": person, **wrong})

    assert [(each["code"], each["path"]) for each in refused["errors"]] == [(code, path)]
    assert (refused["series"], refused["clashes"]) == (None, [])
    assert await nothing_was_written()


async def test_who_may_not_book_books_no_series() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    partners = await partners_contact(world)

    for function in (Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN):
        assert codes(await series(client, world.caller(function), person, startsAt=THREE)) == ["NOT_ALLOWED"]
    stranger = world.caller(Function.PARTNER_SITE, "par_" + "a" * 20)
    assert codes(await series(client, stranger, partners, startsAt=THREE)) == ["NOT_FOUND"]
    note = await series(client, world.caller(Function.PARTNER_SITE), partners, startsAt=THREE, note="vu")
    assert codes(note) == ["NOT_ALLOWED"]
    assert await nothing_was_written()


async def test_a_required_reason_is_asked_of_a_series_as_of_one_booking() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    strict = await visit_type(world.doctor, reason_required=True)

    assert codes(await series(client, desk, person, startsAt=THREE, visitTypeId=strict)) == [
        "MISSING_REQUIRED_DATA"
    ]


async def test_a_time_that_the_clock_skips_is_not_booked_at_another() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    await change("agenda", world.agenda, closes_on_holidays=False)  # it is Easter
    for weekday in (1, 6, 7):
        await opening(world.agenda, weekday=weekday, starts_minute=60, ends_minute=5 * 60)
    nights = {"first": "2027-03-27T02:30:00+01:00", "every": 1, "unit": "DAY", "count": 3}

    refused = await series(client, desk, person, repeats=nights)
    rest = await series(client, desk, person, repeats=nights, allOrNothing=False)

    assert [(each["startsAt"], each["code"]) for each in refused["clashes"]] == [
        ("2027-03-28T01:30:00Z", "OUTSIDE_HOURS")
    ]
    assert [each["startsAt"] for each in rest["series"]["appointments"]] == [
        "2027-03-27T01:30:00Z",
        "2027-03-29T00:30:00Z",
    ]
