"""giveInstruction and withdrawInstruction: the desk reads from the next moment, and no longer."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import contact, instruction, small_world
from tests.support.client import Client
from tests.support.errors import mutation, refusals
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

SHOWN = """
  instruction { id categories purposes text validFrom validUntil givenAt withdrawnAt professional { id } }
"""
GIVE = mutation("giveInstruction", SHOWN)
WITHDRAW = mutation("withdrawInstruction", SHOWN)
READ = """
query ($id: ID!) {
  node(id: $id) { ... on Appointment { visitReason { state value } privacy { instruction { id } } } }
}
"""
ORDER = {"categories": ["REASON"], "purposes": ["APPOINTMENT"], "text": "Lire le motif."}


async def given(client: Client, function: Function = Function.PROFESSIONAL, **order: Any) -> dict[str, Any]:
    data = await client.data(client.world.caller(function), GIVE, input={**ORDER, **order})
    payload: dict[str, Any] = data["giveInstruction"]
    return payload


async def withdrawn(client: Client, function: Function, order: str) -> dict[str, Any]:
    data = await client.data(client.world.caller(function), WITHDRAW, input={"id": order})
    payload: dict[str, Any] = data["withdrawInstruction"]
    return payload


async def entry(client: Client) -> str:
    mine = {"channel": Channel.AGENDA, "professional_id": client.world.doctor}
    return await client.world.visit(await contact(client.world.here, **mine))


async def desk_reads(client: Client, entry_id: str) -> dict[str, Any]:
    data = await client.data(client.world.caller(Function.DESK_AGENT), READ, id=entry_id)
    node: dict[str, Any] = data["node"]
    return node


@pytest.mark.policy("S27")
async def test_an_instruction_opens_the_next_read_and_its_withdrawal_closes_it() -> None:
    client = Client(await small_world())
    entry_id = await entry(client)
    closed = {"visitReason": {"state": "WITHHELD", "value": None}, "privacy": {"instruction": None}}
    assert await desk_reads(client, entry_id) == closed

    payload = await given(client, validUntil="2026-11-30T09:00:00+01:00")
    order = payload["instruction"]["id"]
    assert payload == {
        "instruction": {
            "id": order,
            "categories": ["REASON"],
            "purposes": ["APPOINTMENT"],
            "text": "Lire le motif.",
            "validFrom": "2026-11-23T08:00:00Z",
            "validUntil": "2026-11-30T08:00:00Z",
            "givenAt": "2026-11-23T08:00:00Z",
            "withdrawnAt": None,
            "professional": {"id": client.world.doctor},
        },
        "errors": [],
    }
    assert await desk_reads(client, entry_id) == {
        "visitReason": {"state": "CLEAR", "value": "Vaccin"},
        "privacy": {"instruction": {"id": order}},
    }

    ended = await withdrawn(client, Function.PROFESSIONAL, order)
    assert ended["instruction"]["withdrawnAt"] == "2026-11-23T08:00:00Z"
    assert await desk_reads(client, entry_id) == closed


@pytest.mark.parametrize("function", [Function.DESK_AGENT, Function.ASSISTANT, Function.ANONYMOUS])
async def test_only_the_controller_orders_and_takes_back(function: Function) -> None:
    client = Client(await small_world())
    order = await instruction(client.world.doctor, client.world.here.operator_id)
    async with nothing_written():
        refused = [await given(client, function), await withdrawn(client, function, order)]
    for payload in refused:
        assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "")]
        assert payload["errors"][0]["articles"] == ["28(3)(a)", "29"]


async def test_every_fault_of_an_order_is_told_at_once() -> None:
    client = Client(await small_world())
    order: dict[str, Any] = {"categories": ["NOTE"], "purposes": [], "text": " "}
    async with nothing_written():
        payload = await given(client, **order, validUntil="2026-11-23T08:00:00Z")
    assert refusals(payload) == [
        ("NotAllowed", "NOT_ALLOWED", "categories"),
        ("InvalidInput", "MISSING_REQUIRED_DATA", "purposes"),
        ("InvalidInput", "INVALID_TEXT", "text"),
        ("InvalidInput", "INVALID_PERIOD", "validUntil"),
    ]


async def test_anothers_instruction_is_not_found_and_one_withdrawn_stays_so() -> None:
    client = Client(await small_world())
    operator = client.world.here.operator_id
    theirs = await instruction(client.world.colleague, operator)
    ended = await instruction(client.world.doctor, operator, withdrawn_at=1)
    async with nothing_written():
        absent = await withdrawn(client, Function.PROFESSIONAL, theirs)
        twice = await withdrawn(client, Function.PROFESSIONAL, ended)
    assert refusals(absent) == [("NotFound", "NOT_FOUND", "id")]
    assert refusals(twice) == [("WrongState", "WRONG_STATE", "id")]
