"""The booking partner: its own bookings and the directory, and nothing once its guarantee has expired."""

from typing import Any, Final

import pytest

from models.words import Function, Preset
from permissions.caller import Caller
from tests.factories import NOW, change, rows_of
from tests.schema.reading.cabinet import full_cabinet
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

OWN: Final = {"online", "online-over", "online-borrowed", "online-limited", "online-erased"}
ASKED: Final = """
query ($visit: ID!, $person: ID!, $phone: PhoneNumber!) {
  appointments(first: 100) { nodes { id } pageInfo { hasNextPage } }
  nodes(ids: [$visit, $person]) { id }
  contacts(search: {phone: $phone}) { nodes { id } }
  professionals(first: 1) { nodes { displayName } }
}
"""
BOOK: Final = """
mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment { id visitReason { state value } }
    errors { ... on UserError { code } }
  }
}
"""


@pytest.mark.policy("S11", "S12", "S16")
async def test_a_partner_reads_its_own_bookings_and_no_other() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)

    data = await client.data(cabinet.caller("partner"), "{ appointments(first: 100) { nodes { id } } }")

    assert {each["id"] for each in data["appointments"]["nodes"]} == {
        cabinet.records[name].appointment_id for name in OWN
    }


@pytest.mark.policy("S15")
async def test_a_partner_whose_guarantee_expired_sees_the_directory_and_nothing_else() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    world, client = cabinet.world, Client(cabinet.world)
    record, partner = cabinet.records["online"], cabinet.caller("partner")

    async def seen(until: int | None) -> Any:
        await change("partner", world.partner, guarantee_until=until)
        ids = {"visit": record.appointment_id, "person": record.contact_id}
        return await client.data(partner, ASKED, **ids, phone=record.raw["phone"].value)

    whole, valid = await seen(None), await seen(NOW)
    lapsed = await seen(NOW - 1)

    assert whole == valid
    assert len(whole["appointments"]["nodes"]) == len(OWN)
    assert lapsed == {
        "appointments": {"nodes": [], "pageInfo": {"hasNextPage": False}},
        "nodes": [None, None],
        "contacts": {"nodes": []},
        "professionals": whole["professionals"],
    }


@pytest.mark.policy("S15")
async def test_a_partner_whose_guarantee_expired_books_nothing() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    world, client = cabinet.world, Client(cabinet.world)
    await change("partner", world.partner, guarantee_until=NOW - 1)
    before = await rows_of("appointment"), await rows_of("claim")

    answer = await booked(client, cabinet.caller("partner"), cabinet.records["online"].contact_id)

    assert answer == {"appointment": None, "errors": [{"code": "NOT_FOUND"}]}
    assert (await rows_of("appointment"), await rows_of("claim")) == before


async def booked(client: Client, caller: Caller, contact_id: str, **given: Any) -> Any:
    world = client.world
    asked = {
        "agendaId": world.lawyer_agenda,
        "visitTypeId": world.lawyer_visit_type,
        "contactId": contact_id,
        "startsAt": "2026-11-26T09:00:00+01:00",
        "reason": "Licenciement",
        **given,
    }
    return (await client.data(caller, BOOK, input=asked))["bookAppointment"]


READ: Final = "query ($id: ID!) { node(id: $id) { ... on Appointment { visitReason { state value } } } }"


@pytest.mark.policy("S6f", "S16")
async def test_what_a_partner_wrote_is_clear_in_the_answer_and_withheld_on_every_later_read() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client, partner = Client(cabinet.world), cabinet.caller("partner")
    person = cabinet.records["online"].contact_id

    first = await booked(client, partner, person, idempotencyKey="once")
    read = await client.data(partner, READ, id=first["appointment"]["id"])
    again = await booked(client, partner, person, idempotencyKey="once")

    assert first["appointment"]["visitReason"] == {"state": "CLEAR", "value": "Licenciement"}
    assert read == {"node": {"visitReason": {"state": "WITHHELD", "value": None}}}
    assert again == first


async def test_the_answer_kept_for_one_caller_is_not_given_to_another() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client, world = Client(cabinet.world), cabinet.world
    person = cabinet.records["online"].contact_id
    mine = await booked(client, cabinet.caller("partner"), person, idempotencyKey="once")
    assert mine["errors"] == []

    other_client = world.caller(Function.PARTNER_SITE, account_id="api_other")
    taken = await booked(client, other_client, person, idempotencyKey="once")
    rival = await booked(client, cabinet.caller("rival"), person, idempotencyKey="once")
    unknown = await booked(client, cabinet.caller("rival"), "con_" + "a" * 20, idempotencyKey="other")

    assert taken == {"appointment": None, "errors": [{"code": "SLOT_TAKEN"}]}
    assert rival == unknown == {"appointment": None, "errors": [{"code": "NOT_FOUND"}]}
