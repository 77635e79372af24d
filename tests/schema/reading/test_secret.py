"""A minor's secret: no sign of it for the representative, and silence that is byte-equal to emptiness."""

from typing import Final

import pytest

import resolvers.booking.appointments
import resolvers.booking.by_id
from models.storage.reading import counting_statements
from models.words import Preset
from permissions.scope import EVERYTHING
from tests.factories import change
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

EVERYWHERE: Final = """
query ($child: ID!, $visit: ID!, $doctor: ID!) {
  appointments(first: 100, filter: {contactId: $child}) { nodes { id } pageInfo { hasNextPage endCursor } }
  node(id: $visit) { id }
  nodes(ids: [$visit]) { id }
  agenda(professionalId: $doctor, from: "2026-11-23T00:00:00Z", to: "2026-12-20T00:00:00Z") {
    id contact { id }
  }
}
"""
VALUES: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on Appointment {
      visitReason { state value display why { code rule text } unlock }
      note { state value display why { code rule text } unlock }
      privacy { callerRole states { category state role rule articles code unlock text } }
    }
  }
}
"""
EXPLAINED: Final = """
query ($id: ID!) { explainAccess(record: $id) { category state role rule articles code unlock text } }
"""


@pytest.mark.policy("S6h")
async def test_no_road_of_the_representative_leads_to_a_secret_visit() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    parent = cabinet.caller("parent")
    for name in ("child-secret", "child-secret-own"):
        record = cabinet.records[name]
        data = await client.data(
            parent,
            EVERYWHERE,
            child=record.contact_id,
            visit=record.appointment_id,
            doctor=record.professional_id,
        )
        agenda = data.pop("agenda")
        assert data == {
            "appointments": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
            "node": None,
            "nodes": [None],
        }
        assert record.appointment_id not in {each["id"] for each in agenda}
        assert record.contact_id not in {each["contact"]["id"] for each in agenda}


async def test_a_child_with_a_secret_looks_like_a_child_without_a_visit() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    record = cabinet.records["child-secret"]
    asked = """query ($child: ID!) {
      appointments(filter: {contactId: $child}) { nodes { id visitReason { state } } }
    }"""

    async def seen() -> tuple[bytes, list[str]]:
        with counting_statements() as statements:
            await client.ask(
                cabinet.caller("parent"), asked, {"x-request-id": "fixed-request-id"}, child=record.contact_id
            )
        assert client.last is not None
        return client.last.content, statements.texts

    with_secret = await seen()
    await change("appointment", record.appointment_id, contact_id=cabinet.records["phone"].contact_id)

    assert await seen() == with_secret


async def through_the_first_wall(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Break the scope, to see what the lens shows of a row that should not be there."""
    for module in (resolvers.booking.by_id, resolvers.booking.appointments):
        monkeypatch.setattr(module, "appointments_of", lambda _: EVERYTHING)
    return Client(cabinet.world)


@pytest.mark.policy("S6h", "S28")
async def test_silence_is_byte_for_byte_emptiness_even_behind_a_broken_scope(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = await through_the_first_wall(cabinet, monkeypatch)
    secret, plain = cabinet.records["child-secret"], cabinet.records["child"]
    await change("appointment", plain.appointment_id, reason=None, note=None)
    parent = cabinet.caller("parent")

    async def seen(query: str, visit: str) -> tuple[bytes, list[str]]:
        with counting_statements() as statements:
            await client.ask(parent, query, {"x-request-id": "fixed-request-id"}, id=visit)
        assert client.last is not None
        return client.last.content, statements.texts

    silent = await seen(VALUES, secret.appointment_id)

    assert silent == await seen(VALUES, plain.appointment_id)
    assert await seen(EXPLAINED, secret.appointment_id) == await seen(EXPLAINED, plain.appointment_id)
    assert silent[0].count(b'"state":"EMPTY","value":null,"display":"","why":null,"unlock":[]') == 2
