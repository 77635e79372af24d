"""Entries of one second come in the order in which they were written, whoever reads and page by page."""

from typing import Any

import pytest

from models.journal.chain import Written, link_acts
from models.journal.entry import About
from models.journal.journal import Journal
from models.journal.verify import verify
from models.storage.reading import fetch
from models.words import Function
from permissions.caller import Caller
from tests.factories import NOW, World, contact, small_world
from tests.schema.journal.seeing import JOURNAL
from tests.support.client import Client
from tests.support.journal import act, entry

pytestmark = pytest.mark.usefixtures("databases")

SEVERAL = 24


async def written_in_one_second(mine: str) -> list[str]:
    """Write acts and readings in turns, some acts linked and some not; return them in that order."""
    ids = []
    for number in range(SEVERAL):
        by: dict[str, str | int | None] = {"at": NOW, "party_id": mine, "function": Function.CONTACT.value}
        if number % 2:
            made = entry(**by, verb="holdSlot", record_id=mine, contact_id=mine, shown=None)
            await act(made)
        else:
            made = entry(**by)
            about = [About(mine, NOW, made.id, mine, "IDENTITY", secret=False)]
            await Journal().write([Written(made, about)])
        if number == SEVERAL // 2:
            await link_acts()
        ids.append(made.id)
    return ids


def readers(world: World, mine: str) -> list[tuple[Caller, dict[str, Any]]]:
    officer = world.caller(Function.PROTECTION_OFFICER)
    return [(officer, {}), (officer, {"contact": mine}), (world.caller(Function.CONTACT, mine), {})]


async def in_pages(client: Client, caller: Caller, first: int, **asked: Any) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        data = await client.data(caller, JOURNAL, first=first, after=after, **asked)
        page = data["accessJournal"]
        found += [each["id"] for each in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize("first", [1, 5, 100])
async def test_entries_of_one_second_come_in_the_order_in_which_they_were_written(first: int) -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    written = await written_in_one_second(mine)

    for caller, asked in readers(world, mine):
        assert await in_pages(client, caller, first, **asked) == written[::-1]


async def test_what_is_written_between_two_pages_moves_no_page() -> None:
    client = Client(world := await small_world())
    mine = await contact(world.here)
    before = await written_in_one_second(mine)

    for caller, asked in readers(world, mine):
        page = (await client.data(caller, JOURNAL, first=3, **asked))["accessJournal"]
        later = await written_in_one_second(mine)
        rest = (await client.data(caller, JOURNAL, first=100, after=page["pageInfo"]["endCursor"], **asked))[
            "accessJournal"
        ]
        assert [each["id"] for each in (*page["nodes"], *rest["nodes"])] == before[::-1]
        before += later


async def test_acts_of_one_second_are_chained_in_the_order_in_which_they_were_written() -> None:
    await small_world()
    made = [entry(at=NOW, verb="holdSlot", shown=None) for _ in range(SEVERAL)]
    for each in made:
        await act(each)
    await link_acts()

    links = await fetch("SELECT entry_id FROM journal_link ORDER BY seq")
    assert [row["entry_id"] for row in links] == [each.id for each in made]
    assert (await verify([], NOW)).broken is None
