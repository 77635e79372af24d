"""The screen stands: one record, two callers, two answers."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import HOUR, NOW, World, appointment, contact, instruction, small_world
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

AGENDA = """
query ($professional: ID!, $from: DateTime!, $to: DateTime!) {
  agenda(professionalId: $professional, from: $from, to: $to) {
    id startsAt channel status
    visitReason { id state value display why { code role rule articles } unlock }
    contact {
      id
      lastName { state value display }
      phone { state value display }
      birthDate { state value year }
    }
    privacy { callerRole rule controller { id name } instruction { id } states { category state } }
  }
}
"""


async def entry(world: World, channel: Channel, hours: int = 2) -> str:
    owner = {"professional_id": world.doctor} if channel is Channel.AGENDA else {}
    origin = world.doctor if channel is Channel.AGENDA else world.here.operator_id
    return await appointment(
        world.here,
        contact_id=await contact(world.here, channel=channel, **owner),
        professional_id=world.doctor,
        agenda_id=world.agenda,
        visit_type_id=world.visit_type,
        channel=channel,
        origin_party_id=origin,
        starts_at=NOW + hours * HOUR,
    )


async def asked(client: Client, function: Function) -> list[dict[str, Any]]:
    window = {"from": "2026-11-23T00:00:00Z", "to": "2026-11-30T00:00:00+01:00"}
    data = await client.data(
        client.world.caller(function), AGENDA, professional=client.world.doctor, **window
    )
    entries: list[dict[str, Any]] = data["agenda"]
    return entries


async def test_what_the_professional_wrote_is_clear_to_him_and_withheld_from_the_desk() -> None:
    client = Client(await small_world())
    await entry(client.world, Channel.AGENDA)

    [his] = await asked(client, Function.PROFESSIONAL)
    [theirs] = await asked(client, Function.DESK_AGENT)

    assert his["visitReason"]["state"] == "CLEAR"
    assert his["visitReason"]["value"] == "Vaccin"
    assert his["privacy"]["callerRole"] == "CONTROLLER"
    assert theirs["visitReason"] == {
        "id": f"{his['id']}.visitReason",
        "state": "WITHHELD",
        "value": None,
        "display": "Withheld",
        "why": {
            "code": "NO_INSTRUCTION",
            "role": "PROCESSOR",
            "rule": "processor/reason",
            "articles": ["28(3)(a)", "29", "25(2)"],
        },
        "unlock": ["ASK_INSTRUCTION"],
    }
    assert theirs["contact"]["lastName"] == {"state": "PARTIAL", "value": None, "display": "L."}
    assert theirs["contact"]["phone"]["display"] == "•• •• •• •• 78"
    assert theirs["contact"]["birthDate"] == {"state": "WITHHELD", "value": None, "year": None}
    assert client.last is not None
    assert "Vaccin" not in client.last.text
    assert "Lefèvre" not in client.last.text


async def test_what_came_by_phone_is_clear_to_the_desk_as_controller_and_to_who_is_visited() -> None:
    client = Client(await small_world())
    await entry(client.world, Channel.PHONE)

    [his] = await asked(client, Function.PROFESSIONAL)
    [theirs] = await asked(client, Function.DESK_AGENT)

    assert (his["visitReason"]["value"], his["privacy"]["callerRole"]) == ("Vaccin", "RECIPIENT")
    assert (theirs["visitReason"]["value"], theirs["privacy"]["callerRole"]) == ("Vaccin", "CONTROLLER")
    assert theirs["privacy"]["controller"] == {"id": client.world.here.operator_id, "name": "Optimum"}


async def test_an_instruction_that_names_reason_opens_it_to_the_desk() -> None:
    client = Client(await small_world())
    await entry(client.world, Channel.AGENDA)
    given = await instruction(client.world.doctor, client.world.here.operator_id)

    [theirs] = await asked(client, Function.DESK_AGENT)

    assert theirs["visitReason"]["value"] == "Vaccin"
    assert theirs["contact"]["lastName"]["state"] == "PARTIAL"
    assert theirs["privacy"]["instruction"] == {"id": given}
