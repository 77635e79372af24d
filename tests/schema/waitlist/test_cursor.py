"""How many wait before is told to nobody, not even by the length of a cursor."""

import pytest

from models.words import Function
from tests.factories import NOW, change, small_world
from tests.support.client import Client
from tests.support.waiting import listed, people

pytestmark = pytest.mark.usefixtures("databases")

PAGE = "query ($after: String) { waitlist(first: 1, after: $after) { edges { cursor node { id } } } }"


async def test_a_cursor_stays_the_same_however_many_wait_before() -> None:
    client = Client(await small_world())
    [(me, _, entry_id)] = await people(client, 1)
    before = await client.data(me, PAGE)

    await change("waitlist", entry_id, place_in_line=1_000_000, created_at=NOW + 7)

    assert await client.data(me, PAGE) == before


async def test_a_page_goes_on_after_an_entry_in_the_order_of_joining() -> None:
    client = Client(world := await small_world())
    doctor = world.caller(Function.PROFESSIONAL, world.doctor)
    joined = [entry_id for _, _, entry_id in await people(client, 3)]
    assert [each["id"] for each in await listed(client, doctor)] == joined

    seen, after = [], None
    for _ in joined:
        [edge] = (await client.data(doctor, PAGE, after=after))["waitlist"]["edges"]
        seen.append(edge["node"]["id"])
        after = edge["cursor"]

    assert seen == joined
    assert (await client.data(doctor, PAGE, after=after))["waitlist"]["edges"] == []
