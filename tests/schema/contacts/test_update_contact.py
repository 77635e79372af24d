"""updateContact: absent stays, null goes, and the answer is what the caller sees from now on."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import World, change, contact, contact_row, small_world
from tests.support.client import Client
from tests.support.errors import mutation, refusals
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

SHOWN = """
  contact { id version lastName { state value } firstName { value } phone { state value } email { value } }
"""
UPDATE = mutation("updateContact", SHOWN)


async def updated(client: Client, function: Function, known: str, **given: Any) -> dict[str, Any]:
    asked = {"id": known, "expectedVersion": 1, **given}
    data = await client.data(client.world.caller(function), UPDATE, input=asked)
    payload: dict[str, Any] = data["updateContact"]
    return payload


async def in_agenda(world: World) -> str:
    return await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)


async def test_absent_stays_null_goes_and_the_answer_is_as_it_is_now() -> None:
    client = Client(await small_world())
    known = await contact(client.world.here)
    assert await updated(client, Function.DESK_AGENT, known, firstName="Léa", email=None) == {
        "contact": {
            "id": known,
            "version": 2,
            "lastName": {"state": "CLEAR", "value": "Lefèvre"},
            "firstName": {"value": "Léa"},
            "phone": {"state": "CLEAR", "value": "+33612345678"},
            "email": {"value": None},
        },
        "errors": [],
    }


async def test_two_changes_of_one_category_in_one_request_both_stay() -> None:
    world = await small_world()
    client, known = Client(world), await contact(world.here)
    one = f'one: updateContact(input: {{id: $id, expectedVersion: 1, lastName: "Martin"}}) {{ {SHOWN} }}'
    two = f'two: updateContact(input: {{id: $id, expectedVersion: 2, firstName: "Léa"}}) {{ {SHOWN} }}'
    operation = f"mutation ($id: ID!) {{ {one} {two} }}"
    data = await client.data(world.caller(Function.DESK_AGENT), operation, id=known)
    assert data["one"]["contact"]["firstName"] == {"value": "Zoé"}
    assert data["two"]["contact"]["lastName"] == {"state": "CLEAR", "value": "Martin"}
    assert data["two"]["contact"]["firstName"] == {"value": "Léa"}


async def test_a_processor_sends_back_what_it_is_shown_and_nothing_changes() -> None:
    client = Client(await small_world())
    known = await in_agenda(client.world)
    async with nothing_written():
        payload = await updated(
            client, Function.DESK_AGENT, known, lastName="L.", phone="•• •• •• •• 78", email=None
        )
    assert refusals(payload) == [
        ("NotAllowed", "NOT_ALLOWED", "email"),
        ("InvalidInput", "MASK_WRITTEN_BACK", "lastName"),
        ("InvalidInput", "MASK_WRITTEN_BACK", "phone"),
    ]
    by_path = {each["path"][0]: each for each in payload["errors"]}
    assert by_path["lastName"]["category"] == "IDENTITY"
    assert by_path["email"]["articles"] == ["28(3)(a)", "29", "25(2)"]
    assert client.last is not None
    for value in ("L.", "78", "Lefèvre"):
        assert value not in client.last.text


async def test_the_professional_visited_is_told_why_he_may_not() -> None:
    client = Client(await small_world())
    known = await contact(client.world.here)
    await client.world.visit(known, channel=Channel.PHONE)
    async with nothing_written():
        payload = await updated(client, Function.PROFESSIONAL, known, lastName="Martin")
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "id")]
    assert payload["errors"][0]["articles"] == ["CSP L1110-4"]


async def test_a_stale_version_comes_back_with_the_current_one() -> None:
    world = await small_world()
    client, known = Client(world), await contact(world.here, version=7)
    operation = UPDATE.replace("__typename", "__typename ... on VersionConflict { currentVersion }")
    asked = {"id": known, "expectedVersion": 6, "lastName": "Martin"}
    async with nothing_written():
        data = await client.data(world.caller(Function.DESK_AGENT), operation, input=asked)
    assert refusals(data["updateContact"]) == [("VersionConflict", "VERSION_CONFLICT", "expectedVersion")]
    assert data["updateContact"]["errors"][0]["currentVersion"] == 7


async def test_restricted_erased_and_unknown_records_each_have_their_answer() -> None:
    client = Client(await small_world())
    here = client.world.here
    for known, told in (
        (await contact(here, restricted_at=1), ("NotAllowed", "PROCESSING_RESTRICTED", "id")),
        (await contact(here, erased_at=1), ("WrongState", "WRONG_STATE", "id")),
        ("con_aaaaaaaaaaaaaaaaaaaa", ("NotFound", "NOT_FOUND", "id")),
    ):
        async with nothing_written():
            payload = await updated(client, Function.DESK_AGENT, known, lastName="Martin")
        assert refusals(payload) == [told]


async def test_an_anonymous_caller_learns_nothing_and_writes_nothing() -> None:
    client = Client(await small_world())
    known = await contact(client.world.here)
    async with nothing_written():
        payload = await updated(client, Function.ANONYMOUS, known, lastName="Martin", idempotencyKey="k")
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "")]


async def test_the_same_key_answers_with_the_contact_as_it_is_by_then() -> None:
    client = Client(await small_world())
    known = await contact(client.world.here)
    first = await updated(client, Function.DESK_AGENT, known, firstName="Léa", idempotencyKey="k")
    assert await updated(client, Function.DESK_AGENT, known, firstName="Léa", idempotencyKey="k") == first
    await change("contact", known, version=9)
    again = await updated(client, Function.DESK_AGENT, known, firstName="Léa", idempotencyKey="k")
    assert (again["errors"], again["contact"]["version"]) == ([], 9)
    assert (await contact_row(known)).version == 9
