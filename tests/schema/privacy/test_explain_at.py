"""explainAccess at another instant: what is told of then is what was answered then."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest

from models.privacy.presets import GDPR_APPLIES
from models.words import Channel, Function, Preset, StateKind
from permissions.caller import Caller
from resolvers.privacy.timeline import NewState
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    World,
    change,
    choose_preset,
    contact,
    insert,
    instruction,
    partner,
    relationship,
    rows_of,
    small_world,
)
from tests.schema.privacy.hindsight import end, explained, put, states, written
from tests.schema.reading.cabinet import full_cabinet
from tests.schema.reading.matrix import MATRIX
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

BOTH: Final = """
query ($contact: ID!, $visit: ID!, $at: DateTime!) {
  contactNow: explainAccess(record: $contact) { ...D }
  contactThen: explainAccess(record: $contact, at: $at) { ...D }
  visitNow: explainAccess(record: $visit) { ...D }
  visitThen: explainAccess(record: $visit, at: $at) { ...D }
}
fragment D on FieldDecision { category state role rule articles code unlock text policyVersion }
"""


@pytest.mark.parametrize("role", sorted(set(MATRIX) - {"guide"}))
async def test_the_present_explained_as_an_instant_is_the_present(role: str) -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    compared = 0
    for name, cells in MATRIX[role].items():
        if "." in cells:
            continue  # absent, or silent: nothing is asked of it here
        record = cabinet.records[name]
        data = await client.data(
            cabinet.caller(role, record),
            BOTH,
            contact=record.contact_id,
            visit=record.appointment_id,
            at=written(NOW),
        )
        assert data["contactThen"] == data["contactNow"], name
        assert data["visitThen"] == data["visitNow"], name
        compared += 1
    assert compared >= 4


Step = Callable[[World, str, str, int], Awaitable[None]]


async def _ordered(world: World, _contact: str, _visit: str, now: int) -> None:
    await instruction(world.doctor, world.here.operator_id, given_at=now, valid_from=now)


async def _withdrawn(_world: World, _contact: str, _visit: str, now: int) -> None:
    [order] = await rows_of("instruction")
    await change("instruction", order["id"], withdrawn_at=now)


async def _restricted(world: World, _contact: str, visit: str, now: int) -> None:
    await put(world, now, NewState(visit, _contact, StateKind.RESTRICTED))
    await change("appointment", visit, restricted_at=now)


async def _lifted(_world: World, _contact: str, visit: str, now: int) -> None:
    await end(now, visit, StateKind.RESTRICTED)
    await change("appointment", visit, restricted_at=None)


async def _objected(world: World, person: str, _visit: str, now: int) -> None:
    for purpose in ("APPOINTMENT", "CARE", "RELATIVE_APPOINTMENT"):
        await put(world, now, NewState(person, person, StateKind.OBJECTED, purpose))


async def _objected_no_more(_world: World, person: str, _visit: str, now: int) -> None:
    for purpose in ("APPOINTMENT", "CARE", "RELATIVE_APPOINTMENT"):
        await end(now, person, StateKind.OBJECTED, purpose)


async def _archived(world: World, person: str, visit: str, now: int) -> None:
    await put(world, now, NewState(visit, person, StateKind.ARCHIVED))
    await change("appointment", visit, archived_at=now)


async def _represented(world: World, person: str, _visit: str, now: int) -> None:
    parent = await contact(world.here, id="con_parentparentparent22")
    await relationship(parent, person, valid_from=now, valid_until=now + 2 * DAY)


async def _later_preset(_world: World, _contact: str, _visit: str, now: int) -> None:
    await choose_preset(Preset.CNIL_GUIDE, now)


STEPS: Final[tuple[Step, ...]] = (
    _represented,
    _ordered,
    _withdrawn,
    _later_preset,
    _objected,
    _objected_no_more,
    _restricted,
    _lifted,
    _archived,
)


def callers(world: World, person: str) -> dict[str, Caller]:
    return {
        "desk": world.caller(Function.DESK_AGENT),
        "doctor": world.caller(Function.PROFESSIONAL),
        "staff": world.caller(Function.ASSISTANT),
        "officer": world.caller(Function.PROTECTION_OFFICER),
        "admin": world.caller(Function.TECHNICAL_ADMIN),
        "subject": world.caller(Function.CONTACT, person),
        "parent": world.caller(Function.CONTACT, "con_parentparentparent22"),
    }


async def lived_through(client: Client, person: str, visit: str) -> dict[tuple[int, str, str], Any]:
    """Take every step, a day each, and two months more; return what everybody was told on each day."""
    lived: dict[tuple[int, str, str], Any] = {}
    for day, step in enumerate([None, *STEPS, None]):
        client.now = NOW + (day if day <= len(STEPS) else 60) * DAY
        if step:
            await step(client.world, person, visit, client.now)
        for name, caller in callers(client.world, person).items():
            for record in (person, visit):
                lived[client.now, name, record] = await explained(client, caller, record)
    return lived


async def _bring_back(visit: str, now: int) -> None:
    """Let who lost the record today ask about it: out of the archive, and acting for the person again."""
    await end(now, visit, StateKind.ARCHIVED)
    await change("appointment", visit, archived_at=None)
    [bond] = await rows_of("relationship")
    await change("relationship", bond["id"], valid_until=None)


@pytest.mark.parametrize("channel", [Channel.AGENDA, Channel.PHONE])
async def test_what_is_told_of_an_instant_is_what_was_answered_at_it(channel: Channel) -> None:
    client = Client(world := await small_world())
    whose = {"professional_id": world.doctor} if channel is Channel.AGENDA else {}
    person = await contact(world.here, channel=channel, **whose)
    visit = await world.visit(person, channel=channel)
    lived = await lived_through(client, person, visit)
    client.now += 1
    await _bring_back(visit, client.now)

    differing = set()
    for (instant, name, record), answered in lived.items():
        told = await explained(client, callers(world, person)[name], record, at=written(instant))
        if name != "parent" or instant < NOW + 3 * DAY:  # he acts for the person again since then
            assert told == ([] if answered == "NOT_FOUND" else answered), (name, (instant - NOW) // DAY)
        differing.add((name, record, states(told)))
    assert len(differing) > 3 * len(callers(world, person))  # the days were not all alike


async def test_a_state_that_ended_by_itself_is_told_of_its_time_alone() -> None:
    world = await small_world()
    client = Client(world)
    doctor = world.caller(Function.PROFESSIONAL)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    visit = await world.visit(person)
    await put(world, NOW, NewState(visit, person, StateKind.RESTRICTED))
    await change("appointment", visit, restricted_at=NOW)
    glass = NewState(visit, person, StateKind.BREAK_GLASS, doctor.account_id, until=NOW + HOUR)
    await put(world, NOW + 60, glass, doctor)
    client.now = NOW + DAY

    told = {
        offset: states(await explained(client, doctor, visit, at=written(NOW + offset)))
        for offset in (0, 59, 60, HOUR - 1, HOUR)
    }

    assert told == {0: "RR", 59: "RR", 60: "CC", HOUR - 1: "CC", HOUR: "RR"}
    elsewhere = world.caller(Function.PROFESSIONAL, account_id="acc_another")
    assert states(await explained(client, elsewhere, visit, at=written(NOW + 60))) == "RR"


async def test_of_the_future_what_is_dated_is_told() -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    visit = await world.visit(await contact(world.here, **mine))
    await instruction(
        world.doctor, world.here.operator_id, given_at=NOW, valid_from=NOW + DAY, valid_until=NOW + 2 * DAY
    )
    desk = world.caller(Function.DESK_AGENT)

    told = [states(await explained(client, desk, visit, at=written(NOW + days * DAY))) for days in (0, 1, 2)]

    assert told == ["WW", "CW", "WW"]


async def test_the_care_team_and_a_lapsed_guarantee_are_those_of_the_instant() -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    visit = await world.visit(person)
    await insert(
        "care_team",
        id="tea_aaaaaaaaaaaaaaaaaaaa",
        contact_id=person,
        member_id=world.lawyer,
        named_by=world.doctor,
        valid_from=NOW - HOUR,
    )
    member = world.caller(Function.PROFESSIONAL, world.lawyer, in_care_team=True)
    lapsing = await partner(guarantee_until=NOW + HOUR)
    booked = await world.visit(
        await contact(world.here, channel=Channel.ONLINE, partner_id=lapsing),
        channel=Channel.ONLINE,
        partner_id=lapsing,
        starts_at=NOW + 2 * HOUR,
    )
    site = world.caller(Function.PARTNER_SITE, lapsing)

    async def told(caller: Caller, record: str, instant: int) -> Any:
        return states(await explained(client, caller, record, at=written(instant)))

    assert [await told(member, visit, NOW - HOUR - 1), await told(member, visit, NOW - HOUR)] == ["", "CC"]
    assert [await told(site, booked, NOW + HOUR), await told(site, booked, NOW + HOUR + 1)] == ["WW", ""]


async def test_there_is_nothing_to_explain_before_the_record_or_before_any_policy() -> None:
    world = await small_world()
    client = Client(world)
    officer = world.caller(Function.PROTECTION_OFFICER)
    person = await contact(world.here, collected_at=NOW - DAY)
    ancient = await contact(world.here, collected_at=GDPR_APPLIES - DAY)

    assert await explained(client, officer, person, at=written(NOW - DAY - 1)) == "BAD_USER_INPUT"
    assert len(await explained(client, officer, person, at=written(NOW - DAY))) == 4
    assert await explained(client, officer, ancient, at=written(GDPR_APPLIES - 1)) == "BAD_USER_INPUT"
    assert len(await explained(client, officer, ancient, at=written(GDPR_APPLIES))) == 4
