"""createContact: what is typed is sealed, answered as its caller may see it, never echoed in a refusal."""

import json
from typing import Any

import pytest

from models.words import Function
from tests.factories import World, change, contact, rows_of, small_world
from tests.support.client import Client
from tests.support.errors import mutation, refusals
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

CREATE = mutation(
    "createContact",
    """
    contact {
      id channel version
      lastName { state value } firstName { value } birthName { state }
      birthDate { state value year }
      phone { state value } email { value }
      address { value { lines postcode city country } city }
      treatingPhysician { state value }
      privacy { callerRole }
    }
    """,
)

ZOE: dict[str, Any] = {
    "lastName": "Lefèvre",
    "firstName": "Zoé",
    "birthDate": "1980-02-29",
    "phone": "06 12 34 56 78",
    "email": "zoe@example.org",
    "address": {"lines": ["5 rue du golf"], "postcode": "21800", "city": "Quétigny"},
}


async def created(client: Client, function: Function, **given: Any) -> dict[str, Any]:
    data = await client.data(client.world.caller(function), CREATE, input=given)
    payload: dict[str, Any] = data["createContact"]
    return payload


async def test_the_desk_reads_what_it_wrote_in_the_form_it_is_kept() -> None:
    client = Client(await small_world())
    physician = {"name": "Dr Roux", "city": "Dijon", "rpps": "10001234565"}
    payload = await created(
        client,
        Function.DESK_AGENT,
        **ZOE,
        professionalId=client.world.doctor,
        treatingPhysician=physician,
    )
    contact_id = payload["contact"]["id"]
    assert payload == {
        "contact": {
            "id": contact_id,
            "channel": "PHONE",
            "version": 1,
            "lastName": {"state": "CLEAR", "value": "Lefèvre"},
            "firstName": {"value": "Zoé"},
            "birthName": {"state": "EMPTY"},
            "birthDate": {"state": "CLEAR", "value": "1980-02-29", "year": 1980},
            "phone": {"state": "CLEAR", "value": "+33612345678"},
            "email": {"value": "zoe@example.org"},
            "address": {
                "value": {
                    "lines": ["5 rue du golf"],
                    "postcode": "21800",
                    "city": "Quétigny",
                    "country": "FR",
                },
                "city": "Quétigny",
            },
            "treatingPhysician": {"state": "CLEAR", "value": "Dr Roux"},
            "privacy": {"callerRole": "CONTROLLER"},
        },
        "errors": [],
    }


async def test_an_assistant_reads_back_only_what_its_function_needs() -> None:
    client = Client(await small_world())
    payload = await created(client, Function.ASSISTANT, **ZOE, professionalId=client.world.doctor)
    assert payload["contact"]["channel"] == "AGENDA"
    assert payload["contact"]["birthDate"] == {"state": "PARTIAL", "value": None, "year": 1980}


async def test_a_partner_reads_back_what_it_registered() -> None:
    client = Client(await small_world())
    payload = await created(client, Function.PARTNER_SITE, **ZOE, professionalId=client.world.doctor)
    assert payload["contact"]["channel"] == "ONLINE"
    assert payload["contact"]["phone"] == {"state": "CLEAR", "value": "+33612345678"}
    assert payload["contact"]["privacy"] == {"callerRole": "SUB_PROCESSOR"}


async def test_a_contact_reads_back_the_relative_as_it_typed_it() -> None:
    world = await small_world()
    client, person = Client(world), await contact(world.here)
    names = {"lastName": "Lefèvre", "firstName": "Léo"}
    data = await client.data(world.caller(Function.CONTACT, person), CREATE, input=names)
    assert data["createContact"]["errors"] == []
    assert data["createContact"]["contact"]["firstName"] == {"value": "Léo"}
    assert data["createContact"]["contact"]["phone"] == {"state": "EMPTY", "value": None}


BAD: dict[str, Any] = {
    "lastName": "L3f3vr3",
    "birthName": "•••",
    "birthDate": "1850-01-01",
    "phone": "0699",
    "email": "zoe-at-example",
    "address": {"city": " ", "country": "Nowhere"},
    "treatingPhysician": {"name": "Dr Roux", "rpps": "10001234566"},
    "professionalId": "pro_aaaaaaaaaaaaaaaaaaaa",
}


@pytest.mark.policy("S8")
async def test_every_fault_is_told_at_once_with_its_path_and_without_its_value() -> None:
    client = Client(await small_world())
    async with nothing_written():
        payload = await created(client, Function.DESK_AGENT, **BAD)
    assert refusals(payload) == [
        ("InvalidInput", "INVALID_ADDRESS", "address.city"),
        ("InvalidInput", "INVALID_ADDRESS", "address.country"),
        ("InvalidInput", "INVALID_BIRTH_DATE", "birthDate"),
        ("InvalidInput", "MASK_WRITTEN_BACK", "birthName"),
        ("InvalidInput", "INVALID_EMAIL", "email"),
        ("InvalidInput", "MISSING_REQUIRED_DATA", "firstName"),
        ("InvalidInput", "INVALID_NAME", "lastName"),
        ("InvalidInput", "INVALID_PHONE", "phone"),
        ("NotFound", "NOT_FOUND", "professionalId"),
        ("InvalidInput", "INVALID_RPPS", "treatingPhysician.rpps"),
    ]
    assert client.last is not None
    for value in ("L3f3vr3", "1850", "0699", "zoe-at", "Nowhere", "10001234566"):
        assert value not in client.last.text


async def test_a_category_that_is_not_collected_is_named() -> None:
    world = await small_world()
    await change("professional", world.doctor, collects="IDENTITY REACH")
    async with nothing_written():
        payload = await created(Client(world), Function.PROFESSIONAL, **ZOE)
    assert refusals(payload) == [("InvalidInput", "CATEGORY_NOT_COLLECTED", "birthDate")]
    assert payload["errors"][0]["category"] == "BIRTH"


@pytest.mark.parametrize("function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN])
async def test_who_may_not_is_told_the_articles(function: Function) -> None:
    client = Client(await small_world())
    async with nothing_written():
        payload = await created(client, function, **ZOE, idempotencyKey="k")
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "")]
    assert payload["errors"][0]["articles"] == ["5(1)(b)", "25(2)", "32"]


async def keyed(world: World, header: str | None, **given: Any) -> dict[str, Any]:
    client, desk = Client(world), world.caller(Function.DESK_AGENT)
    headers = {"idempotency-key": header} if header else {}
    answer = await client.ask(desk, CREATE, headers, input={**ZOE, **given})
    payload: dict[str, Any] = answer["data"]["createContact"]
    return payload


async def test_the_key_of_the_header_counts_where_the_input_has_none() -> None:
    world = await small_world()
    first = await keyed(world, "k")
    assert await keyed(world, "k") == first
    assert len(await rows_of("contact")) == 1
    other = await keyed(world, "k", firstName="Léa")
    assert refusals(other) == [("IdempotencyMismatch", "IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert (await keyed(world, "k", idempotencyKey="own"))["errors"] == []
    assert (await keyed(world, None, idempotencyKey="k")) == first
    assert len(await rows_of("contact")) == 2


async def test_a_key_that_is_none_is_refused() -> None:
    world = await small_world()
    for key in ("", "k" * 256):
        async with nothing_written():
            payload = await keyed(world, "header", idempotencyKey=key)
        assert refusals(payload) == [("InvalidInput", "INVALID_KEY", "idempotencyKey")]


async def test_an_absent_value_and_a_null_are_the_same_contact_but_not_the_same_request() -> None:
    world = await small_world()
    first = await keyed(world, "k")
    assert first["contact"]["birthName"] == {"state": "EMPTY"}
    again = await keyed(world, "k", birthName=None)
    assert refusals(again) == [("IdempotencyMismatch", "IDEMPOTENCY_MISMATCH", "idempotencyKey")]


@pytest.mark.parametrize(
    "given",
    [
        {"phone": "0" * 300},
        {"birthDate": "29/02/1980"},
        {"lastName": 12},
        {"nir": "180022912345678"},
        {"address": {"lines": ["5 rue du golf"]}},
        {"channel": "AGENDA"},
    ],
)
async def test_a_malformed_input_is_a_bad_request_that_quotes_nothing(given: dict[str, Any]) -> None:
    world = await small_world()
    client = Client(world)
    async with nothing_written():
        answer = await client.ask(world.caller(Function.DESK_AGENT), CREATE, input={**ZOE, **given})
    assert client.last is not None
    assert client.last.status_code == 422
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_USER_INPUT"]
    for value in ("Lefèvre", "0000", "29/02", "1800229", "golf"):
        assert value not in json.dumps(answer, ensure_ascii=False)


async def test_a_refusal_speaks_the_language_of_the_request() -> None:
    world = await small_world()
    client = Client(world)
    french = {"accept-language": "fr"}
    answer = await client.ask(world.caller(Function.DESK_AGENT), CREATE, french, input={"lastName": "X"})
    [first, *_] = answer["data"]["createContact"]["errors"]
    assert first["message"] == "Une donnée obligatoire manque ; sans elle la demande ne peut aboutir."
