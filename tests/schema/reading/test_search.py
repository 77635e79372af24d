"""Whoever could not read a category in clear cannot search by it; what is limited or erased is not found."""

import json
from typing import Any, Final

import pytest
from structlog.testing import capture_logs

from models.words import Preset
from permissions.caller import Caller
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.matrix import NEVER, RECORDS
from tests.schema.reading.planted import Planted
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

SEARCH: Final = """
query ($search: ContactSearch!) {
  contacts(search: $search, first: 5) {
    nodes { id lastName { state } phone { state } email { state } birthDate { state } }
    pageInfo { hasNextPage }
  }
}
"""
WAYS: Final = ("phone", "email", "name", "birth")

# Role, ways that find, records. `none` says that the records are not found, each for a reason of its own:
# the wall, no or no valid instruction, a restriction, an erasure, another partner.
_TABLE: Final = """
professional phone+email+name+birth agenda agenda-third agenda-over visit-limited agenda-keyless phone
professional phone+email+name+birth phone-for phone-over online child-secret adult order-reason order-phone
professional none                   agenda-limited agenda-erased both-states phone-limited online-erased
staff        phone+email+name       agenda visit-limited phone online child adult
staff        none                   agenda-limited phone-erased order-all order-phone
desk         phone+email+name+birth phone phone-for phone-over online online-lent child adult
desk         phone+email+name+birth order-all order-phone
desk         phone+email+name       order-two
desk         none                   agenda agenda-limited agenda-erased phone-limited phone-erased
desk         none                   order-reason order-note order-care order-withdrawn order-expired
desk         none                   order-later order-elsewhere order-limited
partner      phone+email+name+birth online online-over online-lent
partner      none                   phone agenda online-borrowed online-limited online-erased child order-all
"""
LINES: Final = [
    *((role, ways.split("+"), names) for role, ways, *names in map(str.split, _TABLE.splitlines()[1:])),
    *((role, ["none"], list(RECORDS)) for role in NEVER if role != "nobody"),
]
REFUSED: Final = ("subject", "parent", "booker", "officer", "admin", "nobody")


def asked(record: Planted, way: str) -> dict[str, Any]:
    """Return the search that would find a record."""
    raw = record.raw
    last_name = raw["lastName"].value
    if way == "birth":
        return {
            "name": {
                "name": last_name,
                "birthDate": raw["birthDate"].value if "birthDate" in raw else "1950-01-01",
            }
        }
    if way == "name":
        return {"name": {"name": last_name}}
    return {way: raw[way].value if way in raw else "+33612349999" if way == "phone" else "nobody@exemple.org"}


async def found(client: Client, caller: Caller, search: dict[str, Any]) -> list[str] | str:
    """Return the contacts found, each readable in clear by what it was found by, or the code of a refusal."""
    answer = await client.ask(caller, SEARCH, search=search)
    if "errors" in answer:
        [error] = answer["errors"]
        assert answer["data"] is None
        code: str = error["extensions"]["code"]
        return code
    page = answer["data"]["contacts"]
    assert page["pageInfo"] == {"hasNextPage": False}
    return [each["id"] for each in page["nodes"]]


async def wrong(client: Client, cabinet: Cabinet, role: str, name: str, *ways: str) -> list[str]:
    record = cabinet.records[name]
    caller = cabinet.caller(role, record)
    problems = []
    for way in WAYS:
        wanted: list[str] | str = [record.contact_id] if way in ways else []
        if way == "birth" and role == "staff":
            wanted = "FORBIDDEN"
        answer = await found(client, caller, asked(record, way))
        if answer != wanted:
            problems.append(f"{role} {name} by {way}: {answer} instead of {wanted}")
    return problems


@pytest.mark.policy("S11", "S16", "S26", "S27")
async def test_a_search_finds_only_what_its_caller_may_read_in_clear() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    problems: list[str] = []
    with capture_logs() as lines:
        for role, ways, names in LINES:
            for name in names:
                problems += await wrong(client, cabinet, role, name, *ways)
    assert problems == []
    said = json.dumps(lines, default=repr)
    assert [it.number for it in cabinet.records.values() if it.raw["lastName"].value in said] == []


@pytest.mark.parametrize("role", REFUSED)
async def test_who_reads_nothing_in_clear_may_not_search_and_learns_nothing_by_trying(role: str) -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    for way in WAYS:
        answers = []
        for name in ("phone", "agenda-erased", "online-limited"):
            record = cabinet.records[name]
            await client.ask(
                cabinet.caller(role, record),
                SEARCH,
                {"x-request-id": "fixed-request-id"},
                search=asked(record, way),
            )
            assert client.last is not None
            answers.append(client.last.content)
        assert answers == [answers[0]] * 3
        assert b"FORBIDDEN" in answers[0]


async def test_under_the_guide_the_desk_finds_user_accounts_and_not_what_professionals_control() -> None:
    cabinet = await full_cabinet(Preset.CNIL_GUIDE)
    client = Client(cabinet.world)

    assert await wrong(client, cabinet, "desk", "phone", *WAYS) == []
    assert await wrong(client, cabinet, "desk", "phone-for") == []
    assert await wrong(client, cabinet, "professional", "phone-for", *WAYS) == []
    assert await wrong(client, cabinet, "desk", "order-all", *WAYS) == []


async def test_a_search_for_another_purpose_than_the_instruction_finds_nothing() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    record = cabinet.records["order-all"]

    async def by_phone(purpose: str) -> Any:
        answer = await client.ask(
            cabinet.caller("desk"), SEARCH, {"x-purpose": purpose}, search=asked(record, "phone")
        )
        return [each["id"] for each in answer["data"]["contacts"]["nodes"]]

    assert await by_phone("APPOINTMENT") == [record.contact_id]
    assert await by_phone("REMINDER") == []
    assert await by_phone("CARE") == []


async def test_what_is_found_is_shown_clear_in_what_it_was_found_by() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    shows = {"phone": "phone", "email": "email", "name": "lastName", "birth": "birthDate"}
    for role, ways, names in LINES:
        for name in set(names) - {"agenda-keyless"}:
            record = cabinet.records[name]
            for way in set(ways) - {"none"}:
                data = await client.data(cabinet.caller(role, record), SEARCH, search=asked(record, way))
                [node] = data["contacts"]["nodes"]
                assert node[shows[way]]["state"] == "CLEAR", (role, name, way)


async def test_a_name_found_with_a_wrong_birth_date_is_not_found() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    record = cabinet.records["phone"]
    search = {"name": {"name": record.raw["lastName"].value, "birthDate": "1949-12-31"}}

    assert await found(client, cabinet.caller("desk"), search) == []


@pytest.mark.parametrize(
    "search",
    [
        {"name": {"name": ""}},
        {"name": {"name": "  -' "}},
        {"name": {"name": "\u0301"}},
        {"phone": "abc"},
        {"email": "@"},
        {"email": "zoe"},
        {"name": {"name": "%", "birthDate": "1980-02-29"}},
    ],
)
async def test_a_search_for_nothing_never_answers_everybody(search: dict[str, Any]) -> None:
    cabinet = await full_cabinet(Preset.POLICY)

    answer = await found(Client(cabinet.world), cabinet.caller("desk"), search)

    assert answer in ("BAD_USER_INPUT", [])
