"""Care teams: who is named receives what the one who named him holds, until somebody ends it."""

from dataclasses import replace
from typing import Any, Final

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import NOW, change, contact, professional, relationship, rows_of
from tests.schema.reading.cabinet import Cabinet, small_cabinet
from tests.schema.reading.planted import Planted
from tests.support.client import Client
from tests.support.writes import nothing_written

pytestmark = pytest.mark.usefixtures("databases")

NAME: Final = """
mutation ($input: NameCareTeamMemberInput!) {
  nameCareTeamMember(input: $input) {
    membership { id contactId professional { id } namedBy { id } endedAt }
    errors { __typename ... on UserError { code path message } ... on NotAllowed { articles } }
  }
}
"""
END: Final = """
mutation ($input: EndCareTeamMembershipInput!) {
  endCareTeamMembership(input: $input) {
    membership { endedAt }
    errors { ... on UserError { code path } }
  }
}
"""
SEEN: Final = """
query ($visit: ID!, $person: ID!) {
  visit: node(id: $visit) { ... on Appointment { visitReason { state value } } }
  person: node(id: $person) { ... on Contact { lastName { state value } privacy { callerRole } } }
  careTeam(contactId: $person) { professional { id } namedBy { id } }
}
"""


class Team:
    """The doctor's contact, and the colleague who is to care for it as well."""

    def __init__(self, cabinet: Cabinet, record: Planted) -> None:
        self.cabinet, self.record = cabinet, record
        self.client = Client(cabinet.world)
        self.doctor = cabinet.world.caller(Function.PROFESSIONAL)
        self.member = replace(cabinet.caller("colleague"), in_care_team=True)

    async def name(self, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
        asked = {
            "contactId": self.record.contact_id,
            "professionalId": self.cabinet.world.colleague,
            "personInformed": True,
            **given,
        }
        data = await self.client.data(caller or self.doctor, NAME, input=asked)
        return dict(data["nameCareTeamMember"])

    async def end(self, caller: Caller, membership: str) -> list[str]:
        data = await self.client.data(caller, END, input={"id": membership})
        return [each["code"] for each in data["endCareTeamMembership"]["errors"]]

    async def seen(self, caller: Caller) -> dict[str, Any]:
        return await self.client.data(
            caller, SEEN, visit=self.record.appointment_id, person=self.record.contact_id
        )


async def team() -> Team:
    cabinet = await small_cabinet()
    own = {"professional_id": cabinet.world.doctor}
    return Team(cabinet, await cabinet.plant("own", Channel.AGENDA, own))


ABSENT: Final[dict[str, Any]] = {"visit": None, "person": None, "careTeam": []}


@pytest.mark.policy("S9c")
async def test_a_member_receives_from_the_next_read_on_and_no_longer_than_the_membership() -> None:
    here = await team()
    world, record = here.cabinet.world, here.record
    assert await here.seen(here.member) == ABSENT

    named = await here.name()
    seen = await here.seen(here.member)

    assert named["errors"] == []
    assert seen["visit"]["visitReason"] == {"state": "CLEAR", "value": record.raw["visitReason"].value}
    assert seen["person"]["lastName"]["value"] == record.raw["lastName"].value
    assert seen["person"]["privacy"] == {"callerRole": "RECIPIENT"}
    both = [{"professional": {"id": world.colleague}, "namedBy": {"id": world.doctor}}]
    assert seen["careTeam"] == both
    for role in ("professional", "subject", "officer"):
        assert (await here.seen(here.cabinet.caller(role, record)))["careTeam"] == both
    for role in ("desk", "admin", "outsider"):
        assert (await here.seen(here.cabinet.caller(role)))["careTeam"] == []

    assert await here.end(here.doctor, named["membership"]["id"]) == []
    assert (await here.seen(here.member))["visit"] is None
    assert await here.end(here.doctor, named["membership"]["id"]) == ["WRONG_STATE"]
    acts = [row["verb"] for row in await rows_of("journal") if row["verb"] != "READ"]
    assert sorted(acts) == ["endCareTeamMembership", "nameCareTeamMember"]


@pytest.mark.policy("S6h")
@pytest.mark.parametrize("secret", [True, False])
async def test_who_represents_learns_of_no_secret_visit_by_whom_its_professional_named(secret: bool) -> None:
    here = await team()
    world, record = here.cabinet.world, here.record
    parent = await contact(world.here)
    await change("contact", record.contact_id, professional_id=None)
    await change("appointment", record.appointment_id, secret=secret)
    await relationship(parent, record.contact_id)
    named = await here.name()
    assert named["errors"] == []

    for_parent = (await here.seen(world.caller(Function.CONTACT, parent)))["careTeam"]
    ended = await here.end(world.caller(Function.CONTACT, parent), named["membership"]["id"])

    assert [each["namedBy"]["id"] for each in for_parent] == ([] if secret else [world.doctor])
    assert ended == (["NOT_FOUND"] if secret else [])
    itself = here.cabinet.caller("subject", record)
    assert (await here.seen(itself))["careTeam"] != [] or not secret


async def test_the_person_and_the_member_may_end_it_and_nobody_else() -> None:
    here = await team()
    subject = here.cabinet.caller("subject", here.record)
    for ends in (subject, here.member):
        named = (await here.name())["membership"]["id"]
        for role, code in (("desk", "NOT_FOUND"), ("officer", "NOT_ALLOWED"), ("outsider", "NOT_FOUND")):
            assert await here.end(here.cabinet.caller(role), named) == [code]
        assert await here.end(ends, named) == []


async def test_what_another_professional_holds_stays_behind_his_wall() -> None:
    here = await team()
    world = here.cabinet.world
    elsewhere = await here.cabinet.plant(
        "elsewhere", Channel.AGENDA, {"professional_id": world.lawyer}, professional_id=world.lawyer
    )
    await here.name()

    data = await here.client.data(
        here.member, SEEN, visit=elsewhere.appointment_id, person=elsewhere.contact_id
    )
    assert data == ABSENT


@pytest.mark.parametrize(
    ("function", "code"),
    [(each, "NOT_ALLOWED") for each in sorted(set(Function) - {Function.PROFESSIONAL, Function.ANONYMOUS})],
)
async def test_only_a_professional_names(function: Function, code: str) -> None:
    here = await team()
    party = here.record.contact_id if function is Function.CONTACT else None
    async with nothing_written():
        refused = await here.name(here.cabinet.world.caller(function, party))
    assert [(each["code"], each["articles"]) for each in refused["errors"]] == [
        (code, ["CSP L1110-4", "CSP L1110-12"])
    ]


async def test_each_bad_naming_is_refused_and_nothing_is_written() -> None:
    here = await team()
    world = here.cabinet.world
    gone = await professional(active=False)
    refusals: list[tuple[dict[str, Any], str, list[str]]] = [
        ({"personInformed": False}, "MISSING_REQUIRED_DATA", ["personInformed"]),
        ({"professionalId": world.doctor}, "NOT_ALLOWED", ["professionalId"]),
        ({"professionalId": world.lawyer}, "NOT_FOUND", ["professionalId"]),
        ({"professionalId": gone}, "NOT_FOUND", ["professionalId"]),
        ({"professionalId": "pro_aaaaaaaaaaaaaaaaaaaa"}, "NOT_FOUND", ["professionalId"]),
        ({"contactId": "con_aaaaaaaaaaaaaaaaaaaa"}, "NOT_FOUND", ["contactId"]),
    ]
    async with nothing_written():
        for given, code, path in refusals:
            found = (await here.name(**given))["errors"]
            assert [(each["code"], each["path"]) for each in found] == [(code, path)]
        lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)
        assert (await here.name(lawyer))["errors"][0]["code"] == "NOT_FOUND"
    assert await rows_of("care_team") == []

    await here.name()
    assert (await here.name())["errors"][0]["code"] == "WRONG_STATE"
    await change("contact", here.record.contact_id, restricted_at=NOW)
    assert (await here.name())["errors"][0]["code"] == "PROCESSING_RESTRICTED"


async def test_other_sectors_have_no_care_teams() -> None:
    here = await team()
    world = here.cabinet.world
    own = {"professional_id": world.lawyer}
    client = await here.cabinet.plant("client", Channel.AGENDA, own, professional_id=world.lawyer)
    lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)

    refused = await here.name(lawyer, contactId=client.contact_id)

    assert [each["code"] for each in refused["errors"]] == ["NOT_ALLOWED"]


async def test_a_professional_who_is_somebodys_contact_reads_each_record_as_who_he_is_there() -> None:
    here = await team()
    record, world = here.record, here.cabinet.world
    as_professional = world.caller(Function.PROFESSIONAL, world.colleague)
    as_person = here.cabinet.caller("subject", record)

    assert await here.seen(as_professional) == ABSENT
    assert (await here.seen(as_person))["visit"]["visitReason"]["state"] == "CLEAR"
