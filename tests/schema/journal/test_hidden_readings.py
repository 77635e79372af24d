"""What a person hid from providers, in the journal: told to the person as it was, to nobody else."""

from typing import Any

import pytest

from models.words import Channel
from permissions.caller import Caller
from tests.factories import HOUR, NOW, PHYSICIAN, REASON, World, contact, relationship, small_world
from tests.schema.journal.seeing import JOURNAL
from tests.schema.privacy.saying import doctor, done, officer, self_of
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

READ = """
query ($id: ID!) { node(id: $id) { ... on Appointment {
  visitReason { state } contact { lastName { state } treatingPhysician { state } }
} } }
"""
BOTH = """
query ($a: ID!, $b: ID!) { a: node(id: $a) { ...Reason } b: node(id: $b) { ...Reason } }
fragment Reason on Appointment { visitReason { state } }
"""


async def told(client: Client, caller: Caller, person: str) -> list[dict[str, tuple[str, tuple[str, ...]]]]:
    """Return what each reading by a professional showed of a person, by category, the latest first."""
    entries = (await client.data(caller, JOURNAL, contact=person))["accessJournal"]["nodes"]
    return [
        {
            each["category"]: (each["state"], tuple(each["articles"]))
            for sight in entry["sights"]
            for each in sight["decisions"]
        }
        for entry in entries
        if entry["function"] == "PROFESSIONAL"
    ]


def states(reading: dict[str, tuple[str, Any]]) -> dict[str, str]:
    return {category: state for category, (state, _) in reading.items()}


async def read_and_hidden(client: Client, world: World, person: str, professional: str | None) -> None:
    """Let the doctor read twice, before and after the person hides from him."""
    visit = await world.visit(person, REASON, channel=Channel.PHONE)
    hidden = {"contactId": person, "professionalId": professional}
    await client.data(doctor(client), READ, id=visit)
    client.now += 10
    await done(client, self_of(client, person), "hideFromProviders", **hidden)
    client.now += 10
    await client.data(doctor(client), READ, id=visit)


@pytest.mark.parametrize("everybody", [True, False])
async def test_the_person_is_told_what_was_hidden_and_the_officer_is_not(everybody: bool) -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, PHYSICIAN)
    await read_and_hidden(client, world, person, None if everybody else world.doctor)

    for_officer = await told(client, officer(client), person)
    after, before = await told(client, self_of(client, person), person)

    assert for_officer == [before, before]
    assert set(states(before).values()) == {"CLEAR"}
    assert states(after) == {"IDENTITY": "CLEAR", "PHYSICIAN": "EMPTY", "REASON": "EMPTY"}
    assert after["REASON"][1] == ("EHDS 8",)
    assert after["IDENTITY"] == before["IDENTITY"]


async def test_who_was_not_meant_read_what_is_told_as_open() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, PHYSICIAN)
    await read_and_hidden(client, world, person, world.colleague)
    assert [set(states(each).values()) for each in await told(client, self_of(client, person), person)] == [
        {"CLEAR"},
        {"CLEAR"},
    ]


async def test_what_is_shown_again_is_told_as_it_was_at_each_time() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, PHYSICIAN)
    await read_and_hidden(client, world, person, world.doctor)
    asked = {"contactId": person, "professionalId": world.doctor}
    client.now += 10
    await done(client, self_of(client, person), "showToProviders", **asked)
    client.now += 10
    await client.data(
        doctor(client),
        READ,
        id=await world.visit(person, REASON, channel=Channel.PHONE, starts_at=NOW + 9 * HOUR),
    )
    found = await told(client, self_of(client, person), person)
    assert [states(each)["REASON"] for each in found] == ["CLEAR", "EMPTY", "CLEAR"]


async def test_two_persons_of_one_reading_are_told_each_its_own() -> None:
    """The parent reads what its child hid, as it reads the state; its own data was read in clear."""
    client = Client(world := await small_world())
    parent, child = await contact(world.here, PHYSICIAN), await contact(world.here, PHYSICIAN)
    await relationship(parent, child)
    visits = [
        await world.visit(each, REASON, channel=Channel.PHONE, starts_at=NOW + hours * HOUR)
        for hours, each in enumerate((parent, child), 3)
    ]
    await done(client, self_of(client, child), "hideFromProviders", contactId=child)
    client.now += 10
    await client.data(doctor(client), BOTH, a=visits[0], b=visits[1])

    [entry] = [
        each
        for each in (await client.data(self_of(client, parent), JOURNAL))["accessJournal"]["nodes"]
        if each["function"] == "PROFESSIONAL"
    ]

    found = {sight["records"][0]: sight["decisions"][0]["state"] for sight in entry["sights"]}
    assert found == {visits[0]: "CLEAR", visits[1]: "EMPTY"}
