"""Two processes write to one journal: one chain, every entry linked once."""

import subprocess
import sys
from pathlib import Path

from models.journal.verify import verify
from models.storage.database import DatabaseSettings
from models.storage.reading import fetch
from tests.support.rows import rows_of

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from models.journal.chain import link_acts
from models.journal.journal import Journal
from models.storage.database import DatabaseSettings, close_databases, open_databases
from tests.support.journal import act, entry, reading

async def main():
    await open_databases(DatabaseSettings(sys.argv[1], sys.argv[2], pool=4))
    journal = Journal()
    async def one():
        await act(entry(verb="bookAppointment"))
        await journal.write([reading()])
    try:
        for _ in range(10):
            await asyncio.gather(*(one() for _ in range(10)))
        await link_acts()
    finally:
        await close_databases()

asyncio.run(main())
"""


async def test_two_processes_make_one_chain(databases: DatabaseSettings) -> None:
    command = [sys.executable, "-c", PROGRAM, databases.data_url, databases.keys_url]
    writers = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)  # noqa: ASYNC220, S603 - our own program
        for _ in range(2)
    ]
    assert [writer.communicate(timeout=90)[1] for writer in writers] == ["", ""]
    verdict = await verify([], 2**40)
    assert (verdict.links, verdict.broken) == (400, None)
    assert await rows_of("journal_unlinked") == []
    [head] = await fetch("SELECT seq FROM journal_head")
    assert head["seq"] == 400
