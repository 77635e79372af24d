"""Joining a waiting list: by whom, for whom, how often."""

import asyncio
from typing import Any

import pytest

from models.words import Channel, Function, Language, Preset
from resolvers.writing.fault import Because
from schema.errors.particular import PARTICULAR
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    change,
    choose_preset,
    contact,
    insert,
    relationship,
    rows_of,
    small_world,
    visit_type,
)
from tests.support.booking import partners_contact
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.rows import acts
from tests.support.waiting import entry, join, joined, own_contact, own_minor

pytestmark = pytest.mark.usefixtures("databases")


async def test_a_contact_joins_once_however_often_it_asks_with_its_key() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))

    first = await join(client, me, person, idempotencyKey="k")
    again = await join(client, me, person, idempotencyKey="k")

    assert first["errors"] == []
    assert first["entry"] | {"id": ""} == {
        "id": "",
        "state": "WAITING",
        "offers": 0,
        "version": 1,
        "notBefore": "2026-11-23T08:00:00Z",
        "notAfter": "2026-11-29T23:00:00Z",
        "hold": None,
    }
    assert again == first
    assert len(await rows_of("waitlist")) == 1
    assert [row["verb"] for row in await acts()] == ["joinWaitlist"]


async def test_the_key_with_another_wish_is_a_conflict() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await join(client, me, person, idempotencyKey="k")

    other = await join(client, me, person, idempotencyKey="k", notBefore="2026-11-24T00:00:00+01:00")

    assert codes(other) == ["IDEMPOTENCY_MISMATCH"]


async def test_a_wish_waits_once() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await joined(client, me, person)

    again = await join(client, me, person, notBefore="2026-11-25T00:00:00+01:00")

    assert again["errors"] == [
        {
            "__typename": "BookingRefused",
            "code": "LIMIT_REACHED",
            "path": ["visitTypeId"],
            "message": PARTICULAR[Because.WAITS_ALREADY][Language.EN],
        }
    ]


@pytest.mark.policy("S6h")
async def test_what_a_child_waits_for_in_secret_keeps_its_parent_from_nothing() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)
    itself = world.caller(Function.CONTACT, child)
    await joined(client, itself, child, secret=True)

    by_parent = await join(client, world.caller(Function.CONTACT, parent), child)

    assert codes(by_parent) == []
    assert codes(await join(client, itself, child)) == ["LIMIT_REACHED"]


@pytest.mark.policy("S6h")
async def test_who_represents_waits_in_no_secret_from_himself() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)

    refused = await join(client, world.caller(Function.CONTACT, parent), child, secret=True)

    assert [(error["code"], error["path"]) for error in refused["errors"]] == [("NOT_ALLOWED", ["secret"])]


@pytest.mark.policy("S3")
async def test_to_whom_the_wish_is_withheld_every_wish_is_alike() -> None:
    """By trying each visit type a processor would else learn which one somebody waits for."""
    client = Client(world := await small_world())
    await choose_preset(Preset.CNIL_GUIDE, NOW - HOUR)
    person = await contact(world.here, channel=Channel.PHONE, professional_id=world.doctor)
    desk, other = world.caller(Function.DESK_AGENT), await visit_type(world.doctor)
    await joined(client, desk, person)

    answers = [await join(client, desk, person, visitTypeId=kind) for kind in (world.visit_type, other)]

    assert [codes(each) for each in answers] == [["LIMIT_REACHED"]] * 2
    assert answers[0] == answers[1]


async def test_what_others_wait_for_keeps_a_partner_from_nothing() -> None:
    client = Client(world := await small_world())
    person = await partners_contact(world)
    desk, partner = world.caller(Function.DESK_AGENT), world.caller(Function.PARTNER_SITE)
    kinds = [await visit_type(world.doctor) for _ in range(20)]
    for kind in kinds:
        await joined(client, desk, person, visitTypeId=kind)

    assert [codes(await join(client, partner, person, visitTypeId=kind)) for kind in kinds[:2]] == [[], []]
    assert codes(await join(client, partner, person, visitTypeId=kinds[0])) == ["LIMIT_REACHED"]


async def test_a_wish_that_is_over_does_not_keep_the_next_one_out() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    old = await joined(client, me, person, notAfter="2026-11-23T10:00:00+01:00")
    client.now = NOW + DAY

    new = await joined(client, me, person)

    assert (await entry(client, me, old))["state"] == "EXPIRED"
    assert (await entry(client, me, new))["state"] == "WAITING"


async def test_a_contact_waits_for_twenty_things_at_most() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    kinds = [await visit_type(world.doctor) for _ in range(21)]

    answers = [await join(client, me, person, visitTypeId=kind) for kind in kinds]

    assert [codes(each) for each in answers[:20]] == [[]] * 20
    assert codes(answers[20]) == ["LIMIT_REACHED"]
    assert answers[20]["errors"][0]["path"] == ["contactId"]


async def test_of_twenty_joining_at_once_for_one_wish_one_waits() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))

    answers = await asyncio.gather(*(join(client, me, person, idempotencyKey=f"k{n}") for n in range(20)))

    assert sorted(map(len, map(codes, answers))) == [0] + [1] * 19
    assert {code for each in answers for code in codes(each)} == {"LIMIT_REACHED"}
    assert len(await rows_of("waitlist")) == 1


async def test_many_who_join_at_once_stand_one_behind_the_other() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    people = [await contact(world.here) for _ in range(10)]

    await asyncio.gather(*(joined(client, desk, each) for each in people))

    assert sorted(row["place_in_line"] for row in await rows_of("waitlist")) == list(range(1, 11))


async def test_a_parent_waits_for_a_child_and_a_stranger_for_nobody() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)

    allowed = await join(client, world.caller(Function.CONTACT, parent), child)
    refused = await join(client, world.caller(Function.CONTACT, await own_contact(world)), child)

    assert codes(allowed) == []
    assert (codes(refused), refused["errors"][0]["path"]) == (["NOT_FOUND"], ["contactId"])


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"agendaId": "age_nothing"}, "NOT_FOUND", "visitTypeId"),
        ({"contactId": "con_nothing"}, "NOT_FOUND", "contactId"),
        ({"notBefore": "2026-11-30T00:00:00+01:00"}, "INVALID_PERIOD", "notAfter"),
        (
            {"notBefore": "2026-11-20T00:00:00Z", "notAfter": "2026-11-23T08:00:00Z"},
            "INVALID_PERIOD",
            "notAfter",
        ),
        ({"notAfter": "2028-01-01T00:00:00Z"}, "INVALID_PERIOD", "notAfter"),
        ({"idempotencyKey": ""}, "INVALID_KEY", "idempotencyKey"),
    ],
)
async def test_a_wish_that_makes_no_sense_is_told_so(wrong: dict[str, Any], code: str, path: str) -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)

    refused = await join(client, desk, **{"contact_id": person, **wrong})

    assert refused["entry"] is None
    assert [(each["code"], each["path"]) for each in refused["errors"]] == [(code, [path])]
    assert await rows_of("waitlist") == []


async def test_another_professionals_visit_type_is_not_found() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)

    assert codes(await join(client, desk, person, visitTypeId=world.lawyer_visit_type)) == ["NOT_FOUND"]


async def test_who_may_not_book_may_not_wait() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)

    for function in (Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS):
        assert codes(await join(client, world.caller(function), person)) == ["NOT_ALLOWED"]
    others = await partners_contact(world)
    elsewhere = world.caller(Function.PARTNER_SITE, "par_" + "a" * 20)
    assert codes(await join(client, elsewhere, others)) == ["NOT_FOUND"]
    assert await rows_of("waitlist") == []


async def test_a_kind_of_visit_that_is_not_booked_online_has_no_list_online() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await change("visit_type", world.visit_type, channels="AGENDA PHONE")

    assert codes(await join(client, me, person)) == ["NOT_ALLOWED"]
    assert codes(await join(client, world.caller(Function.DESK_AGENT), person)) == []


async def test_a_restricted_contact_is_not_put_on_a_list() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await change("contact", person, restricted_at=NOW)

    assert codes(await join(client, me, person)) == ["PROCESSING_RESTRICTED"]


async def test_a_blocked_contact_cannot_tell_from_the_list() -> None:
    client = Client(world := await small_world())
    free, blocked = await own_contact(world), await own_contact(world)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=blocked, blocked_at=NOW, blocked_by="acc"
    )

    answers = [await join(client, world.caller(Function.CONTACT, each), each) for each in (free, blocked)]

    assert answers[0]["entry"] | {"id": ""} == answers[1]["entry"] | {"id": ""}


async def test_a_refusal_is_told_in_french_to_who_reads_french() -> None:
    client = Client(world := await small_world())
    me = world.caller(Function.CONTACT, person := await own_contact(world))
    await joined(client, me, person)
    asked = {
        "agendaId": world.agenda,
        "visitTypeId": world.visit_type,
        "contactId": person,
        "notBefore": "2026-11-23T09:00:00+01:00",
        "notAfter": "2026-11-30T00:00:00+01:00",
    }
    operation = """
    mutation ($input: JoinWaitlistInput!) {
      joinWaitlist(input: $input) { errors { ... on UserError { message } } }
    }
    """

    answer = await client.ask(me, operation, {"accept-language": "fr"}, input=asked)

    assert answer["data"]["joinWaitlist"]["errors"] == [
        {"message": PARTICULAR[Because.WAITS_ALREADY][Language.FR]}
    ]
