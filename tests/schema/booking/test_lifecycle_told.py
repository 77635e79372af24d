"""What a caller is told it may do is what then happens."""

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import NOW, change, contact, small_world
from tests.support.changing import codes
from tests.support.client import Client
from tests.support.lives import STATES, change_by, online_contact, visit_in
from tests.support.slots import at, epoch

pytestmark = pytest.mark.usefixtures("databases")

TOLD = """
query ($id: ID!) {
  node(id: $id) { ... on Appointment { viewerCanCancel viewerCanConfirm viewerCanApprove } }
}
"""
DONE_BY = {
    "viewerCanCancel": ("cancelAppointment", "rescheduleAppointment"),
    "viewerCanConfirm": ("confirmAppointment",),
    "viewerCanApprove": ("approveAppointment", "declineAppointment"),
}
FUNCTIONS = [
    Function.PROFESSIONAL,
    Function.ASSISTANT,
    Function.DESK_AGENT,
    Function.PARTNER_SITE,
    Function.CONTACT,
]


async def _told(client: Client, caller: Caller, visit: str) -> dict[str, bool]:
    node = (await client.data(caller, TOLD, id=visit))["node"]
    return node or dict.fromkeys(DONE_BY, False)


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_viewer_can_equals_what_happens_in_every_state(function: Function) -> None:
    client = Client(world := await small_world())
    person = await online_contact(world)
    caller = world.caller(function, person if function is Function.CONTACT else None)
    for day, status in enumerate(STATES):
        for hour, (told, verb) in enumerate(
            (told, verb) for told, verbs in DONE_BY.items() for verb in verbs
        ):
            visit = await visit_in(world, person, status, at(f"{9 + hour:02}:00", 1 + day, 12))
            can = (await _told(client, caller, visit))[told]
            free = at(f"{9 + hour:02}:30", 1 + day, 12)
            given = {} if verb != "rescheduleAppointment" else _to(client, free)
            payload = await change_by(client, caller, verb, visit, **given)
            assert (codes(payload) == []) is can, (status, verb, codes(payload))


def _to(client: Client, starts_at: str) -> dict[str, object]:
    return {
        "slotId": None,
        "agendaId": client.world.agenda,
        "visitTypeId": client.world.visit_type,
        "startsAt": starts_at,
    }


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_viewer_can_equals_what_happens_late_expired_and_restricted(function: Function) -> None:
    client = Client(world := await small_world())
    person = await online_contact(world)
    caller = world.caller(function, person if function is Function.CONTACT else None)
    late, waiting = (
        await visit_in(world, person, "BOOKED"),
        await visit_in(world, person, "PENDING", at("10:00")),
    )
    client.now = epoch(at("09:00"))
    await change("appointment", waiting, pending_until=client.now)

    assert (await _told(client, caller, late))["viewerCanCancel"] is (
        codes(await change_by(client, caller, "cancelAppointment", late)) == []
    )
    for told, verbs in DONE_BY.items():
        assert (await _told(client, caller, waiting))[told] is False
        for verb in verbs:
            assert codes(await change_by(client, caller, verb, waiting)) != []
    client.now = NOW
    restricted = await visit_in(world, person, "BOOKED", at("11:00"))
    await change("contact", person, restricted_at=NOW)
    assert not any((await _told(client, caller, restricted)).values())
    assert codes(await change_by(client, caller, "cancelAppointment", restricted)) in (
        ["PROCESSING_RESTRICTED"],
        ["NOT_FOUND"],
        ["NOT_ALLOWED"],
    )


async def test_a_stranger_is_told_nothing_at_all() -> None:
    client = Client(world := await small_world())
    visit = await visit_in(world, await online_contact(world), "BOOKED")
    stranger = world.caller(Function.CONTACT, await contact(world.here))

    assert (await client.data(stranger, TOLD, id=visit))["node"] is None
