"""Booking through the API happens once, and one of many wins."""

import asyncio

import pytest

from models.words import Function
from tests.factories import (
    change,
    contact,
    rows_of,
    small_world,
)
from tests.support.booking import BOOK, book, booking, partners_contact
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


async def test_a_partner_books_once_however_often_it_asks() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    asked = booking(world, await partners_contact(world), reason="Fièvre", idempotencyKey="k-1")

    first = await book(client, partner, **asked)
    again = await book(client, partner, **asked)

    assert first["errors"] == []
    assert first["appointment"]["startsAt"] == "2026-11-24T08:00:00Z"
    assert first["appointment"]["endsAt"] == "2026-11-24T08:30:00Z"
    assert (first["appointment"]["channel"], first["appointment"]["status"]) == ("ONLINE", "BOOKED")
    assert first["appointment"]["visitReason"] == {"state": "CLEAR", "value": "Fièvre"}
    assert again == first
    assert len(await rows_of("appointment")) == 1


async def test_a_later_read_withholds_from_the_partner_the_reason_it_wrote() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    made = await book(client, partner, **booking(world, await partners_contact(world), reason="Fièvre"))

    read = await client.data(
        partner,
        "query ($id: ID!) { node(id: $id) { ... on Appointment { visitReason { state value } } } }",
        id=made["appointment"]["id"],
    )

    assert read["node"]["visitReason"] == {"state": "WITHHELD", "value": None}


async def test_the_same_time_again_is_taken_with_the_nearest_free_times() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    person = await partners_contact(world)
    await book(client, partner, **booking(world, person))

    refused = await book(client, partner, **booking(world, person, idempotencyKey="other"))

    assert refused == {
        "appointment": None,
        "errors": [
            {
                "__typename": "SlotTaken",
                "code": "SLOT_TAKEN",
                "message": "That time has just been taken; choose one of the times offered.",
                "path": ["startsAt"],
                "alternatives": [
                    {"startsAt": "2026-11-24T08:30:00Z", "endsAt": "2026-11-24T09:00:00Z"},
                    {"startsAt": "2026-11-24T08:45:00Z", "endsAt": "2026-11-24T09:15:00Z"},
                    {"startsAt": "2026-11-24T09:00:00Z", "endsAt": "2026-11-24T09:30:00Z"},
                ],
            }
        ],
    }
    assert len(await rows_of("appointment")) == 1


async def test_a_refusal_is_the_answer_for_its_key_even_when_the_time_is_free_again() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    person = await partners_contact(world)
    await book(client, partner, **booking(world, person))
    refused = await book(client, partner, **booking(world, person, idempotencyKey="k"))
    [claim] = await rows_of("claim")
    await change("claim", claim["id"], state="FREED")

    assert await book(client, partner, **booking(world, person, idempotencyKey="k")) == refused


async def test_a_key_used_for_other_content_is_a_conflict() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    person = await partners_contact(world)
    await book(client, partner, **booking(world, person, idempotencyKey="k"))

    other = await book(
        client, partner, **booking(world, person, startsAt="2026-11-24T10:00:00+01:00", idempotencyKey="k")
    )

    assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_MISMATCH"]
    assert len(await rows_of("appointment")) == 1


async def test_the_key_in_the_header_counts_as_well() -> None:
    client = Client(world := await small_world())
    partner = world.caller(Function.PARTNER_SITE)
    asked = booking(world, await partners_contact(world))
    headers = {"idempotency-key": "from-the-header"}

    answers = [await client.ask(partner, BOOK, headers, input=asked) for _ in range(2)]

    assert answers[0]["data"] == answers[1]["data"]
    assert len(await rows_of("appointment")) == 1


async def test_another_callers_key_is_another_key() -> None:
    client = Client(world := await small_world())
    asked = booking(world, await contact(world.here), idempotencyKey="k")
    desk = [world.caller(Function.DESK_AGENT, account_id=f"acc_{n}") for n in "ab"]

    first, second = [await book(client, caller, **asked) for caller in desk]

    assert first["errors"] == []
    assert [error["code"] for error in second["errors"]] == ["SLOT_TAKEN"]


async def test_two_hundred_at_once_on_one_time_have_one_winner() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    person = await contact(world.here)

    payloads = await asyncio.gather(
        *(book(client, desk, **booking(world, person, idempotencyKey=f"k{n}")) for n in range(200))
    )

    won = [payload for payload in payloads if payload["appointment"]]
    codes = {error["code"] for payload in payloads for error in payload["errors"]}
    assert (len(won), codes) == (1, {"SLOT_TAKEN"})
    assert len(await rows_of("claim")) == 1


async def test_one_key_fifty_times_in_parallel_has_one_effect_and_equal_answers() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    asked = booking(world, await contact(world.here), idempotencyKey="k")

    payloads = await asyncio.gather(*(book(client, desk, **asked) for _ in range(50)))

    assert all(payload == payloads[0] for payload in payloads)
    assert payloads[0]["errors"] == []
    assert len(await rows_of("appointment")) == 1
