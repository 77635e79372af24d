"""Objections: the purpose stops at once, and the controller weighs it, never the officer."""

import asyncio
from typing import Any, Final

import pytest

from models.words import Channel, Function, Purpose
from permissions.caller import ANONYMOUS
from permissions.purposes import OBJECTIONABLE
from tests.factories import IDENTITY, NOW, PHYSICIAN, REACH, contact, relationship, small_world
from tests.schema.privacy.saying import desk, doctor, done, officer, say, self_of, states
from tests.support.client import Client
from tests.support.rows import acts, rows_of
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

OBJECTIONS: Final = """
query ($id: ID!) { objections(contactId: $id) { nodes { id purpose state ground reason articles } } }
"""


async def client_and_visit(**given: Any) -> tuple[Client, str, str]:
    client = Client(await small_world())
    person = await contact(client.world.here, IDENTITY, REACH, PHYSICIAN, **given)
    return client, person, await client.world.visit(person, channel=given.get("channel", Channel.PHONE))


async def objected(client: Client, person: str, purpose: str = "MATCHING", **given: Any) -> str:
    asked = {"contactId": person, "purpose": purpose, **given}
    payload = await done(client, self_of(client, person), "object", **asked)
    found: str = payload["objection"]["id"]
    return found


@pytest.mark.policy("S5", "S21f")
async def test_an_objection_stops_its_purpose_at_once_and_no_other() -> None:
    client, person, visit = await client_and_visit()
    payload = await done(
        client, self_of(client, person), "object", contactId=person, purpose="MATCHING", ground="SAFETY"
    )
    assert payload["objection"] == {
        "id": payload["objection"]["id"],
        "purpose": "MATCHING",
        "state": "WEIGHED",
        "ground": "SAFETY",
        "raisedAt": "2026-11-23T08:00:00Z",
        "decidedAt": None,
        "reason": None,
        "articles": [],
        "appeal": None,
    }
    seen = {
        purpose: (await states(client, desk(client), visit, person, purpose))["lastName"]
        for purpose in (None, "APPOINTMENT", "MATCHING")
    }
    assert seen == {None: "CLEAR", "APPOINTMENT": "CLEAR", "MATCHING": "WITHHELD OBJECTED"}


async def test_who_objects_to_every_purpose_is_read_by_itself_alone() -> None:
    client, person, visit = await client_and_visit()
    for purpose in ("MATCHING", "APPOINTMENT", "REMINDER", "CARE"):
        await objected(client, person, purpose)
    assert set((await states(client, desk(client), visit, person)).values()) == {
        "WITHHELD OBJECTED",
        "WITHHELD NOT_THE_AUTHOR",
    }
    own = await states(client, self_of(client, person), visit, person)
    assert own["lastName"] == own["visitReason"] == own["treatingPhysician"] == "CLEAR"


@pytest.mark.policy("S20", "S21f", "S24")
async def test_a_refused_objection_ends_the_stop_and_tells_where_to_complain() -> None:
    client, person, visit = await client_and_visit()
    objection = await objected(client, person, "APPOINTMENT", ground="DISCRETION")
    answer = await done(
        client, desk(client), "decideObjection", id=objection, upheld=False, reason="NEEDED_FOR_CONTRACT"
    )
    shown = answer["objection"]
    assert (shown["state"], shown["ground"], shown["reason"]) == (
        "REFUSED",
        "DISCRETION",
        "NEEDED_FOR_CONTRACT",
    )
    assert shown["articles"] == ["6(1)(b)", "21(1)"]
    assert shown["appeal"] == {
        "name": "Commission nationale de l'informatique et des libertés (CNIL)",
        "address": ["3 place de Fontenoy", "TSA 80715", "75334 Paris Cedex 07", "France"],
        "link": "https://www.cnil.fr/fr/plaintes",
    }
    assert (await states(client, desk(client), visit, person, "APPOINTMENT"))["lastName"] == "CLEAR"
    await objected(client, person, "APPOINTMENT")


async def test_an_upheld_objection_stops_for_good_until_the_person_withdraws_it() -> None:
    client, person, visit = await client_and_visit()
    objection = await objected(client, person)
    await done(client, desk(client), "decideObjection", id=objection, upheld=True, reason="CONTROLLER_AGREES")
    client.now = NOW + 1
    assert (await states(client, desk(client), visit, person, "MATCHING"))["lastName"] == "WITHHELD OBJECTED"
    async with nothing_written():
        asked = {"id": objection, "upheld": False, "reason": "COMPELLING_GROUNDS"}
        [again] = (await say(client, desk(client), "decideObjection", **asked))["errors"]
        [twice] = (
            await say(client, self_of(client, person), "object", contactId=person, purpose="MATCHING")
        )["errors"]
    assert (again["code"], again["path"]) == ("WRONG_STATE", ["id"])
    assert (twice["code"], twice["path"]) == ("WRONG_STATE", ["purpose"])

    answer = await done(client, self_of(client, person), "withdrawObjection", id=objection)
    assert (answer["objection"]["state"], answer["objection"]["reason"]) == ("WITHDRAWN", "CONTROLLER_AGREES")
    assert (await states(client, desk(client), visit, person, "MATCHING"))["lastName"] == "CLEAR"
    async with nothing_written():
        [error] = (await say(client, self_of(client, person), "withdrawObjection", id=objection))["errors"]
    assert error["code"] == "WRONG_STATE"


async def test_the_officer_decides_nothing_that_he_checks() -> None:
    client, person, _ = await client_and_visit()
    objection = await objected(client, person)
    async with nothing_written():
        for upheld, reason in ((True, "CONTROLLER_AGREES"), (False, "COMPELLING_GROUNDS")):
            asked = {"id": objection, "upheld": upheld, "reason": reason}
            [error] = (await say(client, officer(client), "decideObjection", **asked))["errors"]
            assert (error["__typename"], error["articles"]) == ("NotAllowed", ["38(6)", "38(3)"])


@pytest.mark.parametrize(
    "function", sorted(set(Function) - {Function.DESK_AGENT, Function.PROTECTION_OFFICER})
)
async def test_nobody_but_the_controller_decides(function: Function) -> None:
    client, person, _ = await client_and_visit()
    objection = await objected(client, person)
    own = person if function is Function.CONTACT else None
    async with nothing_written():
        asked = {"id": objection, "upheld": True, "reason": "CONTROLLER_AGREES"}
        [error] = (await say(client, client.world.caller(function, own), "decideObjection", **asked))[
            "errors"
        ]
    assert error["code"] == "NOT_ALLOWED"


async def test_the_professional_decides_about_his_own_and_the_desk_does_not() -> None:
    client = Client(await small_world())
    mine = {"channel": Channel.AGENDA, "professional_id": client.world.doctor}
    person = await contact(client.world.here, **mine)
    objection = await objected(client, person, "CARE")
    asked = {"id": objection, "upheld": False, "reason": "LEGAL_OBLIGATION"}
    async with nothing_written():
        [error] = (await say(client, desk(client), "decideObjection", **asked))["errors"]
        stranger = client.world.caller(Function.PROFESSIONAL, client.world.lawyer)
        [absent] = (await say(client, stranger, "decideObjection", **asked))["errors"]
        [unknown] = (
            await say(client, stranger, "decideObjection", **{**asked, "id": "obj_aaaaaaaaaaaaaaaaaaaa"})
        )["errors"]
    assert (error["path"], error["articles"]) == (["id"], ["28(3)(a)", "29", "25(2)"])
    assert absent == unknown
    assert (absent["code"], absent["path"]) == ("NOT_FOUND", ["id"])
    answer = await done(client, doctor(client), "decideObjection", **asked)
    assert answer["objection"]["state"] == "REFUSED"


@pytest.mark.parametrize(
    ("upheld", "reason"), [(True, "COMPELLING_GROUNDS"), (False, "NO_COMPELLING_GROUNDS")]
)
async def test_a_reason_that_says_the_opposite_is_refused_with_its_articles(
    upheld: bool, reason: str
) -> None:
    client, person, _ = await client_and_visit()
    objection = await objected(client, person)
    asked = {"id": objection, "upheld": upheld, "reason": reason}
    async with nothing_written():
        [error] = (await say(client, desk(client), "decideObjection", **asked))["errors"]
    assert (error["__typename"], error["code"], error["path"]) == (
        "InvalidInput",
        "INVALID_REASON",
        ["reason"],
    )


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - OBJECTIONABLE))
async def test_nobody_objects_to_what_the_law_orders(purpose: str) -> None:
    client, person, _ = await client_and_visit()
    async with nothing_written():
        payload = await say(client, self_of(client, person), "object", contactId=person, purpose=purpose)
    [error] = payload["errors"]
    assert (error["path"], error["articles"]) == (["purpose"], ["21(1)", "6(1)(c)"])


async def test_representative_and_desk_object_for_the_person_and_others_do_not() -> None:
    client, parent, _ = await client_and_visit()
    child = await contact(client.world.here, source_contact_id=parent)
    adult = await contact(client.world.here, source_contact_id=parent)
    his = await contact(client.world.here, channel=Channel.AGENDA, professional_id=client.world.doctor)
    await relationship(parent, child)
    await relationship(parent, adult, power="NONE", kind="SPOUSE")
    me = self_of(client, parent)
    await done(client, me, "object", contactId=child, purpose="REMINDER")
    await done(client, desk(client), "object", contactId=parent, purpose="REMINDER")
    async with nothing_written():
        for caller, whose, path in (
            (me, adult, ["contactId"]),
            (desk(client), his, ["contactId"]),
            (doctor(client), his, []),
            (officer(client), parent, []),
            (ANONYMOUS, parent, []),
        ):
            [error] = (await say(client, caller, "object", contactId=whose, purpose="CARE"))["errors"]
            assert (error["code"], error["path"]) == ("NOT_ALLOWED", path)


async def test_of_two_at_the_same_moment_one_objects() -> None:
    client, person, _ = await client_and_visit()
    asked = {"contactId": person, "purpose": "CARE"}
    payloads = await asyncio.gather(
        *(say(client, self_of(client, person), "object", **asked) for _ in range(3))
    )
    codes = sorted(error["code"] for payload in payloads for error in payload["errors"])
    assert codes == ["WRONG_STATE", "WRONG_STATE"]
    assert len(await rows_of("objection")) == len(await rows_of("record_state")) == len(await acts()) == 1


async def test_objections_are_read_by_the_person_the_controller_and_the_officer() -> None:
    client, person, _ = await client_and_visit()
    objection = await objected(client, person, ground="OTHER")
    expected: dict[str, object] = {
        "id": objection,
        "purpose": "MATCHING",
        "state": "WEIGHED",
        "ground": "OTHER",
        "reason": None,
        "articles": [],
    }
    for caller in (self_of(client, person), desk(client), officer(client)):
        assert (await client.data(caller, OBJECTIONS, id=person))["objections"]["nodes"] == [expected]
    codes = [
        (await client.ask(caller, OBJECTIONS, id=person))["errors"][0]["extensions"]["code"]
        for caller in (doctor(client), client.world.caller(Function.PROFESSIONAL, client.world.lawyer))
    ]
    assert codes == ["FORBIDDEN", "NOT_FOUND"]
