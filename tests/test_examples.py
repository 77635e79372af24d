"""Every example, asked by the user it is for, of the real application with the demo world behind it."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import NoUnusedFragmentsRule, parse, specified_rules, validate

import app
from models.storage.database import DatabaseSettings
from models.storage.reading import fetch
from schema.schema import schema
from tests.support.demo import EXAMPLES, VISITOR, Demo, demo_at
from tests.support.fresh import SqliteTemplate

WEDNESDAY: Final = int(datetime(2026, 11, 25, 9, 5, tzinfo=UTC).timestamp())
FIRST_MINUTE: Final = int(datetime(2026, 11, 22, 23, 0, 30, tzinfo=UTC).timestamp())
LAST_MINUTE: Final = int(datetime(2026, 11, 29, 22, 59, 30, tzinfo=UTC).timestamp())
GROUPS: Final = ["admin", "contact", "desk", "officer", "partner", "professional", "visitor"]

MY_AGENDA: Final = "professional/01-my-agenda-this-week"
DESKS_AGENDA: Final = "desk/03-an-agenda-as-processor-and-as-controller"
BOOKING: Final = "partner/03-book-a-time"


@pytest.fixture
async def demo(database_settings: DatabaseSettings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Demo]:
    """The demo world on a Wednesday morning."""
    async with demo_at(WEDNESDAY, database_settings, monkeypatch) as found:
        yield found


def test_every_kind_of_user_has_examples_with_a_title_in_both_languages() -> None:
    assert sorted({example.group for example in EXAMPLES.values()}) == GROUPS
    for example in EXAMPLES.values():
        titles = re.findall(r"^# (fr|en): (.+)$", example.operation, re.MULTILINE)
        assert titles == list(example.title.items()), example.name


def test_no_variables_lie_beside_an_operation_that_is_gone() -> None:
    folder = app.HERE / "examples"
    beside = {file.relative_to(folder).as_posix() for file in folder.glob("**/*.variables.json")}
    assert beside <= {f"{name}.variables.json" for name in EXAMPLES}


def test_the_page_for_front_ends_shows_documents_that_follow_the_schema() -> None:
    page = (app.HERE / "docs" / "front-end.md").read_text(encoding="utf-8")
    documents = re.findall(r"```graphql\n(.+?)```", page, re.DOTALL)
    rules = [rule for rule in specified_rules if rule is not NoUnusedFragmentsRule]

    faults = [validate(schema._schema, parse(document), rules) for document in documents]

    assert faults == [[], []]


async def test_every_example_answers_as_it_announces(demo: Demo) -> None:
    await demo.run_all()


@pytest.mark.parametrize("now", [FIRST_MINUTE, LAST_MINUTE])
async def test_every_example_answers_in_the_first_and_the_last_minute_of_the_week(
    sqlite_template: SqliteTemplate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: int
) -> None:
    async with demo_at(now, await sqlite_template.make(tmp_path), monkeypatch) as demo:
        await demo.run_all()


async def test_the_readmes_first_query_gives_the_documented_answer(demo: Demo) -> None:
    readme = (app.HERE / "README.md").read_text(encoding="utf-8")
    headers = dict(re.findall(r'-H "([\w-]+): ([^$"]+)"', readme))
    [body], [documented] = (
        re.findall(r"-d '(.+)'", readme),
        re.findall(r"```json\n(.+?)```", readme, re.DOTALL),
    )

    response = await demo.ask("desk", json.loads(body), **headers)

    assert headers.keys() == {"Accept", "Accept-Language", "Content-Type"}
    assert response.json()["data"] == json.loads(documented)["data"]


async def test_a_reason_is_opened_to_the_processor_by_an_instruction_and_closed_with_it(demo: Demo) -> None:
    written = demo.values["nextAgendaAppointmentId"]
    his = _entry(await demo.run(MY_AGENDA, **_next_week(demo)), written)
    before = _entry(await demo.run(DESKS_AGENDA), written)
    assert (his["visitReason"]["state"], his["visitReason"]["value"]) == (
        "CLEAR",
        "Surveillance des anticoagulants",
    )
    assert before["privacy"] == {"callerRole": "PROCESSOR", "controller": {"name": "Dr Hélène Vasselin"}}
    assert before["visitReason"] == {
        "id": f"{written}.visitReason",
        "state": "WITHHELD",
        "value": None,
        "display": "Withheld",
        "why": {
            "code": "NO_INSTRUCTION",
            "rule": "processor/reason",
            "articles": ["28(3)(a)", "29", "25(2)"],
            "text": "The controller of this record gave no instruction that opens this value"
            " to its processor.",
        },
        "unlock": ["ASK_INSTRUCTION"],
    }

    await demo.run("professional/06-give-an-instruction")
    opened = _entry(await demo.run(DESKS_AGENDA), written)
    assert opened["visitReason"] == {**his["visitReason"], "why": None, "unlock": []}
    assert opened["contact"] == before["contact"]

    await demo.run("professional/08-withdraw-an-instruction")
    assert _entry(await demo.run(DESKS_AGENDA), written) == before


async def test_what_was_taken_by_phone_is_clear_to_the_desk_as_controller(demo: Demo) -> None:
    taken = _entry(await demo.run(DESKS_AGENDA), demo.values["nextPhoneAppointmentId"])

    assert taken["channel"] == "PHONE"
    assert taken["privacy"] == {"callerRole": "CONTROLLER", "controller": {"name": "Standard Chantefable"}}
    assert taken["visitReason"]["state"] == taken["contact"]["lastName"]["state"] == "CLEAR"
    assert taken["visitReason"]["value"] in {"Palpitations le soir au repos", "Suites de bronchite"}


async def test_the_desk_finds_the_parent_by_phone_and_books_for_the_child(demo: Demo) -> None:
    found = (await demo.run("desk/01-find-the-caller-by-phone"))["contacts"]["nodes"]
    [parent] = [each for each in found if each["relatives"]]
    [child] = [each["relative"] for each in parent["relatives"] if _first_name(each["relative"]) == "Milo"]
    assert _first_name(parent) == "Nora"
    assert child["id"] == demo.values["childId"]

    booked = (await demo.run("desk/05-book-for-a-child-through-the-parent"))["bookAppointment"]
    assert (booked["appointment"]["channel"], _first_name(booked["appointment"]["contact"])) == (
        "PHONE",
        "Milo",
    )


async def test_the_desk_finds_a_caller_by_name_and_birth_date(demo: Demo) -> None:
    by_name = "desk/02-find-the-caller-by-name"
    [found] = (await demo.run(by_name))["contacts"]["nodes"]
    born = found["birthDate"]["value"]

    assert found["id"] == demo.values["phoneContactId"]
    assert (await demo.run(by_name, birthDate=born))["contacts"]["nodes"] == [found]
    assert (await demo.run(by_name, birthDate="1901-01-01"))["contacts"]["nodes"] == []


async def test_a_partner_books_a_time_once_and_it_is_taken_then(demo: Demo) -> None:
    [found] = (await demo.run("partner/01-search-the-directory"))["professionals"]["nodes"]
    assert found["agendas"][0]["id"] == demo.values["agendaId"]
    assert found["visitTypes"][0]["id"] == demo.values["visitTypeId"]

    booked = await demo.run(BOOKING)
    again = await demo.run("partner/04-send-it-again")
    refused = await demo.run("partner/05-book-a-time-that-is-taken")

    appointment = booked["bookAppointment"]["appointment"]
    assert again == booked
    assert (appointment["status"], appointment["channel"]) == ("BOOKED", "ONLINE")
    [error] = refused["bookAppointment"]["errors"]
    assert refused["bookAppointment"]["appointment"] is None
    assert error["alternatives"]
    assert {"startsAt": appointment["startsAt"]} not in error["alternatives"]
    agenda = await demo.run(MY_AGENDA, **_next_week(demo))
    there = [entry["id"] for entry in agenda["agenda"] if entry["startsAt"] == appointment["startsAt"]]
    assert there == [appointment["id"]]


async def test_a_partner_reads_back_what_it_booked_and_nothing_else(demo: Demo) -> None:
    booked = (await demo.run(BOOKING))["bookAppointment"]["appointment"]["id"]
    listed = await _all_bookings(demo)

    own = await fetch("SELECT id FROM appointment WHERE partner_id = ?", demo.values["partnerId"])
    assert booked in listed
    assert sorted(listed) == sorted(row["id"] for row in own)
    others = [demo.values[name] for name in ("nextAgendaAppointmentId", "contactAppointmentId", "wardId")]
    assert await demo.data("partner", "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=others) == {
        "nodes": [None, None, None]
    }


async def test_a_contact_sees_its_own_data_whole_and_its_childrens(demo: Demo) -> None:
    me = (await demo.run("contact/01-my-data-and-my-relatives"))["viewer"]["contact"]

    relatives = {each["relative"]["firstName"]["value"]: each for each in me["relatives"]}
    assert {name: each["power"] for name, each in relatives.items()} == {
        "Milo": "PARENTAL_AUTHORITY",
        "Jade": "PARENTAL_AUTHORITY",
        "Ginette": "NONE",
    }
    assert me["id"] == demo.values["contactId"]
    assert {state for _, state in _values(me, but="relatives")} == {"CLEAR"}
    for child in (relatives["Milo"], relatives["Jade"]):
        assert {state for _, state in _values(child)} == {"CLEAR", "EMPTY"}
    appointments = await demo.run("contact/02-my-appointments")
    reasons = {each["id"]: each["visitReason"] for each in appointments["appointments"]["nodes"]}
    assert reasons[demo.values["contactAppointmentId"]]["state"] == "CLEAR"
    assert reasons[demo.values["childAppointmentId"]]["state"] == "CLEAR"
    assert demo.values["secretAppointmentId"] not in reasons


@pytest.mark.parametrize(("caller", "states"), [("dpo", {"PARTIAL", "WITHHELD"}), ("admin", {"WITHHELD"})])
async def test_who_watches_and_who_runs_the_product_read_no_content(
    demo: Demo, caller: str, states: set[str]
) -> None:
    clear = {value for value, _ in _values(await demo.run(MY_AGENDA)) if value}
    masked = await demo.run(MY_AGENDA, caller=caller)

    assert len(clear) > 40
    assert set(_values(masked)) == {(None, state) for state in states}
    assert demo.last is not None
    assert [value for value in clear if value in demo.last.text] == []


async def test_nobody_in_particular_reads_the_directory_only(demo: Demo) -> None:
    assert (await demo.run("visitor/02-a-professional-by-slug"))["professional"]["slug"] == demo.values[
        "slug"
    ]

    assert await demo.run(MY_AGENDA, caller=VISITOR) == {"agenda": []}
    assert (await demo.run("partner/06-my-bookings", caller=VISITOR))["appointments"]["nodes"] == []
    assert await demo.run("contact/01-my-data-and-my-relatives", caller=VISITOR) == {
        "viewer": {"contact": None}
    }
    node = await demo.run("officer/04-the-states-of-a-record", caller=VISITOR)
    assert node == {"node": None}
    search = EXAMPLES["desk/01-find-the-caller-by-phone"]
    body = {"query": search.operation, "variables": demo.variables(search.name)}
    response = await demo.ask(VISITOR, body)
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["FORBIDDEN"]


def _next_week(demo: Demo) -> dict[str, str]:
    return {"from": demo.values["weekEnd"], "to": demo.values["nextWeekEnd"]}


async def _all_bookings(demo: Demo) -> list[str]:
    """Return the ids of a partner's bookings, page after page."""
    found: list[str] = []
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = await demo.run("partner/06-my-bookings", filter={}, first=50, after=page["endCursor"])
        found += [each["id"] for each in answer["appointments"]["nodes"]]
        page = answer["appointments"]["pageInfo"]
    return found


def _entry(data: dict[str, Any], appointment_id: str) -> dict[str, Any]:
    [found] = [entry for entry in data["agenda"] if entry["id"] == appointment_id]
    entry: dict[str, Any] = found
    return entry


def _first_name(contact: dict[str, Any]) -> str:
    name: str = contact["firstName"]["value"]
    return name


def _values(answer: Any, but: str = "") -> Iterator[tuple[Any, str]]:
    """Yield the value and the state of every personal value in an answer."""
    if isinstance(answer, list):
        for each in answer:
            yield from _values(each, but)
    elif isinstance(answer, dict):
        if "state" in answer and "display" in answer:
            value = answer.get("value")
            yield (json.dumps(value) if isinstance(value, dict) else value), answer["state"]
        for name, inner in answer.items():
            if name != but:
                yield from _values(inner, but)
