"""What whoSees tells of silence, of a broken glass, and of people who come and go."""

from itertools import product

import pytest

from models.storage.reading import counting_statements
from models.words import Channel, Function, StateKind
from resolvers.privacy.timeline import NewState
from tests.factories import HOUR, NOW, World, change, contact, insert, relationship, small_world
from tests.schema.privacy.hindsight import WHO_SEES, by_standing, end, explained, put, sights, written
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


async def before_silence(world: World, *, his_own: bool) -> tuple[str, str, str]:
    """Return a child, its parent and its visit, over which lie an objection and a broken glass.

    Both would betray what is silent, if it were looked at: an objection closes what is open, and a broken
    glass opens what is closed.
    """
    channel = Channel.AGENDA if his_own else Channel.PHONE
    child = await contact(world.here, channel=channel, professional_id=world.doctor if his_own else None)
    parent = await contact(world.here)
    await relationship(parent, child)
    visit = await world.visit(child, channel=channel, booked_by_contact_id=parent)
    for purpose in ("RELATIVE_APPOINTMENT", "RIGHTS"):
        await put(world, NOW - HOUR, NewState(child, child, StateKind.OBJECTED, purpose))
    doctor = world.caller(Function.PROFESSIONAL)
    glass = NewState(visit, child, StateKind.BREAK_GLASS, doctor.account_id, until=NOW + HOUR)
    await put(world, NOW - HOUR, glass, doctor)
    return child, parent, visit


@pytest.mark.parametrize("asking", ["officer", "professional"])
async def test_a_secret_and_what_is_hidden_are_told_as_if_they_were_not(asking: str) -> None:
    client = Client(world := await small_world())
    child, _, visit = await before_silence(world, his_own=asking == "professional")
    caller = {
        "officer": world.caller(Function.PROTECTION_OFFICER),
        "professional": world.caller(Function.PROFESSIONAL),
    }[asking]

    async def answers() -> list[tuple[bytes, list[str]]]:
        found = []
        for record, at in product((child, visit), (None, written(NOW))):
            with counting_statements() as statements:
                given = {"x-request-id": "fixed-request-id"}
                await client.ask(caller, WHO_SEES, given, record=record, at=at)
            assert client.last is not None
            found.append((client.last.content, statements.texts))
        return found

    plain = await answers()
    assert b'"code":"OBJECTED"' in plain[2][0]
    await change("appointment", visit, secret=True)
    await put(world, NOW, NewState(child, child, StateKind.HIDDEN, "*"))
    await put(world, NOW, NewState(child, child, StateKind.HIDDEN, world.doctor))

    assert await answers() == plain


@pytest.mark.policy("S6h")
async def test_the_person_is_told_from_whom_it_hides_what_and_since_when() -> None:
    client = Client(world := await small_world())
    child, _, visit = await before_silence(world, his_own=False)
    me, doctor = world.caller(Function.CONTACT, child), "recipient-professional"
    await end(NOW, visit, StateKind.BREAK_GLASS, world.caller(Function.PROFESSIONAL).account_id)
    await put(world, NOW, NewState(child, child, StateKind.HIDDEN, world.doctor))

    before, after = [await sights(client, me, visit, written(at)) for at in (NOW - 1, NOW)]

    assert by_standing(before)[doctor] == "CC"
    assert by_standing(after)[doctor] == "EE"
    [told] = [each["decisions"] for each in after if each["standing"] == doctor]
    assert {(each["code"], *each["articles"]) for each in told} == {("HIDDEN_BY_PERSON", "EHDS 8")}
    asked = await explained(client, me, visit, **{"as": "PROFESSIONAL"})
    assert asked == told
    assert "HIDDEN" not in str(await explained(client, world.caller(Function.PROFESSIONAL), visit))


@pytest.mark.policy("S6h")
async def test_the_minor_is_told_that_its_secret_does_not_exist_for_who_represents_it() -> None:
    client = Client(world := await small_world())
    child, _, visit = await before_silence(world, his_own=False)
    me = world.caller(Function.CONTACT, child)
    assert by_standing(await sights(client, me, visit))["representative"] == "WW"
    await change("appointment", visit, secret=True)
    assert by_standing(await sights(client, me, visit))["representative"] == "absent"


async def test_a_broken_glass_is_told_of_who_broke_it_for_as_long_as_it_lasts() -> None:
    client = Client(world := await small_world())
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    visit = await world.visit(person)
    await put(world, NOW - HOUR, NewState(visit, person, StateKind.RESTRICTED))
    await change("appointment", visit, restricted_at=NOW - HOUR)
    doctor = world.caller(Function.PROFESSIONAL)
    glass = NewState(visit, person, StateKind.BREAK_GLASS, doctor.account_id, until=NOW + HOUR)
    await put(world, NOW, glass, doctor)
    officer = world.caller(Function.PROTECTION_OFFICER)

    told = [
        by_standing(await sights(client, officer, visit, written(instant)))
        for instant in (NOW - 1, NOW, NOW + HOUR)
    ]

    assert [each["controller-professional"] for each in told] == ["RR", "CC", "RR"]
    assert {each["controller-staff"] for each in told} == {"RR"}


async def test_who_came_later_and_who_left_are_not_told_of_the_other_time() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    await world.visit(person, channel=Channel.PHONE, created_at=NOW)
    await insert(
        "care_team",
        id="tea_aaaaaaaaaaaaaaaaaaaa",
        contact_id=person,
        member_id=world.lawyer,
        named_by=world.doctor,
        valid_from=NOW - HOUR,
        ended_at=NOW,
    )
    officer = world.caller(Function.PROTECTION_OFFICER)

    async def professionals(instant: int) -> list[str]:
        found = await sights(client, officer, person, written(instant))
        return [each["professional"]["id"] for each in found if each["professional"]]

    assert await professionals(NOW - HOUR - 1) == []
    assert await professionals(NOW - 1) == [world.lawyer]
    assert await professionals(NOW) == [world.doctor]
