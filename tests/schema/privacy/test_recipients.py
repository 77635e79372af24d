"""Keeping a professional out: openly by opposing, or silently by hiding, of which nobody else learns."""

from typing import Any, Final

import pytest

from models.storage.reading import counting_statements, fetch
from models.words import Channel, Function
from permissions.caller import ANONYMOUS, Caller
from tests.factories import (
    BIRTH,
    IDENTITY,
    NOTE,
    PHYSICIAN,
    REACH,
    REASON,
    contact,
    contact_row,
    relationship,
    small_world,
)
from tests.schema.privacy.saying import desk, doctor, done, officer, say, self_of, sight, states
from tests.support.client import Client
from tests.support.rows import acts, rows_of
from tests.support.writes import TABLES, nothing_written

pytestmark = pytest.mark.usefixtures("databases")

READ: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on Appointment { id version visitReason { ...T } note { ...T } contact { ...P } privacy { ...S } }
    ... on Contact { ...P privacy { ...S } }
  }
}
fragment T on PersonalText { state value display why { code articles } unlock }
fragment P on Contact { id version lastName { ...T } treatingPhysician { ...T } }
fragment S on RecordPrivacy { callerRole states { category state rule code } }
"""
SEARCH: Final = """
query { contacts(search: {name: {name: "Lefèvre"}}) { nodes { id treatingPhysician { state } } } }
"""


async def client_and_visit() -> tuple[Client, str, str]:
    client = Client(await small_world())
    person = await contact(client.world.here, IDENTITY, REACH, BIRTH, PHYSICIAN)
    visit = await client.world.visit(person, REASON, NOTE, channel=Channel.PHONE)
    return client, person, visit


@pytest.mark.policy("S5")
async def test_who_is_opposed_receives_nothing_from_the_next_read_on_and_is_told_so() -> None:
    client, person, visit = await client_and_visit()
    asked = {"contactId": person, "professionalId": client.world.doctor}
    before = await states(client, doctor(client), visit, person)
    answer = await done(client, self_of(client, person), "opposeRecipient", **asked)
    assert answer["contact"]["lastName"] == {"state": "CLEAR", "value": "Lefèvre"}
    assert set(before.values()) == {"CLEAR"}
    assert set((await states(client, doctor(client), visit, person)).values()) == {"WITHHELD OPPOSED"}
    assert (await states(client, desk(client), visit, person))["lastName"] == "CLEAR"
    await done(client, self_of(client, person), "withdrawOpposition", **asked)
    assert await states(client, doctor(client), visit, person) == before
    assert {(row["verb"], row["reason"]) for row in await acts()} == {
        ("opposeRecipient", client.world.doctor),
        ("withdrawOpposition", client.world.doctor),
    }


async def test_who_controls_a_record_is_not_its_recipient() -> None:
    client, _, _ = await client_and_visit()
    mine = {"channel": Channel.AGENDA, "professional_id": client.world.doctor}
    person = await contact(client.world.here, IDENTITY, **mine)
    visit = await client.world.visit(person, starts_at=client.now + 86_400)
    asked = {"contactId": person, "professionalId": client.world.doctor}
    await done(client, self_of(client, person), "opposeRecipient", **asked)
    assert (await states(client, doctor(client), visit, person))["lastName"] == "CLEAR"


async def seen_by(client: Client, caller: Caller, record: str) -> tuple[bytes, list[str]]:
    with counting_statements() as statements:
        await client.ask(caller, READ, {"x-request-id": "fixed-request-id"}, id=record)
    assert client.last is not None
    return client.last.content, statements.texts


async def test_what_is_hidden_reads_as_if_it_had_never_been_there() -> None:
    client, person, visit = await client_and_visit()
    empty = await contact(client.world.here, IDENTITY, REACH, BIRTH)
    bare = await client.world.visit(empty, REASON, channel=Channel.PHONE, starts_at=client.now + 86_400)
    for whom in ({"professionalId": client.world.doctor}, {}):
        await done(client, self_of(client, person), "hideFromProviders", contactId=person, **whom)
        seen = (await sight(client, doctor(client), visit, person))["data"]
        plain = (await sight(client, doctor(client), bare, empty))["data"]
        hidden = seen["person"]["treatingPhysician"]
        assert hidden == plain["person"]["treatingPhysician"] == seen["visit"]["note"]
        assert hidden == {"state": "EMPTY", "value": None, "display": "", "why": None, "unlock": []}
        assert seen["visit"]["visitReason"] == hidden
        assert seen["explainAccess"] == plain["explainAccess"]
        assert seen["person"]["lastName"]["state"] == "CLEAR"
        assert client.last is not None
        assert "Roux" not in client.last.text
        await done(client, self_of(client, person), "showToProviders", contactId=person, **whom)
    assert set((await states(client, doctor(client), visit, person)).values()) == {"CLEAR"}


async def test_hiding_leaves_no_sign_for_anybody_else() -> None:
    client, person, visit = await client_and_visit()
    others = [desk(client), officer(client), client.world.caller(Function.TECHNICAL_ADMIN), ANONYMOUS]

    async def seen() -> list[Any]:
        answers: list[Any] = [
            await seen_by(client, each, record) for each in others for record in (visit, person)
        ]
        answers += [await client.ask(desk(client), SEARCH), await client.ask(doctor(client), SEARCH)]
        found = answers[-1]["data"]["contacts"]["nodes"]
        found[0].pop("treatingPhysician")
        return answers

    before = await seen()
    tables = {table: await rows_of(table) for table in TABLES if table not in {"contact", "record_state"}}
    row = await contact_row(person)
    await done(client, self_of(client, person), "hideFromProviders", contactId=person)

    def same(answers: list[Any]) -> list[Any]:
        for answer in answers[-2:]:
            answer.pop("extensions", None)
        return answers

    assert same(await seen()) == same(before)
    assert await acts() == []
    assert {table: await rows_of(table) for table in tables} == tables
    assert (await contact_row(person))._replace(states=None) == row


@pytest.mark.parametrize("name", ["hideFromProviders", "showToProviders"])
async def test_only_the_person_or_who_represents_it_hides_and_all_others_get_one_answer(name: str) -> None:
    client, person, _ = await client_and_visit()
    adult = await contact(client.world.here, source_contact_id=person)
    await relationship(person, adult, power="NONE", kind="SPOUSE")
    callers = [client.world.caller(each) for each in sorted(set(Function) - {Function.CONTACT})]

    async def answers() -> list[Any]:
        async with nothing_written():
            return [await say(client, caller, name, contactId=person) for caller in callers]

    before = await answers()
    for [error] in (payload["errors"] for payload in before):
        assert (error["code"], error["path"], error["articles"]) == (
            "NOT_ALLOWED",
            [],
            ["EHDS 8", "CSP L1110-4"],
        )
    await done(client, self_of(client, person), "hideFromProviders", contactId=person)
    assert await answers() == before
    async with nothing_written():
        [error] = (await say(client, self_of(client, person), name, contactId=adult))["errors"]
    assert (error["code"], error["path"]) == ("NOT_ALLOWED", ["contactId"])


async def test_who_represents_by_law_hides_for_the_person() -> None:
    client, parent, _ = await client_and_visit()
    child = await contact(client.world.here, source_contact_id=parent)
    await relationship(parent, child)
    await done(client, self_of(client, parent), "hideFromProviders", contactId=child)
    assert (await contact_row(child)).states == "HIDDEN:*"


@pytest.mark.parametrize(
    ("keep_out", "let_in"),
    [("opposeRecipient", "withdrawOpposition"), ("hideFromProviders", "showToProviders")],
)
async def test_bad_input_changes_nothing(keep_out: str, let_in: str) -> None:
    client, person, _ = await client_and_visit()
    me, asked = self_of(client, person), {"contactId": person, "professionalId": client.world.doctor}

    async def refused(name: str, **given: Any) -> tuple[str, list[str]]:
        async with nothing_written():
            [error] = (await say(client, me, name, **{**asked, **given}))["errors"]
        return error["code"], error["path"]

    assert await refused(let_in) == ("WRONG_STATE", ["professionalId"])
    await done(client, me, keep_out, **asked)
    assert await refused(keep_out) == ("WRONG_STATE", ["professionalId"])
    assert await refused(let_in, professionalId=client.world.colleague) == ("WRONG_STATE", ["professionalId"])
    assert await refused(keep_out, professionalId="pro_aaaaaaaaaaaaaaaaaaaa") == (
        "NOT_FOUND",
        ["professionalId"],
    )
    assert await refused(keep_out, professionalId=person) == ("NOT_FOUND", ["professionalId"])
    stranger = await contact(client.world.here)
    assert await refused(keep_out, contactId=stranger) == ("NOT_FOUND", ["contactId"])


async def test_the_desk_writes_an_opposition_down_only_where_its_operator_controls() -> None:
    client, person, _ = await client_and_visit()
    his = await contact(client.world.here, channel=Channel.AGENDA, professional_id=client.world.doctor)
    asked = {"professionalId": client.world.colleague}
    await done(client, desk(client), "opposeRecipient", contactId=person, **asked)
    async with nothing_written():
        [error] = (await say(client, desk(client), "opposeRecipient", contactId=his, **asked))["errors"]
        [theirs] = (await say(client, doctor(client), "opposeRecipient", contactId=person, **asked))["errors"]
    assert (error["path"], error["articles"]) == (["contactId"], ["28(3)(a)", "29", "25(2)"])
    assert theirs["path"] == []
    assert len(await fetch("SELECT id FROM record_state")) == 1
