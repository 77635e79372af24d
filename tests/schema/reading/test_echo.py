"""Hostile arguments: a typed answer, never a fault, and nothing of what was sent comes back or is logged."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from models.words import Function
from tests.factories import appointment, contact, small_world
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

MARK = "Zorglub7731"

AGENDA = 'agenda(professionalId: $x, from: "2026-11-23T00:00:00Z", to: "2026-11-24T00:00:00Z") { id }'
ID = "query ($x: ID!) "
TEXT = "query ($x: String!) "

OPERATIONS = {
    "node": ID + "{ node(id: $x) { id } }",
    "nodes": ID + "{ nodes(ids: [$x, $x]) { id } }",
    "agenda": ID + "{ " + AGENDA + " }",
    "explain": ID + "{ explainAccess(record: $x) { state } }",
    "by contact": ID + "{ appointments(filter: {contactId: $x}) { nodes { id } } }",
    "by professional": ID + "{ appointments(filter: {professionalId: $x}) { nodes { id } } }",
    "instructions": ID + "{ instructions(professionalId: $x) { nodes { id } } }",
    "professional by id": ID + "{ professional(by: {id: $x}) { id } }",
    "professional by slug": TEXT + "{ professional(by: {slug: $x}) { id } }",
    "professional by RPPS": TEXT + "{ professional(by: {rpps: $x}) { id } }",
    "professional by SIRET": TEXT + "{ professional(by: {siret: $x}) { id } }",
    "directory by name": TEXT + "{ professionals(filter: {name: $x}) { nodes { id } } }",
    "directory by profession": TEXT + "{ professionals(filter: {profession: $x}) { nodes { id } } }",
    "directory by specialty": TEXT + "{ professionals(filter: {specialty: $x}) { nodes { id } } }",
    "directory by town": TEXT + "{ professionals(filter: {city: $x}) { nodes { id } } }",
    "directory by language": TEXT + "{ professionals(filter: {language: $x}) { nodes { id } } }",
    "search by name": TEXT + "{ contacts(search: {name: {name: $x}}) { nodes { id } } }",
    "search by phone": "query ($x: PhoneNumber!) { contacts(search: {phone: $x}) { nodes { id } } }",
    "search by e-mail": "query ($x: EmailAddress!) { contacts(search: {email: $x}) { nodes { id } } }",
    "search by birth": "query ($x: Date!) "
    '{ contacts(search: {name: {name: "Roy", birthDate: $x}}) { nodes { id } } }',
    "appointments after": TEXT + "{ appointments(after: $x) { nodes { id } } }",
    "directory after": TEXT + "{ professionals(after: $x) { nodes { id } } }",
    "instructions after": TEXT + "{ instructions(after: $x) { nodes { id } } }",
    "contacts after": TEXT + '{ contacts(search: {name: {name: "Roy"}}, after: $x) { nodes { id } } }',
    "from": "query ($x: DateTime!) { appointments(filter: {from: $x}) { nodes { id } } }",
    "status": "query ($x: AppointmentStatus!) { appointments(filter: {status: $x}) { nodes { id } } }",
}

HOSTILE = [
    MARK,
    "",
    " ",
    "\x00",
    f"con_{MARK}\x00",
    "con_aaaaaaaaaaaaaaaaaaa\x00",
    "con_²²²²²²²²²²²²²²²²²²²²",
    "%",
    "' OR 1=1 --",
    "=" * 40,
    "é" * 300,
    f"{MARK}@" + "a" * 250,
    "1" * 5000,
]


@pytest.mark.parametrize("name", OPERATIONS)
async def test_a_hostile_argument_is_answered_with_a_code_and_never_echoed(name: str) -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    for sent in HOSTILE:
        with capture_logs() as lines:
            answer = await client.ask(desk, OPERATIONS[name], x=sent)
        assert client.last is not None
        codes = {each["extensions"]["code"] for each in answer.get("errors", ())}
        assert codes <= {"BAD_USER_INPUT", "NOT_FOUND"}, (sent[:40], answer)
        assert client.last.status_code < 500
        assert MARK not in client.last.text
        assert MARK not in json.dumps(lines, default=repr)


async def test_a_purpose_that_is_none_is_refused_without_its_word() -> None:
    client = Client(world := await small_world())

    answer = await client.ask(
        world.caller(Function.DESK_AGENT), "{ viewer { function } }", {"x-purpose": MARK}
    )

    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_REQUEST"]
    assert client.last is not None
    assert MARK not in client.last.text


@pytest.mark.parametrize("function", list(Function))
async def test_a_page_size_beyond_the_bounds_is_refused_alike_on_every_connection(function: Function) -> None:
    client = Client(world := await small_world())
    await appointment(
        world.here,
        contact_id=await contact(world.here),
        professional_id=world.doctor,
        agenda_id=world.agenda,
        visit_type_id=world.visit_type,
        starts_at=client.now,
    )

    async def answer(connection: str, first: int) -> list[Any]:
        asked = await client.ask(
            world.caller(function), f"{{ {connection}(first: {first}) {{ nodes {{ id }} }} }}"
        )
        return [each["extensions"]["code"] for each in asked["errors"]]

    for connection in ("appointments", "professionals", "instructions"):
        assert await answer(connection, 0) == ["BAD_USER_INPUT"]
        assert (await answer(connection, 101))[0] in {"BAD_USER_INPUT", "COST_LIMIT_EXCEEDED"}
        assert (await answer(connection, -1))[0] in {"BAD_USER_INPUT", "COST_LIMIT_EXCEEDED"}
