"""Purposes: an instruction opens for what it names; a request may declare less than its function serves."""

from typing import Any, Final

import pytest

from models.words import Channel, Function, PartyKind, Preset, Purpose
from permissions.caller import DEFAULT_PURPOSES
from tests.factories import instruction
from tests.schema.reading.cabinet import full_cabinet, small_cabinet
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

REASON: Final = """
query ($id: ID!) {
  viewer { purposes }
  node(id: $id) { ... on Appointment { visitReason { state value why { code } unlock } } }
}
"""
OPENED: Final = {"CLEAR": None, "WITHHELD": "PURPOSE_OUTSIDE"}


async def asked_for(client: Client, role: str, visit: str, purpose: str | None) -> Any:
    cabinet_caller = client.world.caller(Function.DESK_AGENT if role == "desk" else Function.PROFESSIONAL)
    answer = await client.ask(cabinet_caller, REASON, {"x-purpose": purpose} if purpose else None, id=visit)
    reason = answer["data"]["node"]["visitReason"]
    code = reason["why"]["code"] if reason["why"] else None
    assert OPENED[reason["state"]] == code
    assert (reason["value"] is None) == (reason["state"] == "WITHHELD")
    assert purpose is None or answer["data"]["viewer"]["purposes"] in ([purpose], [])
    return reason["state"]


@pytest.mark.policy("S9c", "S27")
async def test_a_purpose_outside_the_instruction_stays_masked() -> None:
    cabinet = await small_cabinet()
    world, client = cabinet.world, Client(cabinet.world)
    entry = await cabinet.plant("own", Channel.AGENDA, {"professional_id": world.doctor})
    await instruction(world.doctor, world.here.operator_id, purposes="CARE RELATIVE_APPOINTMENT")

    seen = {
        purpose: await asked_for(client, "desk", entry.appointment_id, purpose)
        for purpose in (None, *map(str, Purpose))
    }

    assert {purpose for purpose, state in seen.items() if state == "CLEAR"} == {None, "RELATIVE_APPOINTMENT"}


async def test_a_controller_is_not_bound_by_the_purposes_of_his_instructions() -> None:
    cabinet = await small_cabinet()
    world, client = cabinet.world, Client(cabinet.world)
    entry = await cabinet.plant("own", Channel.AGENDA, {"professional_id": world.doctor})
    await instruction(world.doctor, world.here.operator_id, purposes="CARE")

    for purpose in (None, "CARE", "REMINDER"):
        assert await asked_for(client, "professional", entry.appointment_id, purpose) == "CLEAR"


@pytest.mark.policy("S9a")
def test_putting_in_touch_is_a_purpose_of_who_answers_the_phone_and_of_the_booking_site() -> None:
    serving = {function for function, purposes in DEFAULT_PURPOSES.items() if Purpose.MATCHING in purposes}
    assert serving == {Function.DESK_AGENT, Function.PARTNER_SITE}


@pytest.mark.policy("S9a", "S16")
@pytest.mark.parametrize("role", ["partner", "nobody"])
async def test_the_directory_puts_in_touch_and_tells_nothing_of_anybodys_contacts(role: str) -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    asked = "{ professionals(first: 100) { nodes { displayName places { city } visitTypes { name } } } }"

    data = await client.data(cabinet.caller(role), asked)

    assert len(data["professionals"]["nodes"]) == 14
    assert client.last is not None
    secrets = [text for it in cabinet.records.values() for raw in it.raw.values() for text in raw.betraying]
    assert [text for text in secrets if text in client.last.text] == []


@pytest.mark.policy("S11")
def test_no_advertiser_is_among_those_who_may_receive_anything() -> None:
    assert set(PartyKind) == {"OPERATOR", "PROFESSIONAL", "PRACTICE", "PARTNER", "CONTACT", "NOBODY"}
    assert not any("ADVERT" in word or "MARKET" in word for word in (*Purpose, *Function, *PartyKind))
