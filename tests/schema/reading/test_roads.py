"""Every road to a record shows the same of it as the direct one."""

from typing import Any

import pytest

from models.words import Preset
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.matrix import NEVER
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

DIRECT = """
query ($id: ID!) {
  node(id: $id) {
    ... on Appointment {
      id startsAt status
      visitReason { id state value display } note { id state value display }
      contact { id lastName { id state value display } birthDate { id state value display } }
    }
  }
}
"""
ROADS = """
query ($id: ID!, $contact: ID!, $professional: ID!, $from: DateTime!, $to: DateTime!) {
  ids: nodes(ids: [$id]) { ...Visit }
  twice: nodes(ids: [$id, $id]) { ... on Node { ...Visit } }
  edges: appointments(first: 100) { edges { node { ...Visit } } }
  list: appointments(first: 100) { nodes { ...Visit } }
  narrowed: appointments(first: 5, filter: {contactId: $contact}) { nodes { ...Visit } }
  agenda(professionalId: $professional, from: $from, to: $to) { ...Visit }
}
fragment Visit on Appointment {
  id startsAt status
  ...Words
  contact { ... on Node { id } ...Person }
}
fragment Words on Appointment { visitReason { ...Text } note { ... on PersonalValue { ...Value } ...Text } }
fragment Person on Contact {
  lastName { ...Value ...Text }
  birthDate { ...Value ... on PersonalDate { value } }
}
fragment Text on PersonalText { id state value display }
fragment Value on PersonalValue { id state display }
"""
ALIASED = """
query ($id: ID!) {
  node(id: $id) {
    ... on Appointment {
      note: visitReason { ...Sight } visitReason: note { ...Sight }
      a: visitReason @include(if: true) { ...Sight } b: visitReason @skip(if: false) { ...Sight }
      contact { phone: lastName { ...Sight } lastName: phone { ...Sight } }
    }
  }
}
fragment Sight on PersonalText { id state value display }
"""
WINDOW = {"from": "2026-11-23T00:00:00Z", "to": "2026-12-20T00:00:00Z"}
ROLES = ("staff", "desk", "partner", "parent", "booker", "officer", "admin", *NEVER)
NAMES = (
    "agenda",
    "phone",
    "visit-limited",
    "online",
    "online-borrowed",
    "child",
    "child-secret-own",
    "adult",
    "order-reason",
)


async def answers(client: Client, cabinet: Cabinet, role: str, name: str) -> tuple[Any, list[Any]]:
    record, caller = cabinet.records[name], cabinet.caller(role)
    direct = await client.data(caller, DIRECT, id=record.appointment_id)
    others = await client.data(
        caller,
        ROADS,
        id=record.appointment_id,
        contact=record.contact_id,
        professional=record.professional_id,
        **WINDOW,
    )
    rows = [
        *others["ids"],
        *others["twice"],
        *([edge["node"] for edge in others["edges"]["edges"]]),
        *others["list"]["nodes"],
        *others["narrowed"]["nodes"],
        *others["agenda"],
    ]
    return direct["node"], [row for row in rows if row is None or row["id"] == record.appointment_id]


@pytest.mark.policy("S6g", "S26", "S28")
async def test_every_road_shows_a_record_as_the_direct_one_does_or_not_at_all() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    for role in ROLES:
        for name in NAMES:
            direct, rows = await answers(client, cabinet, role, name)
            roads = 3 if direct is None else 7
            assert rows == [direct] * roads, (role, name)


async def test_an_alias_shows_what_its_field_shows_and_not_what_its_name_says() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    for role in ("desk", "staff", "officer", "admin"):
        for name in ("agenda", "phone", "phone-over"):
            direct, _ = await answers(client, cabinet, role, name)
            data = await client.data(cabinet.caller(role), ALIASED, id=cabinet.records[name].appointment_id)
            visit = data["node"]
            assert visit["note"] == visit["a"] == visit["b"] == direct["visitReason"]
            assert visit["visitReason"] == direct["note"]
            assert visit["contact"]["phone"] == direct["contact"]["lastName"]


async def test_a_personal_value_has_no_road_of_its_own() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    record = cabinet.records["agenda"]
    doctor = cabinet.caller("professional", record)

    for name in (f"{record.appointment_id}.visitReason", f"{record.contact_id}.lastName"):
        assert await client.data(doctor, "query ($id: ID!) { node(id: $id) { id } }", id=name) == {
            "node": None
        }


async def test_a_fragment_that_skips_the_record_opens_nothing() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    hidden = "query ($id: ID!) { node(id: $id) { ... on Contact { lastName { value } } } }"

    data = await client.data(cabinet.caller("desk"), hidden, id=cabinet.records["phone"].appointment_id)

    assert data == {"node": {}}
