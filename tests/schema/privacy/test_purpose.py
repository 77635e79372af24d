"""@purpose: an operation says in its own document what it is for, and is narrowed as by the header."""

from typing import Any, Final

import pytest

from models.storage.reading import counting_statements
from models.words import Channel, Function
from tests.factories import contact, instruction, rows_of, small_world
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

READ: Final = """
query ($id: ID!) %s {
  viewer { purposes } node(id: $id) { ... on Appointment { visitReason { state value why { code } } } }
}
"""
LEGACY: Final = {"accept": "application/json"}


async def ordered(client: Client, purposes: str) -> str:
    """Return an entry of the doctor whose reason the desk may read for some purposes."""
    world = client.world
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    await instruction(world.doctor, world.here.operator_id, purposes=purposes)
    return await world.visit(await contact(world.here, **mine))


async def asked(client: Client, directive: str, header: str | None = None, **given: Any) -> dict[str, Any]:
    desk = client.world.caller(Function.DESK_AGENT)
    headers = {"x-purpose": header} if header else {}
    return await client.ask(desk, READ % directive, {**headers, **given.pop("headers", {})}, **given)


@pytest.mark.policy("S9c", "S27")
@pytest.mark.parametrize("purpose", ["APPOINTMENT", "RELATIVE_APPOINTMENT", "REMINDER", "MATCHING", "CARE"])
async def test_the_directive_does_what_the_header_does(purpose: str) -> None:
    client = Client(await small_world())
    visit = await ordered(client, "RELATIVE_APPOINTMENT")

    by_directive = await asked(client, f"@purpose(is: {purpose})", id=visit)
    by_header = await asked(client, "", purpose, id=visit)

    assert by_directive["data"] == by_header["data"]
    assert by_directive["extensions"]["cost"] == by_header["extensions"]["cost"]
    served = purpose != "CARE"  # the desk serves no care: nothing is left
    assert by_directive["data"]["viewer"]["purposes"] == ([purpose] if served else [])
    reason = by_directive["data"]["node"]["visitReason"]
    assert reason["value"] == ("Vaccin" if purpose == "RELATIVE_APPOINTMENT" else None)


async def test_without_a_directive_the_function_serves_what_it_serves() -> None:
    client = Client(await small_world())
    visit = await ordered(client, "APPOINTMENT")
    assert (await asked(client, "", id=visit))["data"]["node"]["visitReason"]["state"] == "CLEAR"
    # The same document again, after another that narrowed: what is kept of it is its own.
    assert (await asked(client, "@purpose(is: REMINDER)", id=visit))["data"]["viewer"]["purposes"] == [
        "REMINDER"
    ]
    assert (await asked(client, "", id=visit))["data"]["node"]["visitReason"]["state"] == "CLEAR"
    assert (await asked(client, "@purpose(is: REMINDER)", id=visit))["data"]["viewer"]["purposes"] == [
        "REMINDER"
    ]


async def test_the_header_may_say_the_same_and_nothing_else() -> None:
    client = Client(await small_world())
    visit = await ordered(client, "APPOINTMENT")
    same = await asked(client, "@purpose(is: APPOINTMENT)", "APPOINTMENT", id=visit)
    assert same["data"]["viewer"]["purposes"] == ["APPOINTMENT"]

    for headers, status in (({}, 422), (LEGACY, 200)):
        other = await asked(client, "@purpose(is: APPOINTMENT)", "REMINDER", id=visit, headers=headers)
        assert client.last is not None
        assert (client.last.status_code, "data" in other) == (status, False)
        [error] = other["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "Keep one" in error["message"]


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ("query ($p: Purpose!) @purpose(is: $p) { viewer { purposes } }", "LiteralPurpose"),
        ("query @purpose(is: MARKETING) { viewer { purposes } }", "ValuesOfCorrectType"),
        ('query @purpose(is: "CARE") { viewer { purposes } }', "ValuesOfCorrectType"),
        ("query @purpose { viewer { purposes } }", "ProvidedRequiredArguments"),
        (
            "query @purpose(is: CARE) @purpose(is: REMINDER) { viewer { purposes } }",
            "UniqueDirectivesPerLocation",
        ),
        ("query { viewer @purpose(is: CARE) { purposes } }", "KnownDirectives"),
    ],
)
async def test_what_is_no_purpose_is_refused_with_its_rule(document: str, rule: str) -> None:
    client = Client(await small_world())
    answer = await client.ask(client.world.caller(Function.DESK_AGENT), document, p="CARE")
    assert client.last is not None
    assert client.last.status_code == 422
    assert {error["extensions"]["rule"] for error in answer["errors"]} >= {rule}


async def test_each_operation_of_a_document_has_its_own_purpose() -> None:
    client = Client(await small_world())
    document = """
      query One @purpose(is: REMINDER) { viewer { purposes } }
      query Two @purpose(is: MATCHING) { viewer { purposes } }
      query Three { viewer { purposes } }
    """
    desk = client.world.caller(Function.DESK_AGENT)
    told = []
    for name in ("One", "Two", "Three"):
        answer = await client.ask(desk, document, named=name)
        told.append(answer["data"]["viewer"]["purposes"])
    assert told == [
        ["REMINDER"],
        ["MATCHING"],
        ["MATCHING", "APPOINTMENT", "REMINDER", "RELATIVE_APPOINTMENT"],
    ]


@pytest.mark.parametrize(("directive", "state"), [("", "CLEAR"), ("@purpose(is: REMINDER)", "WITHHELD")])
async def test_the_answer_of_a_mutation_is_narrowed_as_well(directive: str, state: str) -> None:
    client = Client(world := await small_world())
    visit = await world.visit(await contact(world.here), channel=Channel.PHONE)
    write = f"""mutation ($input: RestrictProcessingInput!) {directive} {{
      restrictProcessing(input: $input) {{
        record {{ ... on Appointment {{ contact {{ birthDate {{ state }} }} }} }}
      }}
    }}"""
    given = {"record": visit, "ground": "ACCURACY_CONTESTED", "expectedVersion": 1}
    data = await client.data(world.caller(Function.DESK_AGENT), write, input=given)
    assert data["restrictProcessing"]["record"]["contact"]["birthDate"] == {"state": state}
    assert len(await rows_of("record_state")) == 1


async def test_without_it_no_statement_is_added() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    subject = world.caller(Function.CONTACT, person)
    counts = []
    for directive in ("", "@purpose(is: RIGHTS)"):
        with counting_statements() as count:
            await client.data(subject, READ % directive, id=person)
        counts.append(len(count))
    assert counts[1] - counts[0] <= 1  # the viewpoint, once more
