"""Two processes may write one SQLite file, as an operator's command beside the server does."""

import subprocess
import sys
from pathlib import Path

from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage import transaction
from models.storage.transaction import in_transaction

transaction._RETRIES = 0  # a second try would hide that the first one failed

async def one_more(tx):
    (row,) = await tx.fetch("SELECT value FROM counter")
    await asyncio.sleep(0.0005)
    await tx.execute("UPDATE counter SET value = ?", row["value"] + 1)

async def main():
    await open_databases(DatabaseSettings(sys.argv[1], sys.argv[2]))
    try:
        for _ in range(100):
            await in_transaction(one_more)
    finally:
        await close_databases()

asyncio.run(main())
"""


async def test_read_then_write_in_two_processes_loses_nothing(tmp_path: Path) -> None:
    async def counter(tx: Transaction) -> None:
        await tx.execute("CREATE TABLE counter (value INTEGER)")
        await tx.execute("INSERT INTO counter VALUES (0)")

    urls = (f"sqlite://{tmp_path}/data.db", f"sqlite://{tmp_path}/keys.db")
    await open_databases(DatabaseSettings(*urls))
    try:
        await in_transaction(counter)
        command = [sys.executable, "-c", PROGRAM, *urls]
        writers = [
            subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)  # noqa: ASYNC220, S603 - our own program
            for _ in range(2)
        ]
        assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
        assert await fetch("SELECT value FROM counter") == [{"value": 200}]
    finally:
        await close_databases()
