"""U+0000 is refused at the door: one database refuses it, the other would find nothing by it."""

from typing import Any

import pytest

from models.words import Function
from tests.factories import contact, rows_of, small_world
from tests.support.client import Client
from tests.support.slots import booked

pytestmark = pytest.mark.usefixtures("databases")

NODE = "query ($id: ID!) { node(id: $id) { id } }"
CREATE = """
mutation ($input: CreateContactInput!) {
  createContact(input: $input) { contact { id } errors { __typename } }
}
"""
IN_DOCUMENT = [
    '{ node(id: "a\\u0000") { id } }',
    '{ node(id: "\\u{0}") { id } }',
    '{ node(id: "a\0") { id } }',
]


async def _refused(operation: str, **variables: Any) -> list[str]:
    client = Client(world := await small_world())
    answer = await client.ask(world.caller(Function.DESK_AGENT), operation, **variables)
    assert client.last is not None
    assert client.last.status_code in {400, 422}
    assert "data" not in answer
    return [error["extensions"]["code"] for error in answer["errors"]]


@pytest.mark.parametrize(
    ("operation", "variables"),
    [
        (NODE, {"id": "con_\0"}),
        (CREATE, {"input": {"lastName": "Lef\0vre", "firstName": "Zoé"}}),
        (CREATE, {"input": {"lastName": "Lefèvre", "firstName": "Zoé", "\0": "x"}}),
        (NODE, {"id": "con_a", "more": [{"deep": ["\0"]}]}),
    ],
)
async def test_a_null_character_in_variables_is_bad_input(operation: str, variables: dict[str, Any]) -> None:
    assert await _refused(operation, **variables) == ["BAD_USER_INPUT"]
    assert await rows_of("contact") == []


@pytest.mark.parametrize("operation", IN_DOCUMENT)
async def test_a_null_character_in_a_document_is_refused(operation: str) -> None:
    [code] = await _refused(operation)
    assert code in {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}


async def test_a_reverse_solidus_before_a_word_is_no_null_character() -> None:
    client = Client(world := await small_world())
    data = await client.data(world.caller(Function.DESK_AGENT), NODE, id="con_\\u0000")
    assert data == {"node": None}


async def test_the_refusal_repeats_nothing_and_speaks_both_languages() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await booked(client, person)
    for language, words in (("fr", "Ôtez-le"), ("en", "Remove it")):
        await client.ask(
            world.caller(Function.DESK_AGENT), NODE, {"accept-language": language}, id="Lefèvre\0"
        )
        assert client.last is not None
        assert words in client.last.text
        assert "Lefèvre" not in client.last.text
