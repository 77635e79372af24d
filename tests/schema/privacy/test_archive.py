"""Archived records are absent from daily work, open for an hour to who answers for them, and come back."""

from typing import Any, Final

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import DAY, HOUR, IDENTITY, NOW, PHYSICIAN, REASON, contact, contact_row, small_world
from tests.schema.privacy.saying import STATES, desk, doctor, done, kinds_of, officer, refusal, say, self_of
from tests.support.client import Client
from tests.support.rows import acts, change, rows_of
from tests.support.waiting import joined
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

WHY: Final = "Le dossier est demandé au titre du droit d'accès."
EVERYWHERE: Final = """
query ($visit: ID!, $person: ID!, $doctor: ID!) {
  visit: node(id: $visit) { id }
  person: node(id: $person) { id }
  appointments(first: 100) { nodes { id } pageInfo { hasNextPage } }
  agenda(professionalId: $doctor, from: "2026-11-15T00:00:00Z", to: "2026-11-30T00:00:00Z") { id }
}
"""


async def client_and_visit(**given: Any) -> tuple[Client, str, str]:
    client = Client(await small_world())
    person = await contact(client.world.here, IDENTITY, PHYSICIAN, **given)
    channel = given.get("channel", Channel.PHONE)
    return client, person, await client.world.visit(person, REASON, channel=channel, starts_at=NOW - DAY)


def his(client: Client) -> dict[str, Any]:
    return {"channel": Channel.AGENDA, "professional_id": client.world.doctor}


async def seen(client: Client, caller: Caller, visit: str, person: str) -> set[str]:
    data = await client.data(caller, EVERYWHERE, visit=visit, person=person, doctor=client.world.doctor)
    found = [data["visit"], data["person"], *data["appointments"]["nodes"], *data["agenda"]]
    return {each["id"] for each in found if each}


async def archived(client: Client, caller: Caller, record: str, **given: Any) -> dict[str, Any]:
    asked = {"record": record, "reason": "RETENTION_REACHED", "expectedVersion": 1, **given}
    return await done(client, caller, "archiveRecord", **asked)


def opening(record: str, **given: Any) -> dict[str, Any]:
    return {"record": record, "ground": "RIGHTS_REQUEST", "reason": WHY, **given}


@pytest.mark.policy("S10")
async def test_an_archived_contact_goes_with_its_appointments_and_only_daily_work_misses_them() -> None:
    client, person, visit = await client_and_visit()
    payload = await archived(client, desk(client), person)
    assert payload == {"recordId": person, "record": None, "errors": []}
    for function in (Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT):
        assert await seen(client, client.world.caller(function), visit, person) == set()
    for caller in (self_of(client, person), officer(client)):
        assert await seen(client, caller, visit, person) >= {visit, person}
    assert await kinds_of(client, officer(client), person, inForce=True) == ["ARCHIVED", "ARCHIVED"]
    assert {(row["verb"], row["record_id"], row["reason"]) for row in await acts()} == {
        ("archiveRecord", person, "RETENTION_REACHED")
    }


async def test_an_opened_archive_shows_whole_for_an_hour_to_the_account_that_opened_it() -> None:
    client, person, visit = await client_and_visit()
    await archived(client, desk(client), person)
    payload = await done(client, desk(client), "openArchive", **opening(person))
    assert payload["record"]["lastName"] == {"state": "CLEAR", "value": "Lefèvre"}
    others = [doctor(client), client.world.caller(Function.DESK_AGENT, account_id="acc_" + "a" * 20)]
    for client.now, found in ((NOW, {visit, person}), (NOW + HOUR - 1, {visit, person}), (NOW + HOUR, set())):
        assert await seen(client, desk(client), visit, person) == found
        assert [await seen(client, each, visit, person) for each in others] == [set(), set()]
    states = (await client.data(officer(client), STATES, id=person))["recordStates"]["nodes"]
    opened = [each for each in states if each["kind"] == "ARCHIVE_OPENED"]
    assert {(each["recordId"], each["ground"], each["reason"]) for each in opened} == {
        (person, "RIGHTS_REQUEST", WHY),
        (visit, "RIGHTS_REQUEST", WHY),
    }
    client.now = NOW + HOUR
    await done(client, desk(client), "openArchive", **opening(person))


async def test_one_appointment_is_archived_alone() -> None:
    client, person, visit = await client_and_visit()
    other = await client.world.visit(person, REASON, channel=Channel.PHONE, starts_at=NOW - 2 * DAY)
    await archived(client, desk(client), visit)
    assert await seen(client, desk(client), visit, person) == {person, other}
    await done(client, desk(client), "openArchive", **opening(visit))
    assert await seen(client, desk(client), visit, person) == {person, other, visit}


async def test_what_comes_back_is_there_for_everybody_and_no_opening_stays() -> None:
    client, person, visit = await client_and_visit()
    before = await seen(client, doctor(client), visit, person)
    await archived(client, desk(client), person)
    await done(client, desk(client), "openArchive", **opening(person))
    payload = await done(client, officer(client), "reactivateRecord", record=person, expectedVersion=2)
    assert payload["record"]["version"] == 3
    assert await seen(client, doctor(client), visit, person) == before == {visit, person}
    assert await kinds_of(client, officer(client), person, inForce=True) == []
    await archived(client, desk(client), person, expectedVersion=3)


async def test_the_people_of_the_controller_open_it_and_for_all_others_it_is_absent() -> None:
    client = Client(await small_world())
    person = await contact(client.world.here, IDENTITY, **his(client))
    await client.world.visit(person, REASON, starts_at=NOW - DAY)
    await archived(client, doctor(client), person)
    unknown = "con_" + "a" * 20
    for caller in (desk(client), client.world.caller(Function.PROFESSIONAL, client.world.lawyer)):
        for record in (person, unknown, client.world.doctor, ""):
            assert await refusal(client, caller, "openArchive", **opening(record)) == ("NOT_FOUND", "record")
            asked = {"record": record, "expectedVersion": 2}
            assert await refusal(client, caller, "reactivateRecord", **asked) == ("NOT_FOUND", "record")
    for function in (
        Function.PROTECTION_OFFICER,
        Function.CONTACT,
        Function.TECHNICAL_ADMIN,
        Function.PARTNER_SITE,
    ):
        own = person if function is Function.CONTACT else None
        caller = client.world.caller(function, own)
        assert await refusal(client, caller, "openArchive", **opening(person)) == ("NOT_ALLOWED", "")
    await done(client, client.world.caller(Function.ASSISTANT), "openArchive", **opening(person))
    await done(client, doctor(client), "openArchive", **opening(person))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": None}, "MISSING_REQUIRED_DATA"),
        ({"reason": "trop peu"}, "INVALID_TEXT"),
        ({"reason": "📁" * 10}, "INVALID_TEXT"),
        ({"reason": "dossier 12-34/5"}, "INVALID_TEXT"),
        ({"reason": "x" * 501}, "INVALID_TEXT"),
        ({"reason": "Pour zoe@example.org"}, "INVALID_TEXT"),
    ],
)
async def test_without_a_reason_the_archive_stays_closed(given: dict[str, Any], code: str) -> None:
    client, person, _ = await client_and_visit()
    await archived(client, desk(client), person)
    assert await refusal(client, desk(client), "openArchive", **opening(person, **given)) == (code, "reason")


async def test_what_is_not_archived_is_neither_opened_nor_taken_back() -> None:
    client, person, _ = await client_and_visit()
    asked = {"record": person, "expectedVersion": 1}
    assert await refusal(client, desk(client), "openArchive", **opening(person)) == ("WRONG_STATE", "record")
    assert await refusal(client, desk(client), "reactivateRecord", **asked) == ("WRONG_STATE", "record")
    await archived(client, desk(client), person)
    await done(client, desk(client), "openArchive", **opening(person))
    assert await refusal(client, desk(client), "openArchive", **opening(person)) == ("WRONG_STATE", "record")
    again = {"record": person, "reason": "PERSON_LEFT", "expectedVersion": 2}
    assert await refusal(client, desk(client), "archiveRecord", **again) == ("WRONG_STATE", "record")


async def test_nothing_is_archived_while_there_is_work_with_it() -> None:
    client, person, visit = await client_and_visit()
    asked = {"record": person, "reason": "PERSON_LEFT", "expectedVersion": 1}
    await change("appointment", visit, starts_at=NOW - HOUR, ends_at=NOW + 1)
    for record in (person, visit):
        found = await refusal(client, desk(client), "archiveRecord", **{**asked, "record": record})
        assert found == ("WRONG_STATE", "record")
    await change("appointment", visit, ends_at=NOW)
    await joined(client, desk(client), person)
    assert await refusal(client, desk(client), "archiveRecord", **asked) == ("WRONG_STATE", "record")
    await archived(client, desk(client), visit)


async def test_a_controller_puts_away_nothing_that_another_works_with() -> None:
    client, person, _ = await client_and_visit()
    entry = await client.world.visit(person, REASON, channel=Channel.AGENDA, starts_at=NOW - 2 * DAY)
    asked = {"record": person, "reason": "PERSON_LEFT", "expectedVersion": 1}
    async with nothing_written():
        [error] = (await say(client, desk(client), "archiveRecord", **asked))["errors"]
        [theirs] = (await say(client, desk(client), "archiveRecord", **{**asked, "record": entry}))["errors"]
        [his_contact] = (await say(client, doctor(client), "archiveRecord", **asked))["errors"]
    assert (error["code"], error["articles"]) == ("NOT_ALLOWED", ["4(7)", "5(1)(b)"])
    assert theirs["articles"] == ["28(3)(a)", "29", "25(2)"]
    assert his_contact["articles"] == ["CSP L1110-4"]
    await archived(client, doctor(client), entry)
    await archived(client, desk(client), person)


async def test_stale_versions_are_refused() -> None:
    client, person, _ = await client_and_visit()
    asked = {"record": person, "reason": "PERSON_LEFT", "expectedVersion": 7}
    assert await refusal(client, desk(client), "archiveRecord", **asked) == (
        "VERSION_CONFLICT",
        "expectedVersion",
    )
    await archived(client, desk(client), person)
    back = {"record": person, "expectedVersion": 1}
    found = await refusal(client, officer(client), "reactivateRecord", **back)
    assert found == ("VERSION_CONFLICT", "expectedVersion")


@pytest.mark.parametrize("function", [Function.CONTACT, Function.PARTNER_SITE, Function.TECHNICAL_ADMIN])
async def test_nobody_else_archives(function: Function) -> None:
    client, person, _ = await client_and_visit()
    caller = client.world.caller(function, person if function is Function.CONTACT else None)
    asked = {"record": person, "reason": "PERSON_LEFT", "expectedVersion": 1}
    assert await refusal(client, caller, "archiveRecord", **asked) == ("NOT_ALLOWED", "")


async def test_a_legal_hold_changes_no_mask_and_is_placed_once() -> None:
    client, person, visit = await client_and_visit()
    row, before = await contact_row(person), await seen(client, doctor(client), visit, person)
    for placing, lifting in ((desk(client), officer(client)), (officer(client), desk(client))):
        asked = {"contactId": person, "reason": "COURT_CLAIM"}
        lifted = {"contactId": person}
        assert await refusal(client, lifting, "liftLegalHold", **lifted) == ("WRONG_STATE", "contactId")
        answer = await done(client, placing, "placeLegalHold", **asked)
        assert answer["contact"]["id"] == person
        assert await refusal(client, placing, "placeLegalHold", **asked) == ("WRONG_STATE", "contactId")
        assert (await contact_row(person), await seen(client, doctor(client), visit, person)) == (row, before)
        await done(client, lifting, "liftLegalHold", **lifted)
    assert len(await rows_of("record_state")) == 2


async def test_only_the_controller_and_the_officer_place_a_legal_hold() -> None:
    client, person, _ = await client_and_visit()
    own = await contact(client.world.here, **his(client))
    asked = {"reason": "COMPLAINT"}
    for caller, record, path in (
        (self_of(client, person), person, ""),
        (client.world.caller(Function.ASSISTANT), person, ""),
        (client.world.caller(Function.TECHNICAL_ADMIN), person, ""),
        (doctor(client), person, "contactId"),
        (desk(client), own, "contactId"),
    ):
        found = await refusal(client, caller, "placeLegalHold", contactId=record, **asked)
        assert found == ("NOT_ALLOWED", path)
    await done(client, doctor(client), "placeLegalHold", contactId=own, **asked)
