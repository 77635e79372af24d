"""A partner whose guarantee expired is absent on every road, also for what it booked or held before."""

from typing import Any, Final

import pytest

from models.words import Channel, Function
from permissions.caller import ANONYMOUS, Caller
from tests.factories import BIRTH, IDENTITY, NOW, REACH, change, contact, rows_of, small_world
from tests.schema.availability.asking import SLOTS, TUESDAY, slots
from tests.support.booking import book, booking
from tests.support.changing import cancel, hold, move, step, with_hold
from tests.support.client import Client
from tests.support.slots import at
from tests.support.waiting import free_nine, joined, leave
from tests.support.waiting import join as put_on_list
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

CREATE: Final = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } errors { ... on UserError { code path }
    ... on NotAllowed { articles } } }
}
"""
UPDATE: Final = """
mutation ($input: UpdateContactInput!) {
  updateContact(input: $input) { contact { id } errors { ... on UserError { code path } } }
}
"""


async def partner_with(client: Client) -> tuple[Caller, str]:
    person = await contact(
        client.world.here, IDENTITY, REACH, BIRTH, channel=Channel.ONLINE, partner_id=client.world.partner
    )
    return client.world.caller(Function.PARTNER_SITE), person


async def lapse(client: Client) -> None:
    await change("partner", client.world.partner, guarantee_until=NOW - 1)


def found(payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], ".".join(each["path"])) for each in payload["errors"]]


async def test_it_finds_free_times_as_anybody_does_and_none_for_a_contact_it_had() -> None:
    client = Client(world := await small_world())
    partner, person = await partner_with(client)
    await lapse(client)
    assert await slots(client, partner, world) == await slots(client, ANONYMOUS, world)
    asked: dict[str, Any] = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY}
    for contact_id in (person, "con_" + "a" * 20):
        answer = await client.ask(partner, SLOTS, **asked, contact=contact_id)
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["NOT_FOUND"]


async def test_no_booking_mutation_reaches_what_it_had() -> None:
    client = Client(world := await small_world())
    partner, person = await partner_with(client)
    booked = (await book(client, partner, **booking(world, person, reason="Vaccin")))["appointment"]
    free = [each["slotId"] for each in (await slots(client, partner, world))["slots"]]
    held = (await hold(client, partner, slotId=free[0]))["hold"]
    entry = await joined(client, partner, person)
    version = {"id": booked["id"], "expectedVersion": booked["version"]}
    await lapse(client)
    async with nothing_written():
        refused = {
            "book": found(await book(client, partner, **booking(world, person, startsAt=at("11:00")))),
            "book held": found(await book(client, partner, holdId=held["id"], contactId=person)),
            "hold": found(await hold(client, partner, slotId=free[1])),
            "extend": found(await with_hold(client, partner, "extendHold", held["id"])),
            "release": found(await with_hold(client, partner, "releaseHold", held["id"])),
            "move": found(await move(client, partner, **version, slotId=free[1])),
            "cancel": found(await cancel(client, partner, **version)),
            "confirm": found(await step(client, partner, "confirmAppointment", **version)),
            "join": found(await put_on_list(client, partner, person)),
            "leave": found(await leave(client, partner, entry)),
        }
    assert refused == {
        "book": [("NOT_FOUND", "contactId")],
        "book held": [("NOT_FOUND", "contactId")],
        "hold": [("NOT_ALLOWED", "")],
        "extend": [("HOLD_NOT_YOURS", "holdId")],
        "release": [("HOLD_NOT_YOURS", "holdId")],
        "move": [("NOT_FOUND", "id")],
        "cancel": [("NOT_FOUND", "id")],
        "confirm": [("NOT_FOUND", "id")],
        "join": [("NOT_FOUND", "contactId")],
        "leave": [("NOT_FOUND", "id")],
    }


async def test_it_writes_no_contact() -> None:
    client = Client(await small_world())
    partner, person = await partner_with(client)
    await lapse(client)
    changed = {"id": person, "phone": None, "expectedVersion": 1}
    async with nothing_written():
        created = (await client.data(partner, CREATE, input=_newcomer()))["createContact"]
        updated = (await client.data(partner, UPDATE, input=changed))["updateContact"]
    assert (found(created), created["errors"][0]["articles"]) == ([("NOT_ALLOWED", "")], ["28(1)", "32"])
    assert found(updated) == [("NOT_FOUND", "id")]


def _newcomer() -> dict[str, str]:
    return {"lastName": "Nouvel", "firstName": "Arnaud", "phone": "+33612345679"}


async def test_freed_time_is_offered_to_nobody_through_it() -> None:
    client = Client(await small_world())
    partner, person = await partner_with(client)
    entry = await joined(client, partner, person)
    await lapse(client)
    await free_nine(client)
    [row] = [each for each in await rows_of("waitlist") if each["id"] == entry]
    assert row["state"] == "WAITING"
    await change("partner", client.world.partner, guarantee_until=NOW)
    await free_nine(client)
    [row] = [each for each in await rows_of("waitlist") if each["id"] == entry]
    assert row["state"] == "OFFERED"
