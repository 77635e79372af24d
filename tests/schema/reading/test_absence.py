"""A record outside scope and an unknown id are the same answer, by the same statements."""

from typing import Any, Final

import pytest

from models.ids import Kind, new_id
from models.storage.reading import counting_statements
from models.words import Function, Preset
from permissions.caller import Caller
from tests.factories import instruction
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.planted import Planted
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

PERSON: Final = "lastName { state value } privacy { callerRole controller { id } }"
VISIT: Final = f"startsAt visitReason {{ state value }} contact {{ {PERSON} }}"

PAGE: Final = "pageInfo { hasNextPage endCursor }"
WINDOW: Final = 'from: "2026-11-23T00:00:00Z", to: "2026-12-20T00:00:00Z"'

ROADS: Final = {
    "node": f"node(id: $id) {{ id ... on Appointment {{ {VISIT} }} ... on Contact {{ {PERSON} }} }}",
    "nodes": f"nodes(ids: [$id, $id]) {{ id ... on Appointment {{ {VISIT} }} }}",
    "explainAccess": "explainAccess(record: $id) { category state }",
    "by contact": f"appointments(filter: {{contactId: $id}}) {{ nodes {{ {VISIT} }} {PAGE} }}",
    "by professional": f"appointments(filter: {{professionalId: $id}}) {{ nodes {{ {VISIT} }} {PAGE} }}",
    "agenda": f"agenda(professionalId: $id, {WINDOW}) {{ {VISIT} }}",
    "instructions": f"instructions(professionalId: $id) {{ nodes {{ id text }} {PAGE} }}",
}

KIND_OF: Final = {
    "node": (Kind.APPOINTMENT, Kind.CONTACT),
    "nodes": (Kind.APPOINTMENT, Kind.CONTACT),
    "explainAccess": (Kind.APPOINTMENT, Kind.CONTACT),
    "by contact": (Kind.CONTACT,),
    "by professional": (Kind.PROFESSIONAL,),
    "agenda": (Kind.PROFESSIONAL,),
    "instructions": (Kind.PROFESSIONAL,),
}

# Records of which a role may know nothing; the subject is another person than the record's.
FOREIGN: Final = {
    "professional": ("order-all", "order-phone"),
    "staff": ("order-all", "order-phone"),
    "colleague": ("agenda", "phone", "online", "agenda-erased", "agenda-limited"),
    "outsider": ("agenda", "phone", "child-secret", "phone-erased"),
    "partner": ("agenda", "phone", "child", "phone-erased", "order-reason"),
    "rival": ("online", "online-limited", "online-erased", "online-borrowed"),
    "lapsed": ("online", "agenda"),
    "subject": ("agenda", "online", "child", "phone-limited"),
    "parent": ("agenda", "adult", "child-ended", "child-later", "online-erased"),
    "booker": ("child", "agenda", "child-secret", "phone"),
    "nobody": ("agenda", "phone", "online", "child", "adult", "order-all"),
}


def ids_of(record: Planted, road: str) -> list[tuple[Kind, str]]:
    owned = {
        Kind.APPOINTMENT: record.appointment_id,
        Kind.CONTACT: record.contact_id,
        Kind.PROFESSIONAL: record.professional_id,
    }
    return [(kind, owned[kind]) for kind in KIND_OF[road]]


async def answered(client: Client, caller: Caller, road: str, record_id: str) -> tuple[int, bytes, list[str]]:
    """Return all that a client and a patient observer see of one answer."""
    with counting_statements() as statements:
        operation = f"query ($id: ID!) {{ {ROADS[road]} }}"
        await client.ask(caller, operation, {"x-request-id": "fixed-request-id"}, id=record_id)
    assert client.last is not None
    return client.last.status_code, client.last.content, statements.texts


def caller_of(cabinet: Cabinet, role: str, name: str) -> Caller:
    if role == "professional":
        return cabinet.world.caller(Function.PROFESSIONAL)
    if role == "subject":
        return cabinet.caller("subject", cabinet.records["phone" if name != "phone" else "online"])
    return cabinet.caller(role)


@pytest.mark.policy("S6g", "S14", "S16", "S26")
async def test_a_foreign_record_and_an_unknown_id_are_one_answer_by_the_same_statements() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    compared = 0
    for role, names in FOREIGN.items():
        for name in names:
            caller = caller_of(cabinet, role, name)
            for road in ROADS:
                for kind, foreign in ids_of(cabinet.records[name], road):
                    if kind is Kind.PROFESSIONAL and not only_foreign(role, road):
                        continue
                    unknown = await answered(client, caller, road, new_id(kind))
                    assert await answered(client, caller, road, foreign) == unknown, (role, name, road)
                    assert foreign.encode() not in unknown[1]
                    compared += 1
    assert compared > 250


def only_foreign(role: str, road: str) -> bool:
    """Whether a role has nothing with the professionals of its foreign records."""
    return role in {"colleague", "outsider", "rival", "lapsed", "nobody"} or road == "instructions"


@pytest.mark.policy("S26", "S27")
async def test_instructions_exist_for_who_gave_them_and_who_was_given_them() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    world, client = cabinet.world, Client(cabinet.world)
    given = await instruction(world.doctor, world.here.operator_id, text="Ordre du docteur")
    asked = """query ($id: ID!) {
      node(id: $id) { ... on Instruction { text } } instructions(first: 100) { nodes { id } }
    }"""

    async def knows(role: str, record: Planted | None = None) -> tuple[bool, bool]:
        data = await client.data(cabinet.caller(role, record), asked, id=given)
        return bool(data["node"]), given in {each["id"] for each in data["instructions"]["nodes"]}

    for role in ("staff", "desk", "officer"):
        assert await knows(role) == (True, True), role
    assert await knows("professional", cabinet.records["agenda"]) == (True, True)
    assert await knows("professional", cabinet.records["order-all"]) == (False, False)
    assert await knows("subject", cabinet.records["agenda"]) == (False, False)
    for role in ("colleague", "outsider", "partner", "rival", "parent", "booker", "admin", "nobody"):
        assert await knows(role) == (False, False), role


async def test_an_instruction_to_another_processor_is_not_told_to_ours() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    record = cabinet.records["order-elsewhere"]
    asked = """query ($id: ID!, $professional: ID!) {
      node(id: $id) { ... on Appointment { privacy { instruction { id } } } }
      instructions(professionalId: $professional) { nodes { id } }
    }"""

    async def told(role: str) -> Any:
        return await client.data(
            cabinet.caller(role, record), asked, id=record.appointment_id, professional=record.professional_id
        )

    nothing = {"node": {"privacy": {"instruction": None}}, "instructions": {"nodes": []}}
    assert await told("desk") == nothing
    assert len((await told("professional"))["instructions"]["nodes"]) == 1
