"""whoSees: who controls a record and why, and what every function sees of it, then and now."""

from typing import Any, Final

import pytest

from models.storage.reading import counting_statements
from models.words import Channel, Function, Preset, StateKind
from permissions.policy import Standing
from resolvers.privacy.timeline import NewState
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    change,
    choose_preset,
    contact,
    instruction,
    relationship,
    rows_of,
    small_world,
)
from tests.schema.privacy.hindsight import WHO_SEES, by_standing, explained, of_others, put, sights, written
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.planted import Planted
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

ROLE_OF: Final = {
    Standing.DATA_SUBJECT: "subject",
    Standing.REPRESENTATIVE: "parent",
    Standing.BOOKER: "booker",
    Standing.PROTECTION_OFFICER: "officer",
    Standing.TECHNICAL_ADMIN: "admin",
    Standing.SUB_PROCESSOR: "partner",
}
ROLE_IN: Final = {
    Function.PROFESSIONAL: "professional",
    Function.ASSISTANT: "staff",
    Function.DESK_AGENT: "desk",
}

TOLD: Final = (
    "agenda", "agenda-third", "agenda-limited", "visit-limited", "agenda-erased", "phone", "phone-over",
    "phone-for", "phone-secret", "online", "online-lent", "online-borrowed", "child", "child-secret",
    "child-limited", "child-ended", "adult", "adult-changed", "adult-known", "order-reason", "order-two",
    "order-care", "order-expired", "order-phone",
)  # fmt: skip
"""Records of the matrix, one of each kind that decides differently."""


def role_of(sight: dict[str, Any]) -> str | None:
    return ROLE_OF.get(Standing(sight["standing"])) or ROLE_IN.get(Function(sight["function"]))


async def lived(client: Client, cabinet: Cabinet, planted: Planted, record: str) -> dict[str, Any]:
    """Return what each role is told itself, in the words for others; absent roles are left out."""
    found = {}
    for role in {*ROLE_OF.values(), *ROLE_IN.values()}:
        told = await explained(client, cabinet.caller(role, planted), record)
        if told != "NOT_FOUND":
            found[role] = of_others(told)
    return found


@pytest.mark.parametrize("preset", list(Preset))
async def test_every_function_is_told_what_it_is_told_itself_and_no_function_is_left_out(
    preset: Preset,
) -> None:
    cabinet = await full_cabinet(preset)
    client = Client(cabinet.world)
    for name in TOLD:
        planted = cabinet.records[name]
        for record in (planted.contact_id, planted.appointment_id):
            expected = await lived(client, cabinet, planted, record)
            told = {
                role_of(each): each["decisions"]
                for each in await sights(client, cabinet.caller("officer"), record)
                if each["exists"]
            }
            if "secret" in name:  # told as if it were not: see below
                for role in ("parent", "booker"):
                    told.pop(role, None)
                    expected.pop(role, None)
            assert told == expected, name


async def test_strangers_are_told_to_be_strangers() -> None:
    world = await small_world()
    client = Client(world)
    person = await contact(world.here, channel=Channel.PHONE)
    found = await sights(client, world.caller(Function.PROTECTION_OFFICER), person)
    assert by_standing(found) == {
        "controller-desk": "CCCC",
        "data-subject": "CCCC",
        "protection-officer": "PPPW",
        "technical-admin": "WWWW",
        "other-professional": "absent",
        "sub-processor-other": "absent",
        "anonymous": "absent",
    }
    assert {each["function"]: each["partyKind"] for each in found}["DESK_AGENT"] == "OPERATOR"
    assert [each["articles"] for each in found if each["standing"] == "other-professional"] == [["5(1)(b)"]]


@pytest.mark.policy("S3", "S25")
async def test_who_controls_and_why_is_told_with_rule_channel_preset_and_articles() -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    await choose_preset(Preset.CNIL_GUIDE, NOW - HOUR)
    [rule] = [
        row["id"]
        for row in await rows_of("controllership_rule")
        if (row["preset"], row["channel"]) == ("POLICY", "AGENDA")
    ]

    data = await client.data(world.caller(Function.PROTECTION_OFFICER), WHO_SEES, record=person)

    seen = data["whoSees"]
    assert (seen["at"], seen["policyVersion"]) == ("2026-11-23T08:00:00Z", "2026-11")
    assert seen["controller"] == {"id": world.doctor}
    assert seen["control"] == {
        "channel": "AGENDA",
        "collectedAt": "2026-11-22T08:00:00Z",
        "controllerKind": "PROFESSIONAL",
        "preset": "POLICY",
        "rule": rule,
        "articles": ["4(7)", "24"],
        "source": "test",
        "text": f"Collected in the professional's agenda on 2026-11-22. Rule {rule}, after the operator's "
        "own policy, names the professional as the controller (GDPR art. 4(7), 24).",
    }


async def test_a_user_account_stays_the_operators_and_says_so() -> None:
    world = await small_world(Preset.CNIL_GUIDE)
    client = Client(world)
    person = await contact(world.here, channel=Channel.ONLINE)
    shown = "privacy { control { controllerKind text } }"
    asked = f"query ($id: ID!) {{ node(id: $id) {{ ... on Contact {{ {shown} }} }} }}"
    caller = world.caller(Function.CONTACT, person)
    control = (await client.data(caller, asked, id=person))["node"]["privacy"]["control"]
    assert control["controllerKind"] == "OPERATOR"
    assert control["text"].endswith("which the operator controls under either preset.")
    french = await client.ask(caller, asked, {"accept-language": "fr"}, id=person)
    assert "compte d'utilisateur" in french["data"]["node"]["privacy"]["control"]["text"]


async def test_a_past_date_is_told_with_the_states_the_people_and_the_orders_of_then() -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    visit = await world.visit(person)
    parent = await contact(world.here)
    await relationship(parent, person, valid_from=NOW - HOUR, valid_until=NOW + DAY)
    await instruction(world.doctor, world.here.operator_id, withdrawn_at=NOW + DAY)
    await put(world, NOW + 2 * DAY, NewState(visit, person, StateKind.RESTRICTED))
    await change("appointment", visit, restricted_at=NOW + 2 * DAY)
    client.now = NOW + 3 * DAY
    officer = world.caller(Function.PROTECTION_OFFICER)

    async def told(instant: int) -> dict[str, str]:
        found = by_standing(await sights(client, officer, visit, written(instant)))
        return {name: letters for name, letters in found.items() if letters != "absent"}

    assert await told(NOW) == {
        "controller-professional": "CC",
        "controller-staff": "PW",
        "processor": "CW",
        "data-subject": "CC",
        "representative": "CC",
        "protection-officer": "WW",
        "technical-admin": "WW",
    }
    assert await told(NOW + DAY) == {
        "controller-professional": "CC",
        "controller-staff": "PW",
        "processor": "WW",
        "data-subject": "CC",
        "protection-officer": "WW",
        "technical-admin": "WW",
    }
    assert set((await told(NOW + 2 * DAY)).values()) == {"RR", "CC"}


@pytest.mark.parametrize(
    ("function", "allowed"),
    [
        (Function.PROTECTION_OFFICER, True),
        (Function.PROFESSIONAL, True),
        (Function.ASSISTANT, False),
        (Function.DESK_AGENT, False),
        (Function.TECHNICAL_ADMIN, False),
    ],
)
async def test_who_may_ask(function: Function, *, allowed: bool) -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    visit = await world.visit(await contact(world.here, **mine))
    answer = await client.ask(world.caller(function), WHO_SEES, record=visit)
    if allowed:
        assert "errors" not in answer
    else:
        [error] = answer["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert error["extensions"]["articles"] == ["5(2)", "15(1)(c)", "39(1)(b)"]
        assert "15(1)(c)" in error["message"]


async def test_a_foreign_record_and_an_unknown_one_are_one_answer() -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    visit = await world.visit(await contact(world.here, **mine))
    answers = []
    for record in (visit, f"apt_{'a' * 20}"):
        await client.ask(
            world.caller(Function.PROFESSIONAL, world.lawyer),
            WHO_SEES,
            {"x-request-id": "fixed-request-id"},
            record=record,
        )
        assert client.last is not None
        answers.append(client.last.content)
    assert answers[0] == answers[1]
    assert b"NOT_FOUND" in answers[0]


async def test_the_statements_do_not_grow_with_who_visited() -> None:
    world = await small_world()
    client = Client(world)
    officer = world.caller(Function.PROTECTION_OFFICER)
    person = await contact(world.here)
    counts = []
    for seen in (world.doctor, world.colleague, world.lawyer):
        await world.visit(person, professional_id=seen, channel=Channel.PHONE, starts_at=NOW + HOUR)
        with counting_statements() as count:
            found = await sights(client, officer, person)
        counts.append(len(count))
    assert len([each for each in found if each["function"] == "PROFESSIONAL" and each["exists"]]) == 3
    assert len(set(counts)) == 1
