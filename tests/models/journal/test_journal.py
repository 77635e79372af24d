"""Requests that wait share one transaction; what is not written is known not to be."""

import asyncio
from itertools import pairwise

import pytest

from models.journal import journal as module
from models.journal.chain import INSERT_ENTRY, append, link_acts
from models.journal.journal import Journal
from models.journal.verify import verify
from models.storage.errors import StorageBusy, StorageError
from models.storage.reading import counting_statements, fetch
from models.storage.transaction import Transaction, in_transaction
from tests.support.journal import act, entry, order, reading, run
from tests.support.rows import rows_of

pytestmark = pytest.mark.usefixtures("databases")

FAR = 2**40


async def whole() -> int:
    """Return how many links there are; every entry must be linked, and every link hold."""
    verdict = await verify([], FAR)
    assert verdict.broken is None
    return verdict.links


async def test_fifty_requests_at_once_take_a_few_transactions() -> None:
    journal = Journal()
    with counting_statements() as count:
        await asyncio.gather(*(journal.write([reading()]) for _ in range(50)))
    heads = [text for text in count.texts if "UPDATE journal_head" in text]
    assert 1 <= len(heads) <= 3
    assert len(count) == 5 * len(heads)
    assert await whole() == len(await rows_of("journal_about")) == 50


async def test_each_has_written_before_it_goes_on() -> None:
    journal, seen = Journal(), list[bool]()

    async def one() -> None:
        made = reading()
        await journal.write([made])
        seen.append(bool(await fetch("SELECT 1 AS one FROM journal_link WHERE entry_id = ?", made.entry.id)))

    await asyncio.gather(*(one() for _ in range(20)))
    assert seen == [True] * 20


async def test_entries_are_linked_in_the_order_they_were_given() -> None:
    journal, first, second = Journal(), [reading() for _ in range(3)], [reading() for _ in range(3)]
    await asyncio.gather(journal.write(first), journal.write(second))
    assert await order() == [each.entry.id for each in (*first, *second)]


async def test_acts_are_linked_by_the_sweep_and_no_reading_takes_longer_for_them() -> None:
    acts = [entry(verb="bookAppointment", at=number) for number in (2, 1, 3)]
    for each in acts:
        await act(each)
    assert (await order(), len(await rows_of("journal_unlinked"))) == ([], 3)
    with counting_statements() as behind:
        await Journal().write([read := reading()])
    await link_acts()
    assert await order() == [read.entry.id, acts[1].id, acts[0].id, acts[2].id]
    with counting_statements() as alone:
        await Journal().write([reading()])
    assert behind == alone
    assert await rows_of("journal_unlinked") == []
    assert await whole() == 5


async def test_an_act_that_was_undone_is_not_linked() -> None:
    async def undone(transaction: Transaction) -> None:
        await transaction.execute(INSERT_ENTRY, *entry())
        raise StorageBusy("changed its mind")

    with pytest.raises(StorageBusy):
        await in_transaction(undone)
    await link_acts()
    assert (await order(), await rows_of("journal")) == ([], [])


async def test_a_sweep_with_nothing_to_link_writes_nothing() -> None:
    with counting_statements() as count:
        await link_acts()
    assert len(count) == 1


async def test_what_cannot_be_written_raises_for_everyone_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(transaction: Transaction, written: object) -> None:
        await append(transaction, written)  # type: ignore[arg-type] # as it is given
        raise StorageBusy("the disk is full")

    monkeypatch.setattr(module, "append", broken)
    journal = Journal()
    done = await asyncio.gather(*(journal.write([reading()]) for _ in range(5)), return_exceptions=True)
    assert [type(each) for each in done] == [StorageBusy] * 5
    assert (await rows_of("journal"), await order()) == ([], [])
    monkeypatch.undo()
    await journal.write([reading()])
    assert await whole() == 1


async def test_one_that_left_takes_nobody_with_it() -> None:
    journal = Journal()
    gone, stays = (
        asyncio.create_task(journal.write([reading()])),
        asyncio.create_task(journal.write([reading()])),
    )
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    await journal.close()
    assert await whole() in {1, 2}


async def test_closing_waits_for_what_is_being_written() -> None:
    journal = Journal()
    writing = asyncio.create_task(journal.write([reading()]))
    await asyncio.sleep(0)
    await journal.close()
    assert writing.done()
    assert await whole() == 1


async def test_several_writers_make_one_chain() -> None:
    journals = [Journal() for _ in range(3)]
    await asyncio.gather(*(journal.write([reading()]) for journal in journals for _ in range(20)))
    assert await whole() == 60
    links = sorted(await rows_of("journal_link"), key=lambda row: row["seq"])
    assert all(after["seq"] == before["seq"] + 1 for before, after in pairwise(links))


async def test_the_same_entry_is_not_written_twice() -> None:
    made = reading()
    await Journal().write([made])
    with pytest.raises(StorageError):
        await Journal().write([made])
    assert await whole() == 1


async def test_an_act_about_a_record_is_found_by_whom_it_is_about() -> None:
    await run(
        "INSERT INTO journal (id, at, verb, record_id, contact_id, function, party_id, account_id)"
        " VALUES ('jou_1', 5, 'updateContact', 'con_a', 'con_a', 'CONTACT', 'con_a', 'acc')"
    )
    assert [tuple(row.values()) for row in await rows_of("journal_about")] == [
        ("con_a", 5, "jou_1", "con_a", "", False)
    ]
