"""Pages and cursors: they speak of the caller's scope only, and belong to one caller and one query."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from models.words import Function, Preset
from permissions.caller import Caller
from tests.factories import NOW
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

PAGE: Final = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
CONNECTIONS: Final = {
    "appointments": "query ($first: Int, $after: String) "
    f"{{ appointments(first: $first, after: $after) {{ nodes {{ id }} {PAGE} }} }}",
    "narrowed": "query ($first: Int, $after: String, $at: DateTime) "
    f"{{ appointments(first: $first, after: $after, filter: {{from: $at}}) {{ nodes {{ id }} {PAGE} }} }}",
    "professionals": "query ($first: Int, $after: String) "
    f"{{ professionals(first: $first, after: $after) {{ nodes {{ id }} {PAGE} }} }}",
    "instructions": "query ($first: Int, $after: String) "
    f"{{ instructions(first: $first, after: $after) {{ nodes {{ id }} {PAGE} }} }}",
    "contacts": "query ($first: Int, $after: String) { contacts(search: {name: "
    f'{{name: "Zephyr"}}}}, first: $first, after: $after) {{ nodes {{ id }} {PAGE} }} }}',
    "others": "query ($first: Int, $after: String) { contacts(search: {name: "
    f'{{name: "Quillon"}}}}, first: $first, after: $after) {{ nodes {{ id }} {PAGE} }} }}',
}


async def page(client: Client, caller: Caller, connection: str, first: int, after: str | None) -> Any:
    data = await client.data(caller, CONNECTIONS[connection], first=first, after=after)
    [answer] = data.values()
    return answer


async def pages(client: Client, caller: Caller, connection: str, first: int) -> AsyncIterator[Any]:
    after: str | None = None
    while True:
        found = await page(client, caller, connection, first, after)
        yield found
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            return


async def cabinet_and_client() -> tuple[Cabinet, Client]:
    cabinet = await full_cabinet(Preset.POLICY)
    return cabinet, Client(cabinet.world)


@pytest.mark.parametrize("connection", ["appointments", "professionals", "instructions", "contacts"])
async def test_pages_of_any_size_hold_the_same_rows_in_the_same_order(connection: str) -> None:
    cabinet, client = await cabinet_and_client()
    role = "staff" if connection != "instructions" else "desk"
    caller = cabinet.caller(role)
    whole = await page(client, caller, connection, 100, None)
    ids = [each["id"] for each in whole["nodes"]]
    assert len(ids) == len(set(ids)) > 6
    for first in (1, 3, len(ids) - 1, len(ids)):
        walked = [found async for found in pages(client, caller, connection, first)]
        assert [each["id"] for found in walked for each in found["nodes"]] == ids
        assert [found["pageInfo"]["hasPreviousPage"] for found in walked] == [False] + [True] * (
            len(walked) - 1
        )
        assert len(walked) == -(-len(ids) // first)


async def test_a_page_that_ends_with_the_scope_says_so_though_other_rows_follow() -> None:
    cabinet, client = await cabinet_and_client()
    for role, own in {"partner": 5, "parent": 6, "booker": 7}.items():
        found = await page(client, cabinet.caller(role), "appointments", own, None)
        assert len(found["nodes"]) == own
        assert found["pageInfo"]["hasNextPage"] is False, role
        shorter = await page(client, cabinet.caller(role), "appointments", own - 1, None)
        assert shorter["pageInfo"]["hasNextPage"] is True, role


@pytest.mark.parametrize("role", ["rival", "lapsed", "colleague", "outsider", "nobody"])
async def test_a_page_without_rows_is_the_same_whatever_stands_outside_the_scope(role: str) -> None:
    cabinet, client = await cabinet_and_client()
    for connection in ("appointments", "narrowed", "instructions"):
        assert await page(client, cabinet.caller(role), connection, 1, None) == {
            "nodes": [],
            "pageInfo": {
                "hasNextPage": False,
                "hasPreviousPage": False,
                "startCursor": None,
                "endCursor": None,
            },
        }


async def refusal(client: Client, caller: Caller, connection: str, after: str) -> tuple[int, bytes]:
    await client.ask(
        caller, CONNECTIONS[connection], {"x-request-id": "fixed-request-id"}, first=2, after=after
    )
    assert client.last is not None
    return client.last.status_code, client.last.content


async def test_a_cursor_of_another_caller_of_another_query_or_altered_is_one_refusal() -> None:
    cabinet, client = await cabinet_and_client()
    partner, doctor = cabinet.caller("partner"), cabinet.caller("professional", cabinet.records["agenda"])
    given = (await page(client, partner, "appointments", 2, None))["pageInfo"]["endCursor"]
    of_directory = (await page(client, partner, "professionals", 2, None))["pageInfo"]["endCursor"]
    of_doctor = (await page(client, doctor, "appointments", 2, None))["pageInfo"]["endCursor"]
    client_of_partner = cabinet.world.caller(Function.PARTNER_SITE, account_id="api_other")
    malformed = await refusal(client, partner, "appointments", "?")
    assert b"BAD_USER_INPUT" in malformed[1]
    flipped = given[:5] + ("A" if given[5] != "A" else "B") + given[6:]

    for after in (
        of_directory,
        of_doctor,
        flipped,
        given[:-1],
        given + "A",
        given[:8],
        "A" * 400,
        "=",
        "é",
        given + "!!!!",
    ):
        assert await refusal(client, partner, "appointments", after) == malformed, after
    for caller in (
        client_of_partner,
        cabinet.caller("rival"),
        cabinet.caller("desk"),
        doctor,
        cabinet.caller("nobody"),
    ):
        assert await refusal(client, caller, "appointments", given) == malformed
    assert (await page(client, partner, "appointments", 2, given))["pageInfo"]["hasPreviousPage"] is True


async def test_a_cursor_does_not_outlive_the_filter_or_the_search_it_came_from() -> None:
    cabinet, client = await cabinet_and_client()
    desk = cabinet.caller("desk")

    async def end(connection: str) -> str:
        return str((await page(client, desk, connection, 2, None))["pageInfo"]["endCursor"])

    for one, other in (("contacts", "others"), ("others", "contacts")):
        assert b"BAD_USER_INPUT" in (await refusal(client, desk, other, await end(one)))[1]
    narrowed = await end("narrowed")
    asked = await client.ask(
        desk, CONNECTIONS["narrowed"], first=2, after=narrowed, at="2026-11-23T08:00:00Z"
    )
    assert [each["extensions"]["code"] for each in asked["errors"]] == ["BAD_USER_INPUT"]


async def test_cursors_tell_neither_ids_nor_instants_nor_names() -> None:
    cabinet, client = await cabinet_and_client()
    for connection in ("appointments", "contacts", "professionals", "instructions"):
        found = await page(client, cabinet.caller("desk"), connection, 2, None)
        for cursor in (found["pageInfo"]["startCursor"], found["pageInfo"]["endCursor"]):
            assert cursor.replace("-", "").replace("_", "").isalnum()
            assert found["nodes"][0]["id"][4:] not in cursor
            assert str(NOW)[:6] not in cursor
