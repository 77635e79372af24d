"""The timeline of one's records: whole for the person, without what it hid for everybody else."""

import pytest

from models.words import Channel, Function
from permissions.caller import ANONYMOUS
from tests.factories import DAY, IDENTITY, NOW, REASON, contact, relationship, small_world
from tests.schema.privacy.saying import STATES, desk, doctor, done, kinds_of, officer, self_of
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


async def test_what_is_hidden_is_read_by_the_person_and_its_representative_alone() -> None:
    client = Client(world := await small_world())
    parent = await contact(world.here, IDENTITY)
    child = await contact(world.here, IDENTITY, source_contact_id=parent)
    await relationship(parent, child)
    for known in (world.doctor, world.colleague):
        await world.visit(child, professional_id=known, created_at=NOW)
    me, others = self_of(client, child), (desk(client), officer(client))
    asked = {"contactId": child}
    await done(client, me, "hideFromProviders", **asked)
    assert [await kinds_of(client, each, child) for each in others] == [[], []]
    client.now = NOW + 1
    await done(client, me, "opposeRecipient", **asked, professionalId=world.doctor)
    client.now = NOW + 2
    await done(client, me, "hideFromProviders", **asked, professionalId=world.colleague)
    for caller in (me, self_of(client, parent)):
        assert await kinds_of(client, caller, child) == ["HIDDEN", "OPPOSED", "HIDDEN"]
    for caller in others:
        page = (await client.data(caller, STATES, id=child, first=1))["recordStates"]
        assert [(each["kind"], each["professionalId"]) for each in page["nodes"]] == [
            ("OPPOSED", world.doctor)
        ]
        assert page["pageInfo"]["hasNextPage"] is False
        assert client.last is not None
        assert "HIDDEN" not in client.last.text


async def test_a_page_goes_on_at_a_later_moment() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    for client.now, purpose in ((NOW, "CARE"), (NOW + 1, "MATCHING"), (NOW + 2, "REMINDER")):
        await done(client, desk(client), "withdrawConsent", contactId=person, purpose=purpose)
    first = (await client.data(desk(client), STATES, id=person, inForce=True, first=2))["recordStates"]
    client.now = NOW + DAY
    after = first["pageInfo"]["endCursor"]
    rest = (await client.data(desk(client), STATES, id=person, inForce=True, first=2, after=after))[
        "recordStates"
    ]
    assert [each["purpose"] for each in (*first["nodes"], *rest["nodes"])] == ["REMINDER", "MATCHING", "CARE"]
    answer = await client.ask(officer(client), STATES, id=person, inForce=True, after=after)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_the_states_of_a_minors_secret_are_kept_from_who_represents_it() -> None:
    client = Client(world := await small_world())
    parent = await contact(world.here)
    child = await contact(world.here, source_contact_id=parent)
    await relationship(parent, child)
    secret = await world.visit(child, REASON, channel=Channel.PHONE, secret=True)
    asked = {"record": secret, "ground": "LIFE_IN_DANGER", "reason": "Inconscience aux urgences."}
    await done(client, doctor(client), "breakGlass", **asked)
    assert await kinds_of(client, self_of(client, child), child) == ["BREAK_GLASS"]
    assert await kinds_of(client, self_of(client, parent), child) == []


@pytest.mark.parametrize("secret", [True, False])
async def test_what_a_professional_of_a_secret_visit_did_to_the_minor_itself_is_kept_as_well(
    secret: bool,
) -> None:
    client = Client(world := await small_world())
    parent = await contact(world.here)
    child = await contact(world.here, source_contact_id=parent)
    await relationship(parent, child)
    await world.visit(child, REASON, channel=Channel.PHONE, secret=secret)
    asked = {"record": child, "ground": "LIFE_IN_DANGER", "reason": "Inconscience aux urgences."}
    await done(client, doctor(client), "breakGlass", **asked)
    assert await kinds_of(client, self_of(client, child), child) == ["BREAK_GLASS"]
    assert await kinds_of(client, self_of(client, parent), child) == ([] if secret else ["BREAK_GLASS"])


@pytest.mark.policy("S6h")
@pytest.mark.parametrize("secret", [True, False])
@pytest.mark.parametrize("act", ["hideFromProviders", "opposeRecipient"])
async def test_whom_a_minor_keeps_out_is_told_to_its_representative_only_if_known(
    act: str, secret: bool
) -> None:
    """Else the name would tell of the secret visit to him."""
    client = Client(world := await small_world())
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child)
    await world.visit(child, REASON, secret=secret)
    await done(client, self_of(client, child), act, contactId=child, professionalId=world.doctor)
    assert len(await kinds_of(client, self_of(client, child), child)) == 1
    assert len(await kinds_of(client, self_of(client, parent), child)) == (not secret)


async def test_nobody_else_reads_it_and_a_stranger_learns_not_even_that_somebody_exists() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await world.visit(person, REASON, channel=Channel.PHONE)
    codes = {}
    for name, caller in {
        "recipient": doctor(client),
        "admin": client.world.caller(Function.TECHNICAL_ADMIN),
        "stranger": client.world.caller(Function.PROFESSIONAL, world.lawyer),
        "partner": client.world.caller(Function.PARTNER_SITE),
        "nobody": ANONYMOUS,
    }.items():
        answer = await client.ask(caller, STATES, id=person)
        codes[name] = answer["errors"][0]["extensions"]["code"]
    absent = dict.fromkeys(("stranger", "partner", "nobody"), "NOT_FOUND")
    assert codes == {"recipient": "FORBIDDEN", "admin": "FORBIDDEN", **absent}
