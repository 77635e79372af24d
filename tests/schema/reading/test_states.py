"""Every state over the table, for every role, through HTTP; and silence that is byte-equal to emptiness."""

from dataclasses import replace
from typing import Any, Final

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import change
from tests.schema.reading.cabinet import Cabinet, small_cabinet
from tests.schema.reading.planted import Planted
from tests.schema.reading.sight import SIGHT, Sight, differences, sight_of
from tests.schema.reading.states import STATES, cabinet_of_states
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

PURPOSE_OF: Final = {"reminding": "REMINDER", "straying": "CARE"}
OWN: Final = ("professional", "subject")


def caller_in(cabinet: Cabinet, role: str, record: Planted | None = None) -> Caller:
    if role in PURPOSE_OF:
        return cabinet.caller("desk")
    if role == "member":
        return replace(cabinet.caller("colleague"), in_care_team=True)
    return cabinet.caller(role, record)


async def look(client: Client, cabinet: Cabinet, role: str, record: Planted | None = None) -> Sight:
    contacts = [each.contact_id for each in cabinet.records.values()]
    purpose = PURPOSE_OF.get(role)
    headers = {"x-purpose": purpose} if purpose else None
    answer = await client.ask(caller_in(cabinet, role, record), SIGHT, headers, contacts=contacts)
    assert client.last is not None
    return sight_of(answer, client.last.text + str(client.last.headers))


@pytest.mark.policy("S5", "S21d", "S21f", "S9c", "S10", "S12")
async def test_every_state_closes_what_the_law_says_it_closes_and_for_nobody_else() -> None:
    cabinet = await cabinet_of_states()
    client = Client(cabinet.world)
    found: list[str] = []
    for role, cells in STATES.items():
        assert set(cells) == set(cabinet.records)
        shared = None if role in OWN else await look(client, cabinet, role)
        for name, record in cabinet.records.items():
            sight = shared or await look(client, cabinet, role, record)
            found += [f"{role}, {name}, {each}" for each in differences(sight, record, cells[name])]
    assert found == []


WHOLE: Final = """
query ($visit: ID!, $person: ID!) {
  visit: node(id: $visit) { ... on Appointment {
    id version status visitType { name }
    visitReason { id state value display why { code } unlock }
    note { id state value display why { code } unlock }
    privacy { callerRole states { category state role rule articles code unlock text } }
  } }
  person: node(id: $person) { ... on Contact {
    id version treatingPhysician { id state value display why { code } unlock }
    privacy { callerRole states { category state role rule articles code unlock text } }
  } }
  explainAccess(record: $visit) { category state role rule articles code unlock text }
}
"""


@pytest.mark.parametrize("function", [Function.PROFESSIONAL, Function.ASSISTANT])
async def test_what_a_person_hides_is_byte_equal_to_what_was_never_there(function: Function) -> None:
    cabinet = await small_cabinet()
    record = await cabinet.plant("hidden", Channel.PHONE, author=cabinet.world.here.operator_id)
    client, caller = Client(cabinet.world), cabinet.world.caller(function)

    async def bytes_of() -> Any:
        await client.data(caller, WHOLE, visit=record.appointment_id, person=record.contact_id)
        assert client.last is not None
        return client.last.content

    full = await bytes_of()
    await change("contact", record.contact_id, states="HIDDEN:*")
    hidden = await bytes_of()
    await change("contact", record.contact_id, states=None, physician=None)
    await change("appointment", record.appointment_id, reason=None, note=None)
    empty = await bytes_of()

    assert hidden == empty
    assert hidden != full


async def test_an_objection_tells_nothing_to_whom_the_value_is_withheld_anyway() -> None:
    cabinet = await small_cabinet()
    record = await cabinet.plant("objected", Channel.AGENDA, {"professional_id": cabinet.world.doctor})
    client = Client(cabinet.world)
    answers: dict[str, list[Any]] = {}
    for states in (None, "CONSENT_WITHDRAWN:CARE OBJECTED:APPOINTMENT OPPOSED:pro_x"):
        await change("contact", record.contact_id, states=states)
        for role in ("admin", "officer"):
            data = await client.data(
                cabinet.caller(role), WHOLE, visit=record.appointment_id, person=record.contact_id
            )
            answers.setdefault(role, []).append(data)

    assert answers["admin"][0] == answers["admin"][1]
    assert answers["officer"][0] == answers["officer"][1]
