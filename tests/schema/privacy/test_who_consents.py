"""Who speaks for a person about its consents, and what everybody else is told."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import DAY, NOW, relationship
from tests.schema.privacy.consenting import client_and_visit, given, person_of, withdrawn
from tests.schema.privacy.saying import desk, done, say, self_of
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")


async def test_who_represents_by_law_speaks_for_the_person_and_who_merely_booked_does_not() -> None:
    client, parent, _ = await client_and_visit()
    child = await person_of(client.world, source_contact_id=parent)
    adult = await person_of(client.world, source_contact_id=parent)
    await relationship(parent, child)
    await relationship(parent, adult, kind="SPOUSE", power="NONE")
    me = self_of(client, parent)
    await done(client, me, "withdrawConsent", **withdrawn(child))
    async with nothing_written():
        [error] = (await say(client, me, "withdrawConsent", **withdrawn(adult)))["errors"]
    assert (error["__typename"], error["path"], error["articles"]) == (
        "NotAllowed",
        ["contactId"],
        ["6", "15(4)"],
    )


async def test_a_processor_writes_no_consent_about_what_the_professional_controls() -> None:
    client, _, _ = await client_and_visit()
    person = await person_of(client.world, channel=Channel.AGENDA, professional_id=client.world.doctor)
    async with nothing_written():
        for name, asked in (("giveConsent", given(person)), ("withdrawConsent", withdrawn(person))):
            [error] = (await say(client, desk(client), name, **asked))["errors"]
            assert (error["path"], error["articles"]) == (["contactId"], ["28(3)(a)", "29", "25(2)"])


@pytest.mark.parametrize("function", sorted(set(Function) - {Function.CONTACT, Function.DESK_AGENT}))
async def test_nobody_else_speaks_for_a_person(function: Function) -> None:
    client, _, _ = await client_and_visit()
    person = await person_of(client.world, channel=Channel.ONLINE, partner_id=client.world.partner)
    online: dict[str, Any] = {"channel": Channel.ONLINE, "partner_id": client.world.partner}
    await client.world.visit(person, starts_at=NOW + DAY, **online)
    caller = client.world.caller(function)
    async with nothing_written():
        for name, asked in (("giveConsent", given(person)), ("withdrawConsent", withdrawn(person))):
            [error] = (await say(client, caller, name, **asked))["errors"]
            assert (error["code"], error["path"]) == ("NOT_ALLOWED", [])


async def test_a_stranger_and_an_unknown_id_get_the_same_answer() -> None:
    client, person, _ = await client_and_visit()
    stranger = self_of(client, await person_of(client.world))
    async with nothing_written():
        for whose in (person, "con_aaaaaaaaaaaaaaaaaaaa", client.world.doctor, ""):
            payload = await say(client, stranger, "withdrawConsent", **withdrawn(whose))
            assert [(each["code"], each["path"]) for each in payload["errors"]] == [
                ("NOT_FOUND", ["contactId"])
            ]


async def test_who_was_erased_consents_to_nothing() -> None:
    client, _, _ = await client_and_visit()
    person = await person_of(client.world, erased_at=NOW - DAY)
    async with nothing_written():
        [error] = (await say(client, self_of(client, person), "giveConsent", **given(person)))["errors"]
    assert (error["code"], error["path"]) == ("WRONG_STATE", ["contactId"])
