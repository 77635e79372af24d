"""A search is written down before it is made; too many within an hour are guessing, which is told."""

import asyncio
from dataclasses import replace
from typing import Any, Final

import orjson
import pytest
from structlog.testing import capture_logs

from models.words import Function
from tests.factories import World, contact, rows_of, small_world
from tests.schema.journal.seeing import JOURNAL
from tests.support.client import Client
from tests.support.rows import acts

pytestmark = pytest.mark.usefixtures("databases")

BY_NAME: Final = "query ($name: String!) { contacts(search: {name: {name: $name}}) { nodes { id } } }"
BY_BIRTH: Final = """query ($name: String!, $born: Date!) {
  contacts(search: {name: {name: $name, birthDate: $born}}) { nodes { id } } }"""
BY_PHONE: Final = "query ($phone: PhoneNumber!) { contacts(search: {phone: $phone}) { nodes { id } } }"
ALERTS: Final = """
query ($first: Int, $after: String, $unacknowledged: Boolean!) {
  alerts(first: $first, after: $after, unacknowledged: $unacknowledged) {
    nodes { id at kind function party account record contact category acknowledgedAt }
    pageInfo { hasNextPage endCursor }
  }
}
"""
ACKNOWLEDGE: Final = """
mutation ($id: ID!, $key: String) {
  acknowledgeAlert(input: {id: $id, idempotencyKey: $key}) {
    alert { id acknowledgedAt } errors { __typename ... on UserError { code path } }
  }
}
"""


async def strict_world(most: int = 3) -> World:
    world = await small_world()
    return replace(world, here=replace(world.here, searches_per_hour=most))


async def codes(client: Client, world: World, operation: str = BY_NAME, **asked: Any) -> list[str]:
    answer = await client.ask(world.caller(Function.DESK_AGENT), operation, **asked or {"name": "Lefèvre"})
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


async def test_a_search_leaves_what_it_searched_by_and_never_the_text() -> None:
    client = Client(world := await small_world())
    await contact(world.here)
    desk = world.caller(Function.DESK_AGENT)
    await client.data(desk, BY_PHONE, phone="+33612345678")
    await client.data(desk, BY_BIRTH, name="Lefèvre", born="1980-02-29")
    rows = await rows_of("journal")
    found = sorted((row["verb"], row["reason"], row["shown"]) for row in rows)
    assert [(verb, kind, orjson.loads(shown)) for verb, kind, shown in found] == [
        ("SEARCH", "NAME", {"categories": ["BIRTH", "IDENTITY"], "walls": 1}),
        ("SEARCH", "PHONE", {"categories": ["REACH"], "walls": 1}),
    ]
    assert not any(word in repr([*map(dict, rows)]) for word in ("612345678", "1980", "Lef"))
    nodes = (await client.data(world.caller(Function.PROTECTION_OFFICER), JOURNAL))["accessJournal"]["nodes"]
    assert [each["search"] for each in sorted(nodes, key=lambda each: each["search"]["by"])] == [
        {"by": "NAME", "categories": ["BIRTH", "IDENTITY"], "walls": 1},
        {"by": "PHONE", "categories": ["REACH"], "walls": 1},
    ]
    assert {each["reason"] for each in nodes} == {None}


@pytest.mark.parametrize("function", [Function.CONTACT, Function.TECHNICAL_ADMIN, Function.ANONYMOUS])
async def test_who_may_not_search_leaves_nothing(function: Function) -> None:
    client = Client(world := await strict_world())
    for _ in range(5):
        answer = await client.ask(world.caller(function), BY_NAME, name="Lefèvre")
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await rows_of("journal"), await rows_of("alert")) == ([], [])


async def test_one_search_too_many_is_refused_and_the_officer_alerted_once() -> None:
    client = Client(world := await strict_world())
    with capture_logs() as logs:
        assert [await codes(client, world) for _ in range(5)] == [
            [],
            [],
            [],
            ["RATE_LIMITED"],
            ["RATE_LIMITED"],
        ]
    assert client.last is not None
    [error] = client.last.json()["errors"]
    assert error["message"].startswith("More than 3 searches within an hour")
    desk = world.caller(Function.DESK_AGENT)
    [alert] = await rows_of("alert")
    assert (alert["kind"], alert["function"], alert["account_id"], alert["category"]) == (
        "GUESSING",
        "DESK_AGENT",
        desk.account_id,
        "IDENTITY",
    )
    warned = [line for line in logs if line["event"] == "guessing"]
    assert warned == [
        {
            "event": "guessing",
            "log_level": "warning",
            "account": desk.account_id,
            "function": "DESK_AGENT",
            "category": "IDENTITY",
        }
    ]


async def test_the_budget_is_of_an_account_of_a_category_and_of_an_hour() -> None:
    client = Client(world := await strict_world())
    for _ in range(4):
        await codes(client, world)
    assert await codes(client, world) == ["RATE_LIMITED"]
    assert await codes(client, world, BY_PHONE, phone="+33612345678") == []
    other = world.caller(Function.DESK_AGENT, account_id="acc_other")
    assert "errors" not in await client.ask(other, BY_NAME, name="Lefèvre")
    client.now += 3601
    assert await codes(client, world) == []


async def test_many_at_once_do_not_slip_past_the_budget() -> None:
    client = Client(world := await strict_world(5))
    done = await asyncio.gather(*(codes(client, world) for _ in range(20)))
    assert sum(not each for each in done) <= 5
    mails = [f'a{n}: contacts(search: {{email: "a{n}@b.fr"}}) {{ nodes {{ id }} }}' for n in range(15)]
    aliased = f"{{ {' '.join(mails)} }}"
    answer = await client.ask(world.caller(Function.DESK_AGENT), aliased)
    assert answer["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_the_refusal_is_told_in_french() -> None:
    client = Client(world := await strict_world(0))
    answer = await client.ask(
        world.caller(Function.DESK_AGENT), BY_NAME, {"accept-language": "fr"}, name="Lefèvre"
    )
    assert answer["errors"][0]["message"].startswith("Plus de 0 recherches en une heure")


async def test_the_officer_reads_alerts_and_acknowledges_one_once() -> None:
    client = Client(world := await strict_world(0))
    await codes(client, world)
    await codes(client, world, BY_PHONE, phone="+33612345678")
    officer = world.caller(Function.PROTECTION_OFFICER)
    first = (await client.data(officer, ALERTS, first=1, unacknowledged=True))["alerts"]
    rest = await client.data(
        officer, ALERTS, first=1, after=first["pageInfo"]["endCursor"], unacknowledged=True
    )
    found = [*first["nodes"], *rest["alerts"]["nodes"]]
    assert {each["category"] for each in found} == {"IDENTITY", "REACH"}
    assert rest["alerts"]["pageInfo"]["hasNextPage"] is False
    seen = found[0]["id"]
    payload = (await client.data(officer, ACKNOWLEDGE, id=seen, key="k"))["acknowledgeAlert"]
    assert payload == {"alert": {"id": seen, "acknowledgedAt": "2026-11-23T08:00:00Z"}, "errors": []}
    assert (await client.data(officer, ACKNOWLEDGE, id=seen, key="k"))["acknowledgeAlert"] == payload
    again = (await client.data(officer, ACKNOWLEDGE, id=seen))["acknowledgeAlert"]
    assert again == {
        "alert": None,
        "errors": [{"__typename": "WrongState", "code": "WRONG_STATE", "path": ["id"]}],
    }
    left = (await client.data(officer, ALERTS, unacknowledged=True))["alerts"]["nodes"]
    assert [each["id"] for each in left] == [found[1]["id"]]
    assert [(row["verb"], row["record_id"]) for row in await acts()] == [("acknowledgeAlert", seen)]


@pytest.mark.parametrize("function", [each for each in Function if each is not Function.PROTECTION_OFFICER])
async def test_nobody_else_knows_of_alerts(function: Function) -> None:
    client = Client(world := await strict_world(0))
    await codes(client, world)
    [alert] = await rows_of("alert")
    caller = world.caller(function, await contact(world.here) if function is Function.CONTACT else None)
    assert (await client.data(caller, ALERTS, unacknowledged=False))["alerts"]["nodes"] == []
    known, unknown = [
        (await client.data(caller, ACKNOWLEDGE, id=each))["acknowledgeAlert"]
        for each in (alert["id"], "ale_nowhere")
    ]
    assert known == unknown
    assert known["errors"][0]["code"] == "NOT_ALLOWED"
    assert await rows_of("alert") == [alert]


async def test_an_unknown_alert_is_not_found() -> None:
    client = Client(world := await small_world())
    payload = await client.data(world.caller(Function.PROTECTION_OFFICER), ACKNOWLEDGE, id="ale_nowhere")
    assert payload["acknowledgeAlert"]["errors"][0]["code"] == "NOT_FOUND"
