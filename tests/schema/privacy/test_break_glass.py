"""Breaking the glass: one record, one professional, minutes; alarmed, written down, read by the person."""

import asyncio
from typing import Any, Final

import pytest
from structlog.testing import capture_logs

from models.words import Channel, Function, StateKind
from tests.factories import (
    BIRTH,
    DAY,
    HOUR,
    IDENTITY,
    NOW,
    PHYSICIAN,
    REACH,
    REASON,
    change,
    contact,
    small_world,
)
from tests.schema.privacy.saying import (
    STATES,
    desk,
    doctor,
    done,
    kinds_of,
    officer,
    refusal,
    say,
    self_of,
    states,
)
from tests.support.client import Client
from tests.support.rows import acts, insert, rows_of
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

WHY: Final = "Inconscient aux urgences, allergies inconnues."
VITAL: Final = ["6(1)(d)", "9(2)(c)"]


async def client_and_visit(**given: Any) -> tuple[Client, str, str]:
    client = Client(await small_world())
    person = await contact(client.world.here, IDENTITY, REACH, BIRTH, PHYSICIAN, **given)
    return client, person, await client.world.visit(person, REASON, channel=Channel.PHONE)


def glass(record: str, **given: Any) -> dict[str, Any]:
    return {"record": record, "ground": "LIFE_IN_DANGER", "reason": WHY, **given}


async def oppose(client: Client, person: str) -> None:
    asked = {"contactId": person, "professionalId": client.world.doctor}
    await done(client, self_of(client, person), "opposeRecipient", **asked)


async def test_what_is_closed_opens_to_one_account_for_one_record_until_the_minutes_are_over() -> None:
    client, person, visit = await client_and_visit(restricted_at=NOW - HOUR)
    closed = await states(client, doctor(client), visit, person)
    assert closed["visitReason"] == closed["lastName"] == "RESTRICTED PROCESSING_RESTRICTED"
    answer = await done(client, doctor(client), "breakGlass", **glass(visit))
    assert answer["record"]["visitReason"] == {"state": "CLEAR", "value": "Vaccin"}
    seen = []
    for client.now in (NOW, NOW + 30 * 60 - 1, NOW + 30 * 60):
        seen.append(await states(client, doctor(client), visit, person))
    assert [each["visitReason"] for each in seen] == ["CLEAR", "CLEAR", "RESTRICTED PROCESSING_RESTRICTED"]
    assert {each["lastName"] for each in seen} == {"RESTRICTED PROCESSING_RESTRICTED"}
    client.now = NOW
    other_account = client.world.caller(Function.PROFESSIONAL, account_id="acc_" + "a" * 20)
    assistant = client.world.caller(Function.ASSISTANT)
    for caller in (other_account, assistant, desk(client)):
        assert (await states(client, caller, visit, person))["visitReason"].startswith("RESTRICTED")


async def test_it_opens_what_the_person_closed_to_a_recipient() -> None:
    client, person, visit = await client_and_visit()
    await oppose(client, person)
    await done(client, self_of(client, person), "hideFromProviders", contactId=person)
    await done(client, doctor(client), "breakGlass", **glass(visit, minutes=60))
    await done(client, doctor(client), "breakGlass", **glass(person))
    seen = await states(client, doctor(client), visit, person)
    assert {seen["visitReason"], seen["lastName"], seen["treatingPhysician"]} == {"CLEAR"}


async def test_an_alert_an_act_and_a_state_are_left_and_the_reason_is_in_no_log() -> None:
    client, person, visit = await client_and_visit()
    with capture_logs() as logs:
        await done(client, doctor(client), "breakGlass", **glass(visit))
    account = doctor(client).account_id
    [state] = await rows_of("record_state")
    assert (state["kind"], state["target"], state["ground"]) == (
        StateKind.BREAK_GLASS,
        account,
        f"LIFE_IN_DANGER {WHY}",
    )
    assert [(row["verb"], row["record_id"], row["reason"]) for row in await acts()] == [
        ("breakGlass", visit, "LIFE_IN_DANGER")
    ]
    [raised] = await rows_of("alert")
    assert (raised["kind"], raised["record_id"], raised["contact_id"]) == ("BREAK_GLASS", visit, person)
    assert (raised["account_id"], raised["acknowledged_at"]) == (account, None)
    [alert] = [line for line in logs if line["event"] == "alert"]
    assert alert["log_level"] == "warning"
    assert (alert["kind"], alert["record_id"]) == ("BREAK_GLASS", visit)
    assert (alert["function"], alert["account_id"]) == ("PROFESSIONAL", account)
    assert WHY not in repr(logs)
    assert await rows_of("agenda_event") == []


async def test_the_person_and_the_officer_read_that_it_happened_and_why() -> None:
    client, person, visit = await client_and_visit()
    await done(client, doctor(client), "breakGlass", **glass(visit))
    client.now = NOW + DAY
    for caller, reason in ((self_of(client, person), WHY), (officer(client), WHY), (desk(client), None)):
        [state] = (await client.data(caller, STATES, id=person))["recordStates"]["nodes"]
        assert (state["recordId"], state["kind"], state["ground"]) == (visit, "BREAK_GLASS", "LIFE_IN_DANGER")
        assert (state["reason"], state["setBy"], state["professionalId"]) == (reason, "PROFESSIONAL", None)
        assert (state["since"], state["until"]) == ("2026-11-23T08:00:00Z", "2026-11-23T08:30:00Z")
        assert await kinds_of(client, caller, person, inForce=True) == []


@pytest.mark.parametrize("function", sorted(set(Function) - {Function.PROFESSIONAL}))
async def test_nobody_but_a_professional_breaks_it(function: Function) -> None:
    client, person, visit = await client_and_visit(partner_id=None)
    caller = client.world.caller(function, person if function is Function.CONTACT else None)
    async with nothing_written():
        [error] = (await say(client, caller, "breakGlass", **glass(visit)))["errors"]
    assert (error["__typename"], error["articles"]) == ("NotAllowed", VITAL)


async def test_a_professional_without_an_account_of_his_own_breaks_nothing() -> None:
    client, _, visit = await client_and_visit()
    nobody = client.world.caller(Function.PROFESSIONAL, account_id="")
    assert await refusal(client, nobody, "breakGlass", **glass(visit)) == ("NOT_ALLOWED", "")


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"reason": None}, "MISSING_REQUIRED_DATA", "reason"),
        ({"reason": ""}, "INVALID_TEXT", "reason"),
        ({"reason": "   trop    "}, "INVALID_TEXT", "reason"),
        ({"reason": "123456789"}, "INVALID_TEXT", "reason"),
        ({"reason": "🚑" * 10}, "INVALID_TEXT", "reason"),
        ({"reason": "vitale 🚑 🚑 🚑 !"}, "INVALID_TEXT", "reason"),
        ({"reason": ". . . . . . . . . ."}, "INVALID_TEXT", "reason"),
        ({"reason": "e\u0301" + "\u0301" * 10}, "INVALID_TEXT", "reason"),
        ({"reason": "1 a 2 b 3 c 4 d 5 e 6"}, "INVALID_TEXT", "reason"),
        ({"reason": "x" * 501}, "INVALID_TEXT", "reason"),
        ({"reason": "Appelée au 06 12 34 56 78 en vain."}, "INVALID_TEXT", "reason"),
        ({"reason": "Voir zoe@example.org sans délai"}, "INVALID_TEXT", "reason"),
        ({"reason": "Urgence \u202evitale inversée"}, "INVALID_TEXT", "reason"),
        ({"minutes": 29}, "INVALID_NUMBER", "minutes"),
        ({"minutes": 61}, "INVALID_NUMBER", "minutes"),
        ({"minutes": -30}, "INVALID_NUMBER", "minutes"),
        ({"minutes": 2**31 - 1}, "INVALID_NUMBER", "minutes"),
    ],
)
async def test_without_a_reason_or_out_of_time_nothing_opens(
    given: dict[str, Any], code: str, path: str
) -> None:
    client, _, visit = await client_and_visit()
    async with nothing_written():
        payload = await say(client, doctor(client), "breakGlass", **glass(visit, **given))
    [error] = payload["errors"]
    assert (error["code"], ".".join(error["path"])) == (code, path)
    assert client.last is not None
    assert (given.get("reason") or "nothing given") not in client.last.text


async def test_every_fault_is_told_at_once_with_its_articles() -> None:
    client, _, visit = await client_and_visit()
    asked = """mutation ($input: BreakGlassInput!) { breakGlass(input: $input) {
      errors { ... on InvalidInput { code path articles } } } }"""
    data = await client.data(doctor(client), asked, input=glass(visit, reason="non", minutes=5))
    assert data["breakGlass"]["errors"] == [
        {"code": "INVALID_TEXT", "path": ["reason"], "articles": VITAL},
        {"code": "INVALID_NUMBER", "path": ["minutes"], "articles": VITAL},
    ]


@pytest.mark.parametrize("text", ["x" * 10, "é" * 500, "U. r, g e-n 1 c e vit", "急" * 10, "Ургентность"])
async def test_the_shortest_and_the_longest_reason_are_enough(text: str) -> None:
    client, _, visit = await client_and_visit()
    await done(client, doctor(client), "breakGlass", **glass(visit, reason=text, minutes=60))


async def test_what_is_foreign_unknown_or_no_record_is_one_answer() -> None:
    client, person, visit = await client_and_visit()
    lawyer = client.world.caller(Function.PROFESSIONAL, client.world.lawyer)
    for record in (person, visit, "con_" + "a" * 20, "apt_" + "a" * 20, client.world.doctor, ""):
        assert await refusal(client, lawyer, "breakGlass", **glass(record)) == ("NOT_FOUND", "record")


async def test_what_was_erased_stays_erased_and_what_is_archived_stays_absent() -> None:
    client, person, visit = await client_and_visit(erased_at=NOW - DAY)
    for record in (person, visit):
        assert await refusal(client, doctor(client), "breakGlass", **glass(record)) == (
            "WRONG_STATE",
            "record",
        )
    await change("contact", person, erased_at=None, archived_at=NOW - DAY)
    assert await refusal(client, doctor(client), "breakGlass", **glass(person)) == ("NOT_FOUND", "record")


async def test_broken_glass_is_not_broken_again_until_it_is_whole() -> None:
    client, _, visit = await client_and_visit()
    payloads = await asyncio.gather(
        *(say(client, doctor(client), "breakGlass", **glass(visit)) for _ in range(3))
    )
    assert sorted(len(payload["errors"]) for payload in payloads) == [0, 1, 1]
    client.now = NOW + 30 * 60 - 1
    assert await refusal(client, doctor(client), "breakGlass", **glass(visit)) == ("WRONG_STATE", "record")
    client.now = NOW + 30 * 60
    await done(client, doctor(client), "breakGlass", **glass(visit))


async def test_whether_something_is_hidden_is_not_told_before_the_glass_breaks() -> None:
    client, person, visit = await client_and_visit()
    other = await contact(client.world.here, IDENTITY, REACH, BIRTH, PHYSICIAN)
    other_visit = await client.world.visit(other, REASON, channel=Channel.PHONE, starts_at=NOW + DAY)
    await done(client, self_of(client, person), "hideFromProviders", contactId=person)
    answers = [
        (await say(client, doctor(client), "breakGlass", **glass(each)))["record"]["visitReason"]
        for each in (visit, other_visit)
    ]
    assert answers == [{"state": "CLEAR", "value": "Vaccin"}] * 2


async def test_a_colleague_of_the_care_team_may_break_it_too() -> None:
    client, person, visit = await client_and_visit()
    team = {"id": "tea_" + "a" * 20, "contact_id": person, "member_id": client.world.lawyer}
    await insert("care_team", **team, named_by=client.world.doctor, valid_from=NOW - DAY)
    member = client.world.caller(Function.PROFESSIONAL, client.world.lawyer, in_care_team=True)
    await change("contact", person, restricted_at=NOW - HOUR)
    await done(client, member, "breakGlass", **glass(visit))
    assert (await states(client, member, visit, person))["visitReason"] == "CLEAR"
