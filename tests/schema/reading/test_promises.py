"""What the policy promises: a public catalogue, one booking for all sectors, inputs that say why."""

from typing import Any, Final

import pytest
from graphql import GraphQLInputObjectType

from models.words import Category, Channel, Function
from permissions.fields import PERSONAL_FIELDS
from permissions.policy import TABLE
from schema.schema import schema
from tests.factories import contact, rows_of, small_world, visit_type
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

CATALOGUE: Final = """
{ privacyCatalog {
    field category special articles policyVersion rules { rule role shown explained articles }
} }
"""
BOOK: Final = """
mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment { professional { sector } visitReason { state value } }
    errors { __typename ... on UserError { code path } ... on InvalidInput { category } }
  }
}
"""


@pytest.mark.policy("S1", "S3")
async def test_anybody_may_read_what_is_held_and_who_sees_it_under_which_article() -> None:
    client = Client(world := await small_world())

    data = await client.data(world.caller(Function.ANONYMOUS), CATALOGUE)

    catalogue = data["privacyCatalog"]
    assert {each["field"] for each in catalogue} == set(PERSONAL_FIELDS)
    for each in catalogue:
        assert each["articles"], each["field"]
        assert [rule["rule"] for rule in each["rules"]] == [
            f"{standing}/{each['category'].lower()}" for standing in TABLE
        ]
        assert all(rule["articles"] and rule["explained"] for rule in each["rules"])


@pytest.mark.policy("S7")
async def test_one_mutation_books_in_every_sector_and_the_reason_follows_the_same_decision() -> None:
    client = Client(world := await small_world())
    desk = world.caller(Function.DESK_AGENT)
    sectors = []
    for agenda, kind in (
        (world.agenda, world.visit_type),
        (world.lawyer_agenda, world.lawyer_visit_type),
    ):
        person = await contact(world.here, channel=Channel.PHONE)
        asked = {"agendaId": agenda, "visitTypeId": kind, "contactId": person, "reason": "Conseil"}
        booked = await ask(client, desk, asked)
        assert booked["errors"] == []
        assert booked["appointment"]["visitReason"] == {"state": "CLEAR", "value": "Conseil"}
        sectors.append(booked["appointment"]["professional"]["sector"])
    assert sectors == ["HEALTH", "LEGAL"]


@pytest.mark.policy("S8")
async def test_a_booking_without_the_reason_it_needs_is_refused_and_says_which_datum_is_missing() -> None:
    client = Client(world := await small_world())
    needy = await visit_type(world.doctor, reason_required=True)
    asked = {"agendaId": world.agenda, "visitTypeId": needy, "contactId": await contact(world.here)}

    refused = await ask(client, world.caller(Function.DESK_AGENT), asked)

    assert refused["appointment"] is None
    assert refused["errors"] == [
        {
            "__typename": "InvalidInput",
            "code": "MISSING_REQUIRED_DATA",
            "path": ["reason"],
            "category": None,
        }
    ]
    assert await rows_of("appointment") == []


async def ask(client: Client, caller: Any, asked: dict[str, Any]) -> Any:
    asked = {"startsAt": "2026-11-24T09:00:00+01:00", **asked}
    return (await client.data(caller, BOOK, input=asked))["bookAppointment"]


@pytest.mark.policy("S8")
def test_every_personal_input_says_whether_it_is_mandatory_and_what_leaving_it_out_entails() -> None:
    inputs = [kind for kind in schema._schema.type_map.values() if isinstance(kind, GraphQLInputObjectType)]
    personal = {
        f"{kind.name}.{name}": field.description or ""
        for kind in inputs
        for name, field in kind.fields.items()
        if kind.name not in {"ContactSearch", "NameSearch"} and is_personal(field)
    }
    assert len(personal) >= 10
    assert [name for name, said in personal.items() if not said.startswith(("Mandatory", "Optional"))] == []


def is_personal(field: Any) -> bool:
    definition = field.extensions.get("strawberry-definition")
    return any(type(each).__name__ == "Personal" for each in getattr(definition, "directives", ()))


def test_the_catalogue_speaks_of_every_category() -> None:
    assert {field.category for field in PERSONAL_FIELDS.values()} == set(Category)
