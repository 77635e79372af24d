"""Leaving a waiting list."""

import pytest

from models.words import Function
from tests.factories import (
    rows_of,
    small_world,
)
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.slots import at, epoch
from tests.support.waiting import free_nine, join, leave, offered, own_contact, people

pytestmark = pytest.mark.usefixtures("databases")

QUARTER = 15 * 60
NINE = (epoch(at("09:00")), epoch(at("09:30")))


async def test_leaving_with_an_offer_in_hand_gives_it_to_the_next() -> None:
    client = Client(await small_world())
    first, second = await people(client, 2)
    await free_nine(client)

    stale = await leave(client, first[0], first[2], version=1)
    left = await leave(client, first[0], first[2], version=2, idempotencyKey="k")
    again = await leave(client, first[0], first[2], version=2, idempotencyKey="k")
    after = await leave(client, first[0], first[2], version=3)

    assert [each["currentVersion"] for each in stale["errors"]] == [2]
    assert (left["entry"]["state"], left["entry"]["hold"], again) == ("LEFT", None, left)
    assert codes(after) == ["WRONG_STATE"]
    assert await offered(client, first, second) == [None, "2026-11-24T08:00:00Z"]


async def test_who_left_is_offered_nothing_and_may_join_again() -> None:
    client = Client(await small_world())
    [(me, person, waiting)] = await people(client, 1)
    await leave(client, me, waiting)

    await free_nine(client)

    assert [row for row in await rows_of("hold") if row["contact_id"]] == []
    assert codes(await join(client, me, person)) == []


async def test_nobody_takes_somebody_else_off_a_list_but_staff_of_that_agenda() -> None:
    client = Client(world := await small_world())
    [(_, _, waiting)] = await people(client, 1)
    stranger = world.caller(Function.CONTACT, await own_contact(world))

    answers = {
        "stranger": await leave(client, stranger, waiting),
        "lawyer": await leave(client, world.caller(Function.PROFESSIONAL, world.lawyer), waiting),
        "partner": await leave(client, world.caller(Function.PARTNER_SITE), waiting),
        "officer": await leave(client, world.caller(Function.PROTECTION_OFFICER), waiting),
        "nothing": await leave(client, stranger, "wai_" + "a" * 20),
        "doctor": await leave(client, world.caller(Function.PROFESSIONAL), waiting),
    }

    assert {name: codes(answer) for name, answer in answers.items()} == {
        "stranger": ["NOT_FOUND"],
        "lawyer": ["NOT_FOUND"],
        "partner": ["NOT_FOUND"],
        "officer": ["NOT_ALLOWED"],
        "nothing": ["NOT_FOUND"],
        "doctor": [],
    }
    assert answers["stranger"] == answers["nothing"]
