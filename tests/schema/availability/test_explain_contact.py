"""Why a time is not offered to somebody: blocked, out of scope or restricted."""

from typing import Any

import pytest

from models.words import Channel, Function
from permissions.caller import ANONYMOUS
from tests.factories import DAY, NOW, World, claim, contact, insert, small_world
from tests.schema.availability.asking import EXPLAIN, NINE, explained
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


async def block(world: World, person: str) -> None:
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=0, blocked_by="x"
    )


@pytest.mark.parametrize("at", [NINE, "2026-11-24T09:07:00+01:00", "2026-11-29T10:00:00+01:00"])
async def test_a_blocked_contact_is_answered_as_if_all_were_taken(at: str) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await block(world, person)
    caller = world.caller(Function.CONTACT, person)
    blocked = await explained(client, caller, world, at=at, contact=person)
    other = await contact(world.here)
    await claim(world.doctor, starts_at=NOW, ends_at=NOW + 60 * DAY)
    full = await explained(client, world.caller(Function.CONTACT, other), world, at=at, contact=other)

    assert blocked == full
    assert "SLOT_TAKEN" in {each["code"] for each in blocked["refusals"]}
    assert (blocked["before"], blocked["after"]) == (None, None)


async def test_staff_is_told_of_the_block() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await block(world, person)

    told = await explained(client, world.caller(Function.DESK_AGENT), world, contact=person)

    [refusal] = told["refusals"]
    assert (refusal["code"], refusal["rule"], refusal["change"]) == (
        "CONTACT_BLOCKED", "BLOCKED_CONTACT", "ALLOW",
    )  # fmt: skip
    assert refusal["setBy"] == [{"kind": "CONTACT", "id": person, "name": ""}]
    assert told["bookable"] is told["overridable"] is False
    assert (told["before"], told["after"], told["slotId"]) == (None, None, None)


async def test_whom_the_caller_may_not_book_for_is_told_apart_from_the_time() -> None:
    client = Client(world := await small_world())
    walled = await contact(world.here, channel=Channel.AGENDA, professional_id=world.lawyer)
    restricted = await contact(world.here, restricted_at=NOW - DAY)
    desk = world.caller(Function.DESK_AGENT)

    for person, code, rule in (
        (walled, "NOT_ALLOWED", "CONTACT_SCOPE"),
        (restricted, "PROCESSING_RESTRICTED", "RESTRICTION"),
    ):
        told = await explained(client, desk, world, contact=person)
        payload = await book(client, desk, **booking(world, person))
        assert [(each["code"], each["rule"]) for each in told["refusals"]] == [(code, rule)]
        assert [each["code"] for each in payload["errors"]] == [code]
        assert (told["bookable"], told["overridable"], told["before"], told["after"]) == (
            False, False, None, None,
        )  # fmt: skip


async def test_a_contact_out_of_scope_is_unknown() -> None:
    client = Client(world := await small_world())
    stranger = await contact(world.here)
    asked: dict[str, Any] = {
        "agenda": world.agenda,
        "type": world.visit_type,
        "at": NINE,
        "contact": stranger,
    }

    answer = await client.ask(ANONYMOUS, EXPLAIN, **asked)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_FOUND"]
