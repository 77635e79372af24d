"""What who acts for a minor learns from the journal of readings, beside and without a secret visit."""

from typing import Any, Final

import pytest

from models.words import Function
from permissions.caller import Caller
from tests.factories import HOUR, NOW, REASON, World, contact, relationship, small_world
from tests.schema.journal.seeing import AGENDA, JOURNAL
from tests.support.client import Client
from tests.support.waiting import joined, own_contact, own_minor

pytestmark = pytest.mark.usefixtures("databases")

ONE: Final = "query ($id: ID!) { node(id: $id) { ... on Contact { lastName { state } } } }"


async def nodes(client: Client, caller: Caller) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client.data(caller, JOURNAL))["accessJournal"]["nodes"]
    return found


def person(world: World, contact_id: str) -> Caller:
    return world.caller(Function.CONTACT, contact_id)


@pytest.mark.policy("S6h")
@pytest.mark.parametrize("secret", [True, False])
async def test_a_reading_that_only_a_secret_visit_explains_leaves_no_trace_either(secret: bool) -> None:
    """The child alone is read, beside no visit; where another visit is known the reading is told."""
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child)
    await world.visit(child, REASON, secret=secret)
    await client.data(world.caller(Function.PROFESSIONAL), ONE, id=child)

    told = await nodes(client, person(world, parent))

    assert [each["function"] for each in told] == ([] if secret else ["PROFESSIONAL"])
    assert len(await nodes(client, person(world, child))) == 1


@pytest.mark.policy("S6h")
async def test_a_secret_visit_beside_a_known_one_hides_nothing_of_the_reading() -> None:
    """Else a reading that is missing would tell of it."""
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child)
    await world.visit(child, REASON)
    desk, told = world.caller(Function.DESK_AGENT), []
    for later in (3, 5):
        await client.data(desk, AGENDA, doctor=world.doctor)
        client.now += 1
        told.append(await nodes(client, person(world, parent)))
        await world.visit(child, REASON, secret=True, starts_at=NOW + later * HOUR)

    assert [len(each) for each in told] == [1, 2]
    assert told[1][0]["sights"] == told[1][1]["sights"]


@pytest.mark.policy("S6h")
async def test_a_visit_made_known_later_explains_no_earlier_reading() -> None:
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child)
    await world.visit(child, REASON, secret=True)
    doctor = world.caller(Function.PROFESSIONAL)
    await client.data(doctor, ONE, id=child)
    await world.visit(child, REASON, starts_at=NOW + 3 * HOUR, created_at=NOW + 10)
    client.now = NOW + 20
    await client.data(doctor, ONE, id=child)

    told = await nodes(client, person(world, parent))

    assert [each["at"] for each in told] == ["2026-11-23T08:00:20Z"]
    assert len(await nodes(client, person(world, child))) == 2


@pytest.mark.policy("S6h")
async def test_what_a_child_waits_for_in_secret_brings_it_into_no_reading_either() -> None:
    client = Client(world := await small_world())
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)
    await joined(client, person(world, child), child, secret=True)
    waiting = "{ waitlist { nodes { contact { id lastName { state } } } } }"

    seen = await client.data(world.caller(Function.DESK_AGENT), waiting)
    told = await nodes(client, person(world, parent))

    assert [each["contact"]["id"] for each in seen["waitlist"]["nodes"]] == [child]
    assert [each["function"] for each in told] == []
