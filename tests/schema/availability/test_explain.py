"""Why a time is not offered: all of it to who works there, the kind alone to everybody else."""

from typing import Any

import pytest

from models.booking.slots.rules import Rule
from models.ids import Kind
from models.storage.dialect import Value
from models.words import Function, Language
from permissions.caller import ANONYMOUS
from resolvers.booking.availability.explained import SlotRule
from schema.booking.availability.wording import SENTENCES
from tests.factories import DAY, HOUR, NOW, change, claim, contact, insert, place, small_world
from tests.schema.availability.asking import EXPLAIN, NINE, explained, starts
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.rows import made

pytestmark = pytest.mark.usefixtures("databases")

TUESDAY_NINE = NOW + DAY
INSIDE = [Function.DESK_AGENT, Function.PROFESSIONAL, Function.ASSISTANT]
OUTSIDE = [Function.ANONYMOUS, Function.PARTNER_SITE, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN]


def test_every_rule_has_its_sentence_in_both_languages() -> None:
    assert {rule.name for rule in Rule} <= set(SlotRule)
    assert {language: set(sentences) for language, sentences in SENTENCES.items()} == {
        language: set(SlotRule) for language in Language
    }


async def test_a_time_that_is_free_is_told_with_its_slot() -> None:
    client = Client(world := await small_world())

    told = await explained(client, ANONYMOUS, world)

    assert told | {"slotId": None} == {
        "bookable": True,
        "overridable": False,
        "slotId": None,
        "refusals": [],
        "before": {"startsAt": "2026-11-23T16:30:00Z"},
        "after": {"startsAt": "2026-11-24T08:15:00Z"},
    }
    person, desk = await contact(world.here), world.caller(Function.DESK_AGENT)
    payload = await book(client, desk, slotId=told["slotId"], contactId=person)
    assert payload["appointment"]["startsAt"] == "2026-11-24T08:00:00Z"


@pytest.mark.parametrize("function", INSIDE)
async def test_who_works_there_is_told_who_stands_in_the_way_and_by_how_much(function: Function) -> None:
    client = Client(world := await small_world())
    visit = await world.visit(await contact(world.here), starts_at=TUESDAY_NINE)
    hold = {"starts_at": TUESDAY_NINE + HOUR // 2, "ends_at": TUESDAY_NINE + HOUR, "held_until": NOW + 60}
    await claim(world.doctor, holder_id="hol_" + "a" * 20, **hold)

    told = await explained(client, world.caller(function), world, at="2026-11-24T09:15:00+01:00")

    assert told["bookable"] is told["overridable"] is False
    assert told["slotId"] is None
    assert told["refusals"] == [
        {
            "code": "SLOT_TAKEN",
            "rule": "ROOM",
            "soft": False,
            "setBy": [
                {"kind": "APPOINTMENT", "id": visit, "name": "2026-11-24 09:00-09:30"},
                {"kind": "HOLD", "id": "hol_" + "a" * 20, "name": "2026-11-24 09:30-10:00"},
            ],
            "change": "SHORTEN",
            "amount": 30,
            "moveTo": None,
            "text": "That time is taken; 30 min of it would have to be free.",
        }
    ]
    assert (told["before"], told["after"]) == (
        {"startsAt": "2026-11-23T16:30:00Z"},
        {"startsAt": "2026-11-24T09:00:00Z"},
    )


@pytest.mark.parametrize("function", OUTSIDE)
async def test_everybody_else_is_told_the_kind_alone_and_once(function: Function) -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, notice=3 * 24 * 60)
    await world.visit(await contact(world.here), starts_at=TUESDAY_NINE)

    told = await explained(client, world.caller(function), world)

    assert told["overridable"] is False
    nothing: dict[str, Any] = {
        "rule": None,
        "soft": False,
        "setBy": [],
        "change": None,
        "amount": None,
        "moveTo": None,
    }
    assert [refusal | {"text": ""} for refusal in told["refusals"]] == [
        {"code": code, "text": "", **nothing} for code in ("TOO_SOON", "SLOT_TAKEN")
    ]
    assert client.last is not None
    assert "apt_" not in client.last.text


async def test_how_many_stand_in_the_way_is_nobodys_business() -> None:
    client = Client(world := await small_world())
    pool = await made(Kind.RESOURCE_POOL, "resource_pool", {"name": "Rooms"}, {"practice_id": world.practice})
    room = await made(Kind.RESOURCE, "resource", {"name": "Blue room"}, {"pool_id": pool})
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    for owner in (world.doctor, room):
        await claim(owner, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR)

    inside = await explained(client, world.caller(Function.PROFESSIONAL), world)
    outside = await explained(client, ANONYMOUS, world)

    assert [each["code"] for each in inside["refusals"]] == ["SLOT_TAKEN", "SLOT_TAKEN"]
    assert [each["code"] for each in outside["refusals"]] == ["SLOT_TAKEN"]


async def test_staff_of_somebody_else_is_everybody_else() -> None:
    client = Client(world := await small_world())
    await claim(world.lawyer, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR)
    asked = {"agenda": world.lawyer_agenda, "type": world.lawyer_visit_type}

    [refusal] = (await explained(client, world.caller(Function.PROFESSIONAL), world, **asked))["refusals"]

    assert (refusal["code"], refusal["rule"], refusal["setBy"]) == ("SLOT_TAKEN", None, [])


async def test_soft_rules_are_told_with_the_row_that_set_each_and_may_be_overridden() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, notice=26 * 60)
    await insert("visit_type_override", agenda_id=world.agenda, visit_type_id=world.visit_type, grid_step=20)
    day: dict[str, Value] = {"first_day": "2026-11-24", "last_day": "2026-11-24", "created_at": 0}
    closure = await made(
        Kind.CLOSURE, "closure", {"professional_id": world.doctor, "agenda_id": world.agenda}, day
    )
    absence = await made(
        Kind.CLOSURE,
        "closure",
        {"professional_id": world.doctor, "starts_minute": 555, "ends_minute": 600},
        day,
    )

    told = await explained(client, world.caller(Function.DESK_AGENT), world, at="2026-11-24T09:05:00+01:00")

    assert told["overridable"] is True
    assert [(each["rule"], each["change"], each["amount"], each["moveTo"]) for each in told["refusals"]] == [
        ("NOTICE", "SHORTEN", 115, None),
        ("CLOSURES", "SHORTEN", 30, None),
        ("GRID", "MOVE_TO", None, "2026-11-24T08:00:00Z"),
    ]
    setters = [[(by["kind"], by["id"], by["name"]) for by in each["setBy"]] for each in told["refusals"]]
    assert setters == [
        [("VISIT_TYPE", world.visit_type, "Consultation")],
        sorted(
            [
                ("CLOSURE", closure, "2026-11-24 00:00 - 2026-11-24 24:00"),
                ("ABSENCE", absence, "2026-11-24 09:15 - 2026-11-24 10:00"),
            ],
            key=lambda each: each[1],
        ),
        [("AGENDA", world.agenda, "Maison de santé")],
    ]


async def test_a_public_holiday_and_a_missing_opening_are_named() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)

    [christmas] = (await explained(client, desk, world, at="2026-12-25T10:00:00+01:00"))["refusals"]
    [evening] = (await explained(client, desk, world, at="2026-11-24T17:45:00+01:00"))["refusals"]
    [sunday] = (await explained(client, desk, world, at="2026-11-29T10:00:00+01:00"))["refusals"]

    assert christmas["setBy"] == [{"kind": "HOLIDAY", "id": "2026-12-25", "name": "2026-12-25"}]
    assert [(by["kind"], by["name"]) for by in evening["setBy"]] == [("OPENING", "09:00-18:00")]
    assert (evening["change"], evening["amount"]) == ("LENGTHEN", 15)
    assert [(by["kind"], by["id"]) for by in sunday["setBy"]] == [("AGENDA", world.agenda)]


async def test_a_room_that_is_taken_names_the_room_and_nobody_in_it() -> None:
    client = Client(world := await small_world())
    pool = await made(Kind.RESOURCE_POOL, "resource_pool", {"name": "Rooms"}, {"practice_id": world.practice})
    room = await made(Kind.RESOURCE, "resource", {"name": "Blue room"}, {"pool_id": pool})
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    taken = await claim(
        room, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR, holder_id="apt_" + "a" * 20
    )

    [refusal] = (await explained(client, world.caller(Function.PROFESSIONAL), world))["refusals"]

    assert refusal["setBy"] == [
        {"kind": "RESOURCE", "id": room, "name": "Blue room"},
        {"kind": "BLOCK", "id": taken, "name": "2026-11-24 09:00-10:00"},
    ]


@pytest.mark.parametrize(
    ("at", "code", "rule"),
    [
        ("2300-01-01T09:00:00Z", "TOO_FAR", "CALENDAR"),
        ("9999-12-31T23:59:59Z", "TOO_FAR", "CALENDAR"),
        ("1970-01-01T00:00:00Z", "TOO_SOON", "PAST"),
        ("1972-12-31T23:59:59Z", "TOO_SOON", "PAST"),
    ],
)
async def test_an_instant_outside_every_calendar_is_told_as_it_is_for_a_booking(
    at: str, code: str, rule: str
) -> None:
    client = Client(world := await small_world())
    person, desk = await contact(world.here), world.caller(Function.DESK_AGENT)

    told = await explained(client, desk, world, at=at)
    payload = await book(client, desk, **booking(world, person, startsAt=at))

    assert [(each["code"], each["rule"]) for each in told["refusals"]] == [(code, rule)]
    assert [each["code"] for each in payload["errors"]] == [code]
    outside = (await explained(client, ANONYMOUS, world, at=at))["refusals"]
    assert [(each["code"], each["rule"]) for each in outside] == [(code, None)]


async def test_what_is_not_offered_there_has_no_explanation() -> None:
    client = Client(world := await small_world())
    unknown = {"agenda": "age_" + "a" * 20}, {"type": "vis_" + "a" * 20}, {"agenda": world.lawyer_agenda}

    assert [await explained(client, ANONYMOUS, world, **given) for given in unknown] == [None, None, None]


async def test_an_explanation_speaks_the_language_of_the_caller() -> None:
    client = Client(world := await small_world())
    await claim(world.doctor, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR)
    asked: dict[str, Any] = {"agenda": world.agenda, "type": world.visit_type, "at": NINE}

    answer = await client.ask(
        world.caller(Function.DESK_AGENT), EXPLAIN, headers={"accept-language": "fr"}, **asked
    )

    [refusal] = answer["data"]["explainSlot"]["refusals"]
    assert refusal["text"] == "Ce temps est pris ; il faudrait en libérer 30 min."


async def test_the_hours_told_are_those_of_the_place() -> None:
    client = Client(world := await small_world())
    await change("agenda", world.agenda, place_id=await place(time_zone="Indian/Reunion"))
    await claim(world.doctor, starts_at=TUESDAY_NINE, ends_at=TUESDAY_NINE + HOUR)

    [refusal] = (await explained(client, world.caller(Function.DESK_AGENT), world))["refusals"]

    assert [(by["kind"], by["name"]) for by in refusal["setBy"]] == [("BLOCK", "2026-11-24 12:00-13:00")]
    assert (await starts(client, ANONYMOUS, world))[0] == "05:00"
