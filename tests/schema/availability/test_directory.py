"""The directory narrowed by distance and by mode."""

from typing import Any

import pytest

from models.storage.dialect import Value
from models.storage.reading import counting_statements
from permissions.caller import ANONYMOUS
from tests.factories import agenda, change, insert, place, professional, small_world, visit_type
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

DIRECTORY = """
query ($filter: ProfessionalFilter!, $first: Int, $after: String) {
  professionals(filter: $filter, first: $first, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor }
  }
}
"""
NOUMEA: dict[str, Value] = {"latitude": -22.27, "longitude": 166.44}
TAVEUNI: dict[str, Value] = {"latitude": -16.8, "longitude": 179.99}
BEHIND_THE_DATE_LINE: dict[str, Value] = {"latitude": -16.8, "longitude": -179.99}
NORTH_POLE: dict[str, Value] = {"latitude": 89.99, "longitude": 120.0}


async def ids(client: Client, **given: Any) -> list[str]:
    found = await client.data(ANONYMOUS, DIRECTORY, filter=given)
    return [each["id"] for each in found["professionals"]["nodes"]]


async def at(**where: Value) -> str:
    found = await professional()
    await agenda(found, place_id=await place(**where))
    return found


async def test_a_circle_holds_whom_the_sphere_says() -> None:
    client = Client(await small_world())
    noumea, east, west, pole = [
        await at(**each) for each in (NOUMEA, TAVEUNI, BEHIND_THE_DATE_LINE, NORTH_POLE)
    ]

    assert await ids(client, near=NOUMEA) == [noumea]
    assert sorted(await ids(client, near=TAVEUNI, radiusKm=3)) == sorted([east, west])
    assert sorted(await ids(client, near=BEHIND_THE_DATE_LINE, radiusKm=3)) == sorted([east, west])
    assert await ids(client, near=TAVEUNI, radiusKm=2) == [east]
    assert await ids(client, near={"latitude": 89.99, "longitude": -60}, radiusKm=3) == [pole]
    assert await ids(client, near={"latitude": 89.99, "longitude": -60}, radiusKm=2) == []


async def test_who_is_in_the_corner_of_the_box_is_not_in_the_circle() -> None:
    client = Client(await small_world())
    await at(latitude=47.08, longitude=5.1)

    assert await ids(client, near={"latitude": 47.0, "longitude": 5.0}, radiusKm=10) == []
    assert len(await ids(client, near={"latitude": 47.0, "longitude": 5.0}, radiusKm=12)) == 1


async def test_a_closed_agenda_is_nowhere() -> None:
    client = Client(await small_world())
    found = await professional()
    await agenda(found, place_id=await place(**NOUMEA), active=False)

    assert await ids(client, near=NOUMEA) == []


@pytest.mark.parametrize(
    "given",
    [
        {"near": {"latitude": -91, "longitude": 0}},
        {"near": NOUMEA, "radiusKm": 201},
        {"near": NOUMEA, "radiusKm": -1},
    ],
)
async def test_a_place_that_is_none_is_refused(given: dict[str, Any]) -> None:
    client = Client(await small_world())

    answer = await client.ask(ANONYMOUS, DIRECTORY, None, filter=given)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("text", ["%", "_", "_______", "", "  ", "-'.", "\u0301", "🚑"])
@pytest.mark.parametrize("field", ["name", "profession", "specialty", "city", "language"])
async def test_a_text_without_letters_lists_nobody_rather_than_everybody(field: str, text: str) -> None:
    client = Client(await small_world())
    await professional(languages="")

    [error] = (await client.ask(ANONYMOUS, DIRECTORY, None, filter={field: text}))["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == f"{field} holds no letter or digit; write at least one, or leave it out."


async def test_a_wildcard_beside_letters_is_a_space_and_no_wildcard() -> None:
    client = Client(await small_world())
    named = await professional(display_name="Dr Aude Le Goff")

    assert await ids(client, name="le%goff") == [named]
    assert await ids(client, name="go\\") == [named]
    for text in ("a%e", "a_de", "%off", "_ude", "le%off"):
        assert await ids(client, name=text) == []
    assert await ids(client, language="f_") == []


@pytest.mark.parametrize("radius", [10, 0, -1, 1e300])
async def test_a_radius_around_nothing_is_refused_by_its_name(radius: float) -> None:
    client = Client(await small_world())

    [error] = (await client.ask(ANONYMOUS, DIRECTORY, None, filter={"radiusKm": radius}))["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == "radiusKm is the distance from near; give near as well, or leave radiusKm out."


async def test_a_mode_finds_who_offers_it_somewhere() -> None:
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, modes="PHONE VIDEO")
    await insert(
        "visit_type_override",
        agenda_id=world.lawyer_agenda,
        visit_type_id=world.lawyer_visit_type,
        modes="HOME",
    )
    withdrawn = await professional()
    await agenda(withdrawn)
    await visit_type(withdrawn, modes="HOME", active=False)

    assert await ids(client, mode="VIDEO") == [world.doctor]
    assert await ids(client, mode="HOME") == [world.lawyer]
    assert await ids(client, mode="IN_PERSON") == []


async def test_a_narrowed_directory_goes_on_page_by_page_in_two_statements() -> None:
    client = Client(await small_world())
    everybody = {await at(**NOUMEA) for _ in range(5)}
    seen: list[str] = []
    after = None
    while True:
        with counting_statements() as count:
            page = await client.data(ANONYMOUS, DIRECTORY, filter={"near": NOUMEA}, first=2, after=after)
        seen += [each["id"] for each in page["professionals"]["nodes"]]
        assert len(count) == 2
        if not page["professionals"]["pageInfo"]["hasNextPage"]:
            break
        after = page["professionals"]["pageInfo"]["endCursor"]

    assert len(seen) == 5
    assert set(seen) == everybody
