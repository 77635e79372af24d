"""What was booked is the reason in part: it is told to whom the reason opens, and to who booked."""

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import DAY, HOUR, NOW, World, appointment, change, contact, instruction, small_world
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

TYPE = "Interruption de grossesse"
LISTED = "{ appointments { nodes { id visitType { name } visitReason { state } } } }"


async def entry(world: World, channel: Channel, **given: str) -> str:
    await change("visit_type", world.visit_type, name=TYPE)
    owner = {"professional_id": world.doctor} if channel is Channel.AGENDA else {}
    return await appointment(
        world.here,
        contact_id=await contact(world.here, channel=channel, **owner),
        professional_id=world.doctor,
        agenda_id=world.agenda,
        visit_type_id=world.visit_type,
        channel=channel,
        starts_at=NOW + 2 * HOUR,
        **given,
    )


async def told(client: Client, caller: Caller) -> bool:
    """Whether a caller who sees the one appointment is told its type; if not, no byte of it is there."""
    [node] = (await client.data(caller, LISTED))["appointments"]["nodes"]
    assert client.last is not None
    assert (TYPE in client.last.text) is (node["visitType"] is not None)
    return node["visitType"] is not None


AGENDA_ENTRY = {
    Function.PROFESSIONAL: True,
    Function.ASSISTANT: True,
    Function.DESK_AGENT: False,
    Function.PROTECTION_OFFICER: False,
    Function.TECHNICAL_ADMIN: False,
}


@pytest.mark.parametrize(("function", "expected"), AGENDA_ENTRY.items(), ids=str)
async def test_of_an_agenda_entry_the_type_is_told_where_the_reason_opens(
    function: Function, expected: bool
) -> None:
    client = Client(world := await small_world())
    await entry(world, Channel.AGENDA)

    assert await told(client, world.caller(function)) is expected


async def test_an_instruction_that_names_reason_opens_the_type_to_the_desk() -> None:
    client = Client(world := await small_world())
    await entry(world, Channel.AGENDA)
    await instruction(world.doctor, world.here.operator_id)

    assert await told(client, world.caller(Function.DESK_AGENT)) is True


async def test_the_desk_knows_the_type_of_what_it_controls_until_the_reading_period_ends() -> None:
    client = Client(world := await small_world())
    await entry(world, Channel.PHONE)
    desk = world.caller(Function.DESK_AGENT)

    assert await told(client, desk) is True
    client.now = NOW + 60 * DAY
    assert await told(client, desk) is False


async def test_a_partner_knows_what_it_booked_until_it_is_restricted() -> None:
    client = Client(world := await small_world())
    booked = await entry(world, Channel.ONLINE, partner_id=world.partner)
    partner = world.caller(Function.PARTNER_SITE)

    assert await told(client, partner) is True
    await change("appointment", booked, restricted_at=NOW - DAY)
    assert await told(client, partner) is False
