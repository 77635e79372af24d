"""Consents: given in the words in force, withdrawn as easily, both in force at the next read."""

from dataclasses import replace
from typing import Final

import pytest

from models.privacy import consent_texts
from models.privacy.consent_texts import TEXTS
from models.words import Function, Purpose
from permissions.caller import ANONYMOUS
from permissions.purposes import CONSENTABLE
from tests.factories import (
    DAY,
    NOW,
    small_world,
)
from tests.schema.privacy.consenting import VERSION, client_and_visit, given, person_of, withdrawn
from tests.schema.privacy.saying import desk, doctor, done, officer, say, self_of, states
from tests.support.client import Client
from tests.support.rows import acts, rows_of
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

CONSENTS: Final = """
query ($id: ID!, $first: Int, $after: String) {
  consents(contactId: $id, first: $first, after: $after) {
    nodes { purpose textVersion text channel givenAt endedAt withdrawn }
    pageInfo { hasNextPage endCursor }
  }
}
"""


def test_there_is_one_text_in_each_language_for_all_that_rests_on_consent_and_for_nothing_else() -> None:
    assert {text.purpose for text in TEXTS} == CONSENTABLE
    assert all(text.articles and text.words.keys() == {"fr", "en"} for text in TEXTS)
    assert len({(text.purpose, text.version) for text in TEXTS}) == len(TEXTS)


@pytest.mark.policy("S5")
async def test_anybody_reads_the_words_in_both_languages() -> None:
    client = Client(await small_world())
    asked = "{ consentTexts { purpose version text validFrom articles } }"
    english = (await client.data(ANONYMOUS, asked))["consentTexts"]
    answer = await client.ask(ANONYMOUS, asked, {"accept-language": "fr"})
    assert [text["purpose"] for text in english] == ["MATCHING", "REMINDER", "CARE"]
    assert english[2]["articles"] == ["6(1)(a)", "7", "9(2)(a)"]
    assert english[1]["text"].startswith("I agree to be reminded of my appointments.")
    assert answer["data"]["consentTexts"][1]["text"].startswith("J'accepte de recevoir le rappel")


@pytest.mark.policy("S5", "S21d")
async def test_a_withdrawn_consent_closes_at_the_next_read_and_a_given_one_opens_again() -> None:
    client, person, visit = await client_and_visit()
    me = self_of(client, person)
    opened = await states(client, desk(client), visit, person)
    assert {opened["visitReason"], opened["treatingPhysician"], opened["lastName"]} == {"CLEAR"}

    answer = await done(client, me, "withdrawConsent", **withdrawn(person))
    assert answer["consent"] is None
    assert answer["contact"]["treatingPhysician"] == {"state": "CLEAR"}
    closed = await states(client, desk(client), visit, person)
    assert closed == opened | {
        "visitReason": "WITHHELD CONSENT_WITHDRAWN",
        "treatingPhysician": "WITHHELD CONSENT_WITHDRAWN",
    }
    assert (await states(client, doctor(client), visit, person))["visitReason"] == "CLEAR"

    answer = await done(client, me, "giveConsent", **given(person))
    assert (answer["consent"]["channel"], answer["consent"]["endedAt"]) == ("ONLINE", None)
    assert await states(client, desk(client), visit, person) == opened


async def test_what_rested_on_one_consent_only_is_closed_for_that_purpose_alone() -> None:
    client, person, visit = await client_and_visit()
    await done(client, self_of(client, person), "withdrawConsent", **withdrawn(person, "MATCHING"))
    seen = {
        purpose: (await states(client, desk(client), visit, person, purpose))["lastName"]
        for purpose in (None, "APPOINTMENT", "MATCHING", "REMINDER")
    }
    closed = "WITHHELD CONSENT_WITHDRAWN"
    assert seen == {None: "CLEAR", "APPOINTMENT": "CLEAR", "MATCHING": closed, "REMINDER": "CLEAR"}


@pytest.mark.policy("S21d")
async def test_withdrawing_takes_the_same_words_as_giving_and_no_more() -> None:
    client = Client(await small_world())
    inputs: dict[str, set[str]] = {}
    for name in ("GiveConsentInput", "WithdrawConsentInput"):
        asked = "query ($name: String!) { __type(name: $name) { inputFields { name } } }"
        answer = await client.data(desk(client), asked, name=name)
        inputs[name] = {field["name"] for field in answer["__type"]["inputFields"]}
    assert inputs["WithdrawConsentInput"] == inputs["GiveConsentInput"] - {"textVersion"}


async def test_the_desk_writes_down_what_was_said_by_phone_and_reads_its_own_masks_at_once() -> None:
    client, person, _ = await client_and_visit()
    answer = await done(client, desk(client), "giveConsent", **given(person))
    assert answer["consent"] == {
        "id": answer["consent"]["id"],
        "purpose": "CARE",
        "textVersion": VERSION,
        "text": TEXTS[2].words["en"],  # type: ignore[index]  # a word is its text
        "channel": "PHONE",
        "givenAt": "2026-11-23T08:00:00Z",
        "endedAt": None,
        "withdrawn": False,
    }
    answer = await done(client, desk(client), "withdrawConsent", **withdrawn(person))
    assert answer["consent"]["withdrawn"] is True
    assert answer["contact"]["treatingPhysician"] == {"state": "WITHHELD"}
    assert client.last is not None
    assert "Roux" not in client.last.text
    assert {(row["verb"], row["record_id"], row["reason"]) for row in await acts()} == {
        ("giveConsent", person, f"CARE {VERSION}"),
        ("withdrawConsent", person, "CARE"),
    }


async def test_words_that_changed_meanwhile_are_not_consented_to(monkeypatch: pytest.MonkeyPatch) -> None:
    client, person, _ = await client_and_visit()
    me = self_of(client, person)
    await done(client, me, "giveConsent", **given(person))
    newer = replace(TEXTS[2], version="2026-12", valid_from=NOW + DAY)
    monkeypatch.setattr(consent_texts, "TEXTS", (newer, *TEXTS))
    client.now = NOW + DAY - 1
    async with nothing_written():
        early = await say(client, me, "giveConsent", **given(person, version="2026-12"))
    client.now = NOW + DAY
    async with nothing_written():
        late = await say(client, me, "giveConsent", **given(person))
        never = await say(client, me, "giveConsent", **given(person, version=""))
    for payload in (early, late, never):
        assert payload["errors"][0]["__typename"] == "ConsentTextChanged"
        assert payload["errors"][0]["path"] == ["textVersion"]
        assert (payload["consent"], payload["contact"]) == (None, None)

    answer = await done(client, me, "giveConsent", **given(person, version="2026-12"))
    assert answer["consent"]["textVersion"] == "2026-12"
    found = (await client.data(me, CONSENTS, id=person))["consents"]["nodes"]
    assert [(each["textVersion"], each["endedAt"], each["withdrawn"]) for each in found] == [
        ("2026-12", None, False),
        ("2026-11", "2026-11-24T08:00:00Z", False),
    ]


async def test_a_changed_text_says_which_is_in_force() -> None:
    client, person, _ = await client_and_visit()
    asked = """mutation ($input: GiveConsentInput!) { giveConsent(input: $input) {
      errors { ... on ConsentTextChanged { code message currentTextVersion } } } }"""
    me = self_of(client, person)
    data = await client.data(me, asked, input=given(person, version="2019-01"))
    assert data["giveConsent"]["errors"] == [
        {
            "code": "CONSENT_TEXT_CHANGED",
            "message": "The text of the consent has changed; read consentTexts again and give the version "
            "in force.",
            "currentTextVersion": VERSION,
        }
    ]


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - CONSENTABLE))
async def test_no_consent_is_written_for_what_rests_on_contract_or_law(purpose: str) -> None:
    client, person, _ = await client_and_visit()
    async with nothing_written():
        for name, asked in (
            ("giveConsent", given(person, purpose)),
            ("withdrawConsent", withdrawn(person, purpose)),
        ):
            [error] = (await say(client, self_of(client, person), name, **asked))["errors"]
            assert (error["code"], error["path"]) == ("NOT_ALLOWED", ["purpose"])
            assert error["articles"] == ["6(1)(b)", "6(1)(c)", "7(4)"]


async def test_neither_is_done_twice() -> None:
    client, person, _ = await client_and_visit()
    me = self_of(client, person)
    await done(client, me, "giveConsent", **given(person))
    async with nothing_written():
        [error] = (await say(client, me, "giveConsent", **given(person)))["errors"]
    assert (error["code"], error["path"]) == ("WRONG_STATE", ["purpose"])
    await done(client, me, "withdrawConsent", **withdrawn(person))
    async with nothing_written():
        [error] = (await say(client, me, "withdrawConsent", **withdrawn(person)))["errors"]
    assert (error["code"], error["path"]) == ("WRONG_STATE", ["purpose"])


async def test_the_same_key_consents_once_and_with_another_purpose_is_refused() -> None:
    client, person, _ = await client_and_visit()
    me = self_of(client, person)
    first = await done(client, me, "giveConsent", **given(person), idempotencyKey="k")
    assert await done(client, me, "giveConsent", **given(person), idempotencyKey="k") == first
    [error] = (await say(client, me, "giveConsent", **given(person, "REMINDER"), idempotencyKey="k"))[
        "errors"
    ]
    assert error["code"] == "IDEMPOTENCY_MISMATCH"
    assert len(await rows_of("consent")) == 1


async def test_consents_are_read_page_by_page_by_who_may_and_by_nobody_else() -> None:
    client, person, _ = await client_and_visit()
    me = self_of(client, person)
    for after, purpose in enumerate(("MATCHING", "REMINDER", "CARE")):
        client.now = NOW + after
        await done(client, me, "giveConsent", **given(person, purpose))
    first = (await client.data(me, CONSENTS, id=person, first=2))["consents"]
    cursor = first["pageInfo"]["endCursor"]
    rest = (await client.data(me, CONSENTS, id=person, first=2, after=cursor))["consents"]
    assert [each["purpose"] for each in (*first["nodes"], *rest["nodes"])] == ["CARE", "REMINDER", "MATCHING"]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    for caller in (desk(client), officer(client)):
        assert len((await client.data(caller, CONSENTS, id=person))["consents"]["nodes"]) == 3

    codes = {}
    for caller in (doctor(client), self_of(client, await person_of(client.world)), ANONYMOUS):
        answer = await client.ask(caller, CONSENTS, id=person)
        codes[caller.function] = answer["errors"][0]["extensions"]["code"]
    assert codes == {
        Function.PROFESSIONAL: "FORBIDDEN",
        Function.CONTACT: "NOT_FOUND",
        Function.ANONYMOUS: "NOT_FOUND",
    }
