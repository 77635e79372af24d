"""linkRelative and unlinkRelative: what a power opens is open at once, and closed at once."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import World, contact, relationship, small_world
from tests.support.client import Client
from tests.support.errors import mutation, refusals
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

SHOWN = """
  relationship {
    id kind power proven validFrom validUntil
    contact { id firstName { value } }
    relative { id firstName { state value } privacy { callerRole } }
  }
"""
LINK = mutation("linkRelative", SHOWN)
UNLINK = mutation("unlinkRelative", SHOWN)
LEO = {"lastName": "Lefèvre", "firstName": "Léo", "birthDate": "2018-05-04"}


async def linked(
    client: Client, function: Function, party: str | None = None, **given: Any
) -> dict[str, Any]:
    data = await client.data(client.world.caller(function, party), LINK, input=given)
    payload: dict[str, Any] = data["linkRelative"]
    return payload


async def unlinked(client: Client, party: str, link: str) -> dict[str, Any]:
    data = await client.data(client.world.caller(Function.CONTACT, party), UNLINK, input={"id": link})
    payload: dict[str, Any] = data["unlinkRelative"]
    return payload


async def person_of(world: World) -> str:
    return await contact(world.here)


async def test_a_parent_creates_and_links_a_child_and_represents_it_at_once_until_it_does_not() -> None:
    client = Client(await small_world())
    person = await person_of(client.world)
    parental = {"kind": "PARENT", "power": "PARENTAL_AUTHORITY"}
    payload = await linked(client, Function.CONTACT, person, relative={"newRelative": LEO}, **parental)
    link = payload["relationship"]
    assert payload == {
        "relationship": {
            "id": link["id"],
            "kind": "PARENT",
            "power": "PARENTAL_AUTHORITY",
            "proven": False,
            "validFrom": "2026-11-23T08:00:00Z",
            "validUntil": "2036-05-03T22:00:00Z",
            "contact": {"id": person, "firstName": {"value": "Zoé"}},
            "relative": {
                "id": link["relative"]["id"],
                "firstName": {"state": "CLEAR", "value": "Léo"},
                "privacy": {"callerRole": "REPRESENTATIVE"},
            },
        },
        "errors": [],
    }
    after = (await unlinked(client, person, link["id"]))["relationship"]
    assert after["validUntil"] == "2026-11-23T08:00:00Z"
    assert after["relative"]["privacy"] == {"callerRole": "NONE"}


async def test_an_adult_who_ends_a_mandate_sees_no_more_of_the_other_than_before() -> None:
    client = Client(await small_world())
    person, adult = await person_of(client.world), await person_of(client.world)
    link = await relationship(person, adult, kind="CHILD", power="MANDATE", proof=b"sealed")
    payload = await unlinked(client, adult, link)
    assert payload["errors"] == []
    assert payload["relationship"]["contact"] is None
    assert payload["relationship"]["relative"]["id"] == adult
    assert payload["relationship"]["proven"] is True
    assert client.last is not None
    assert "3 mai" not in client.last.text


@pytest.mark.parametrize("power", ["PARENTAL_AUTHORITY", "GUARDIANSHIP", "MANDATE"])
async def test_nobody_gets_a_power_over_an_adult_by_saying_so(power: str) -> None:
    client = Client(await small_world())
    person = await person_of(client.world)
    adult = await contact(client.world.here, source_contact_id=person)
    asked = {"relative": {"relativeId": adult}, "kind": "PARENT", "power": power}
    async with nothing_written():
        payload = await linked(client, Function.CONTACT, person, **asked)
    assert refusals(payload) == [("NotAllowed", "RELATIVE_NOT_ALLOWED", "power")]
    assert payload["errors"][0]["articles"] == ["CSP L1111-7", "CSP L1111-5", "LIL 70"]


async def test_the_desk_writes_down_a_proof_and_the_answer_does_not_repeat_it() -> None:
    client = Client(await small_world())
    person, adult = await person_of(client.world), await person_of(client.world)
    payload = await linked(
        client,
        Function.DESK_AGENT,
        contactId=person,
        relative={"relativeId": adult},
        kind="GUARDIAN",
        power="GUARDIANSHIP",
        proof="Jugement du 3 mai",
    )
    assert payload["errors"] == []
    assert payload["relationship"]["proven"] is True
    assert client.last is not None
    assert "3 mai" not in client.last.text


async def test_the_faults_of_a_new_relative_stand_under_its_name() -> None:
    client = Client(await small_world())
    person = await person_of(client.world)
    asked = {"relative": {"newRelative": {"firstName": "L3o"}}, "kind": "SPOUSE"}
    async with nothing_written():
        payload = await linked(client, Function.CONTACT, person, **asked)
    assert refusals(payload) == [
        ("InvalidInput", "INVALID_NAME", "relative.newRelative.firstName"),
        ("InvalidInput", "MISSING_REQUIRED_DATA", "relative.newRelative.lastName"),
    ]


@pytest.mark.parametrize(
    "relative", [{}, {"relativeId": "con_a", "newRelative": LEO}, {"relativeId": None}, {"newRelative": None}]
)
async def test_a_relative_is_known_or_new_and_not_both(relative: dict[str, Any]) -> None:
    client = Client(await small_world())
    person = client.world.caller(Function.CONTACT, await person_of(client.world))
    async with nothing_written():
        answer = await client.ask(person, LINK, input={"relative": relative, "kind": "SPOUSE"})
    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_USER_INPUT"]


async def test_a_relationship_of_others_is_not_found() -> None:
    client = Client(await small_world())
    link = await relationship(await person_of(client.world), await person_of(client.world))
    stranger = await person_of(client.world)
    async with nothing_written():
        payload = await unlinked(client, stranger, link)
    assert refusals(payload) == [("NotFound", "NOT_FOUND", "id")]


async def test_a_partner_links_nobody() -> None:
    client = Client(await small_world())
    mine = {"partner_id": client.world.partner, "channel": Channel.ONLINE}
    person, other = await contact(client.world.here, **mine), await contact(client.world.here, **mine)
    asked: dict[str, Any] = {"contactId": person, "relative": {"relativeId": other}, "kind": "SPOUSE"}
    async with nothing_written():
        payload = await linked(client, Function.PARTNER_SITE, **asked)
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "")]
