"""Whatever an administrator of the database changes in the journal, the first broken link is named."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from models.journal.chain import link_acts
from models.journal.entry import START, Entry, canonical, linked
from models.journal.head import Head, head_now, read_heads, write_head
from models.journal.journal import Journal
from models.journal.retention import expire
from models.journal.verify import Breach, Broken, verify
from models.storage.database import DatabaseSettings
from models.storage.reading import fetch
from tests.support.journal import act, entry, order, reading, run, unguarded
from tests.support.rows import rows_of

NOW = int(time.time())


@pytest.fixture
async def ids(databases: DatabaseSettings) -> list[str]:
    """The ids of ten chained entries, which anybody may change now."""
    await Journal().write([reading(at=NOW - 7200) for _ in range(10)])
    await unguarded(databases)
    return await order()


async def broken(heads: list[Head] | None = None) -> Broken | None:
    return (await verify(heads or [], NOW)).broken


async def test_a_whole_chain_has_nothing_broken(ids: list[str]) -> None:
    verdict = await verify([await head_now()], NOW)
    assert (verdict.links, verdict.heads, verdict.broken) == (len(ids), 1, None)


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'EXPORT'",
        "at = at + 1",
        "record_id = 'apt_y'",
        "contact_id = 'con_y'",
        "function = 'CONTACT'",
        "party_id = 'x'",
        "account_id = 'x'",
        "purposes = ''",
        "reason = 'x'",
        "shown = NULL",
        "request_id = 'x'",
        "professional_id = 'x'",
    ],
)
async def test_a_changed_entry_is_named(ids: list[str], change: str) -> None:
    await run(f"UPDATE journal SET {change} WHERE id = ?", ids[5])
    assert await broken() == Broken(Breach.CHANGED, 6, ids[5])


async def test_a_changed_hash_is_named(ids: list[str]) -> None:
    await run("UPDATE journal_link SET hash = (SELECT hash FROM journal_link WHERE seq = 1) WHERE seq = 3")
    assert await broken() == Broken(Breach.CHANGED, 3, ids[2])


async def test_a_removed_entry_is_named(ids: list[str]) -> None:
    await run("DELETE FROM journal WHERE id = ?", ids[4])
    assert await broken() == Broken(Breach.ENTRY_MISSING, 5, ids[4])


async def test_a_removed_link_is_named(ids: list[str]) -> None:
    await run("DELETE FROM journal WHERE id = ?", ids[4])
    await run("DELETE FROM journal_link WHERE seq = 5")
    assert await broken() == Broken(Breach.LINK_MISSING, 5, None)


async def test_a_removed_entry_whose_place_was_closed_is_named(ids: list[str]) -> None:
    await run("DELETE FROM journal WHERE id = ?", ids[4])
    await run("DELETE FROM journal_link WHERE seq = 5")
    for seq in range(6, 11):
        await run("UPDATE journal_link SET seq = ? WHERE seq = ?", seq - 1, seq)
    await run("UPDATE journal_head SET seq = 9")
    assert await broken() == Broken(Breach.CHANGED, 5, ids[5])


async def test_two_entries_that_changed_places_are_named(ids: list[str]) -> None:
    await run("UPDATE journal_link SET entry_id = 'x' WHERE seq = 4")
    await run("UPDATE journal_link SET entry_id = ? WHERE seq = 8", ids[3])
    await run("UPDATE journal_link SET entry_id = ? WHERE seq = 4", ids[7])
    assert await broken() == Broken(Breach.REORDERED, 4, ids[7])


async def test_two_links_that_changed_places_are_named(ids: list[str]) -> None:
    for seq, other in ((4, 99), (8, 4), (99, 8)):
        await run("UPDATE journal_link SET seq = ? WHERE seq = ?", other, seq)
    assert await broken() == Broken(Breach.REORDERED, 4, ids[7])


async def _cut(ids: list[str], keep: int) -> None:
    for each in ids[keep:]:
        await run("DELETE FROM journal WHERE id = ?", each)
        await run("DELETE FROM journal_about WHERE entry_id = ?", each)
    await run("DELETE FROM journal_link WHERE seq > ?", keep)


async def test_an_end_that_was_cut_off_is_named(ids: list[str]) -> None:
    await _cut(ids, 7)
    assert await broken() == Broken(Breach.CUT_OFF, 8, None)


async def test_an_end_cut_off_with_the_head_is_named_by_what_was_noted_elsewhere(ids: list[str]) -> None:
    noted = await head_now()
    await _cut(ids, 7)
    await run("UPDATE journal_head SET seq = 7, hash = (SELECT hash FROM journal_link WHERE seq = 7)")
    assert await broken() is None
    assert await broken([noted]) == Broken(Breach.CUT_OFF, 8, None)


async def _made_again(ids: list[str]) -> None:
    """Change one entry and every hash after it, head included: no link tells."""
    await run("UPDATE journal SET function = 'CONTACT' WHERE id = ?", ids[4])
    digest = START
    names = ", ".join(Entry._fields)
    for seq, each in enumerate(ids, 1):
        [row] = await fetch(f"SELECT {names} FROM journal WHERE id = ?", each)
        digest = linked(digest, canonical(Entry(*row.values())))
        await run("UPDATE journal_link SET hash = ? WHERE seq = ?", digest, seq)
    await run("UPDATE journal_head SET hash = ?", digest)


async def test_a_chain_made_again_is_named_by_what_was_noted_elsewhere(ids: list[str]) -> None:
    noted = await head_now()
    await _made_again(ids)
    assert await broken() is None
    assert await broken([noted]) == Broken(Breach.REPLACED, 10, ids[9])
    assert await broken([noted, await head_now()]) == Broken(Breach.REPLACED, 10, ids[9])


async def test_a_head_that_is_not_the_end_is_named(ids: list[str]) -> None:
    await run("UPDATE journal_head SET hash = (SELECT hash FROM journal_link WHERE seq = 1)")
    assert await broken() == Broken(Breach.REPLACED, 10, ids[9])


async def test_an_entry_that_was_kept_out_of_the_chain_is_named(ids: list[str]) -> None:
    hidden = entry(at=NOW - 3700)
    await act(hidden)
    await run("DELETE FROM journal_unlinked")
    assert await broken() == Broken(Breach.UNLINKED, 0, hidden.id)
    assert (await verify([], NOW - 200)).broken is None, "an entry may wait for its link for an hour"
    assert len(ids) == 10


async def test_a_checkpoint_that_hides_a_removal_is_named(ids: list[str]) -> None:
    noted = Head(5, (await rows_of("journal_link"))[0]["hash"], NOW - 7200)
    await run(
        "INSERT INTO journal_checkpoint (seq, hash, at) SELECT seq, hash, 0 FROM journal_link WHERE seq = 6"
    )
    await run("DELETE FROM journal_link WHERE seq <= 6")
    for each in ids[:6]:
        await run("DELETE FROM journal WHERE id = ?", each)
    assert await broken() is None
    assert await broken([noted]) == Broken(Breach.REMOVED_EARLY, 5, None)


@pytest.mark.usefixtures("databases")
async def test_heads_are_lines_that_are_only_added(tmp_path: Path) -> None:
    sink = tmp_path / "journal.head"
    assert read_heads(sink) == []
    heads = list[Head]()
    for _ in range(3):
        await Journal().write([reading()])
        heads.append(await head_now())
        write_head(sink, heads[-1])
    assert read_heads(sink) == heads
    assert [head.seq for head in heads] == [1, 2, 3]
    assert sink.stat().st_mode & 0o077 == 0
    assert await broken(read_heads(sink)) is None


@pytest.mark.usefixtures("databases")
async def test_the_chain_goes_on_from_a_checkpoint() -> None:
    day = 86_400
    ages = (400, 399, 398, 10, 5)
    await Journal().write([reading(at=NOW - age * day) for age in ages])
    noted = [Head(row["seq"], bytes(row["hash"]), NOW - 390 * day) for row in await rows_of("journal_link")][
        :1
    ]
    assert await expire(NOW, timedelta(days=366)) == 3
    assert len(await rows_of("journal")) == len(await rows_of("journal_about")) == 2
    verdict = await verify(noted, NOW)
    assert (verdict.links, verdict.broken) == (2, None)
    await act(entry())
    await link_acts()
    assert (await verify([], NOW)).links == 3
    assert await expire(NOW, timedelta(days=366)) == 0
