"""whatIf: the same judge judges twice, and nothing is opened or written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest

from models.storage.dialect import Row
from models.storage.reading import counting_statements
from models.words import Channel, Function, Preset
from permissions.caller import Caller
from tests.factories import HOUR, NOW, contact, instruction, rows_of, small_world
from tests.schema.privacy.hindsight import explained, of_others, written
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

WHAT_IF: Final = """
query (
  $record: ID!, $instruction: SupposedInstruction, $withdraw: ID, $preset: Preset, $at: DateTime,
  $all: Boolean! = false
) {
  whatIf(
    record: $record, instruction: $instruction, withdraw: $withdraw, preset: $preset, at: $at, all: $all
  ) {
    function partyKind professional { id } category fields changes stateChanges
    before { ...Decision } after { ...Decision }
  }
}
fragment Decision on FieldDecision {
  category state role rule articles code unlock text purposes policyVersion
}
"""
TABLES: Final = (
    "operator", "practice", "partner", "professional", "place", "agenda", "visit_type", "opening", "contact",
    "relationship", "search_token", "appointment", "claim", "instruction", "controllership_rule",
    "preset_choice", "idempotency", "account", "api_client", "revoked_token", "record_state", "consent",
    "objection", "care_team", "journal", "alert",
)  # fmt: skip


@asynccontextmanager
async def no_row_moved() -> AsyncIterator[None]:
    async def everything() -> dict[str, list[Row]]:
        return {table: await rows_of(table) for table in TABLES}

    before = await everything()
    yield
    assert await everything() == before


async def supposed(client: Client, caller: Caller, record: str, **given: Any) -> list[dict[str, Any]]:
    async with no_row_moved():
        data = await client.data(caller, WHAT_IF, record=record, **given)
    found: list[dict[str, Any]] = data["whatIf"]
    return found


def changes(found: list[dict[str, Any]]) -> set[tuple[str, str, str, str]]:
    assert all(each["changes"] for each in found)
    for each in found:
        assert each["stateChanges"] is (each["before"]["state"] != each["after"]["state"])
    return {
        (each["function"], each["category"], each["before"]["state"], each["after"]["state"])
        for each in found
    }


async def own_entry(client: Client) -> tuple[str, str]:
    """A contact and an appointment that the doctor wrote in his agenda."""
    mine = {"channel": Channel.AGENDA, "professional_id": client.world.doctor}
    person = await contact(client.world.here, **mine)
    return person, await client.world.visit(person)


async def test_an_instruction_opens_to_the_desk_what_it_names_and_nothing_else() -> None:
    client = Client(world := await small_world())
    person, visit = await own_entry(client)
    order = {"categories": ["REASON", "REACH"], "purposes": ["APPOINTMENT"]}
    for caller in (world.caller(Function.PROTECTION_OFFICER), world.caller(Function.PROFESSIONAL)):
        on_visit = await supposed(client, caller, visit, instruction=order)
        assert changes(on_visit) == {("DESK_AGENT", "REASON", "WITHHELD", "CLEAR")}
        assert [each["fields"] for each in on_visit] == [["Appointment.visitReason"]]
        assert (on_visit[0]["before"]["rule"], on_visit[0]["after"]["rule"]) == (
            "processor/reason",
            "processor-instructed/reason",
        )
        on_person = await supposed(client, caller, person, instruction=order)
        assert changes(on_person) == {("DESK_AGENT", "REACH", "PARTIAL", "CLEAR")}
        assert on_person[0]["fields"] == ["Contact.phone", "Contact.email", "Contact.address"]


async def test_what_is_supposed_is_what_comes_of_doing_it() -> None:
    client = Client(world := await small_world())
    _, visit = await own_entry(client)
    officer, desk = world.caller(Function.PROTECTION_OFFICER), world.caller(Function.DESK_AGENT)
    before = await explained(client, desk, visit)
    told = await supposed(
        client, officer, visit, instruction={"categories": ["REASON"], "purposes": ["APPOINTMENT"]}, all=True
    )
    order = await instruction(world.doctor, world.here.operator_id)
    after = await explained(client, desk, visit)
    assert [each["before"] for each in told if each["function"] == "DESK_AGENT"] == of_others(before)
    assert [each["after"] for each in told if each["function"] == "DESK_AGENT"] == of_others(after)

    taken_back = await supposed(client, officer, visit, withdraw=order)
    assert changes(taken_back) == {("DESK_AGENT", "REASON", "CLEAR", "WITHHELD")}
    assert taken_back[0]["after"] == of_others(before)[0]


async def test_an_instruction_for_another_purpose_says_which_purpose_is_lacking() -> None:
    client = Client(world := await small_world())
    _, visit = await own_entry(client)
    order = {"categories": ["REASON"], "purposes": ["CARE"]}
    [change] = await supposed(client, world.caller(Function.PROTECTION_OFFICER), visit, instruction=order)
    assert (change["before"]["code"], change["after"]["code"]) == ("NO_INSTRUCTION", "PURPOSE_OUTSIDE")
    assert (change["changes"], change["stateChanges"]) == (True, False)


@pytest.mark.policy("S3")
async def test_another_preset_moves_the_desk_from_controller_to_processor() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, channel=Channel.PHONE, professional_id=world.doctor)
    visit = await world.visit(person, channel=Channel.PHONE)
    officer = world.caller(Function.PROTECTION_OFFICER)
    found = await supposed(client, officer, visit, preset="CNIL_GUIDE")
    moved = {each["function"]: (each["before"]["role"], each["after"]["role"]) for each in found}
    assert moved == {
        "DESK_AGENT": ("CONTROLLER", "PROCESSOR"),
        "PROFESSIONAL": ("RECIPIENT", "CONTROLLER"),
        "ASSISTANT": ("RECIPIENT", "CONTROLLER"),
    }
    assert ("DESK_AGENT", "REASON", "CLEAR", "WITHHELD") in changes(found)
    assert await supposed(client, officer, visit, preset="POLICY") == []

    both = {"preset": "CNIL_GUIDE", "instruction": {"categories": ["REASON"], "purposes": ["APPOINTMENT"]}}
    kept = await supposed(client, officer, visit, **both)
    [reason] = [each for each in kept if (each["function"], each["category"]) == ("DESK_AGENT", "REASON")]
    assert (reason["after"]["state"], reason["after"]["rule"]) == ("CLEAR", "processor-instructed/reason")


async def test_an_instruction_changes_nothing_where_the_operator_controls() -> None:
    client = Client(world := await small_world())
    visit = await world.visit(await contact(world.here), channel=Channel.PHONE)
    order = {"categories": ["REASON"], "purposes": ["APPOINTMENT"]}
    assert await supposed(client, world.caller(Function.PROTECTION_OFFICER), visit, instruction=order) == []


async def test_all_tells_what_stays_the_same_as_well() -> None:
    client = Client(world := await small_world())
    person, _ = await own_entry(client)
    order = {"categories": ["BIRTH"], "purposes": ["CARE", "APPOINTMENT"]}
    found = await supposed(
        client, world.caller(Function.PROTECTION_OFFICER), person, instruction=order, all=True
    )
    assert {each["function"] for each in found} == set(Function) - {Function.ANONYMOUS, Function.PARTNER_SITE}
    assert len(found) == 6 * 4
    assert [each["category"] for each in found if each["changes"]] == ["BIRTH"]


async def test_a_supposition_about_the_past_rests_on_the_orders_of_then() -> None:
    client = Client(world := await small_world())
    _, visit = await own_entry(client)
    order = await instruction(world.doctor, world.here.operator_id, withdrawn_at=NOW)
    officer = world.caller(Function.PROTECTION_OFFICER)
    assert await supposed(client, officer, visit, withdraw=order) == []
    then = await supposed(client, officer, visit, withdraw=order, at=written(NOW - 1))
    assert changes(then) == {("DESK_AGENT", "REASON", "CLEAR", "WITHHELD")}


@pytest.mark.parametrize(
    ("given", "code", "articles"),
    [
        ({}, "BAD_USER_INPUT", None),
        ({"instruction": {"categories": [], "purposes": ["CARE"]}}, "BAD_USER_INPUT", ["28(3)(a)"]),
        ({"instruction": {"categories": ["REASON"], "purposes": []}}, "BAD_USER_INPUT", ["28(3)(a)"]),
        ({"instruction": {"categories": ["NOTE"], "purposes": ["CARE"]}}, "BAD_USER_INPUT", ["28(3)(a)"]),
        ({"withdraw": "ins_aaaaaaaaaaaaaaaaaaaa"}, "NOT_FOUND", None),
        ({"withdraw": ""}, "NOT_FOUND", None),
        ({"preset": "POLICY", "at": "2026-11-01T00:00:00Z"}, "BAD_USER_INPUT", None),
    ],
)
async def test_what_cannot_be_supposed_is_refused(
    given: dict[str, Any], code: str, articles: list[str] | None
) -> None:
    client = Client(world := await small_world())
    _, visit = await own_entry(client)
    async with no_row_moved():
        answer = await client.ask(world.caller(Function.PROTECTION_OFFICER), WHAT_IF, record=visit, **given)
    [error] = answer["errors"]
    assert (error["extensions"]["code"], error["extensions"].get("articles")) == (code, articles)


async def test_whoever_does_not_answer_for_the_record_supposes_nothing() -> None:
    client = Client(world := await small_world())
    person, visit = await own_entry(client)
    by_phone = await world.visit(await contact(world.here), channel=Channel.PHONE, starts_at=NOW + 2 * HOUR)
    refused = {
        (world.caller(Function.DESK_AGENT), visit): "FORBIDDEN",
        (world.caller(Function.ASSISTANT), visit): "FORBIDDEN",
        (world.caller(Function.TECHNICAL_ADMIN), visit): "FORBIDDEN",
        (world.caller(Function.CONTACT, person), visit): "FORBIDDEN",
        (world.caller(Function.PROFESSIONAL), by_phone): "FORBIDDEN",
        (world.caller(Function.PROFESSIONAL, world.lawyer), visit): "NOT_FOUND",
        (world.caller(Function.ANONYMOUS), visit): "NOT_FOUND",
    }
    for (caller, record), code in refused.items():
        answer = await client.ask(caller, WHAT_IF, record=record, preset="CNIL_GUIDE")
        [error] = answer["errors"]
        assert error["extensions"]["code"] == code
        assert error["extensions"].get("articles") == (
            ["5(2)", "24", "39(1)(b)"] if code == "FORBIDDEN" else None
        )


async def test_a_preset_that_was_never_chosen_can_be_supposed_and_no_key_is_asked_for() -> None:
    client = Client(world := await small_world(Preset.POLICY))
    _, visit = await own_entry(client)
    with counting_statements() as statements:
        await client.data(
            world.caller(Function.PROTECTION_OFFICER), WHAT_IF, record=visit, preset="CNIL_GUIDE", all=True
        )
    assert not any("data_key" in text for text in statements.texts)
    assert client.last is not None
    assert all(raw not in client.last.text for raw in ("Vaccin", "Lefèvre", "Zoé"))
