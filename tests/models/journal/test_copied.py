"""What was in the table of acts before is in the journal, and gets its links."""

import shutil
import time
from pathlib import Path
from typing import Final

import pytest

from models.journal.chain import Written, link_acts
from models.journal.entry import Entry
from models.journal.journal import Journal
from models.journal.verify import verify
from models.storage.database import DatabaseSettings, dialect_of
from models.storage.errors import StorageError
from models.storage.migrate import migrate
from models.storage.reading import fetch
from tests.support.journal import act, entry, run
from tests.support.rows import rows_of

MIGRATIONS: Final = Path(__file__).parents[3] / "models" / "migrations" / "data"
ACT = """
INSERT INTO act (id, at, verb, record_id, professional_id, function, party_id, account_id, reason)
VALUES (?, ?, 'bookAppointment', 'apt_x', NULL, 'DESK_AGENT', 'ope_x', 'acc_x', 'URGENT')
"""


async def _before(number: str, settings: DatabaseSettings, tmp_path: Path) -> Path:
    """Make databases as they were before a migration, and return the folder of all migrations."""
    source, folder = MIGRATIONS / dialect_of(settings.data_url), tmp_path / "before"
    shutil.copytree(source, folder, ignore=lambda _, names: [each for each in names if each >= number])
    await migrate("data", folder)
    return source


@pytest.fixture
async def before(empty_databases: DatabaseSettings, tmp_path: Path) -> Path:
    """Databases as they were before the journal; the folder has all migrations."""
    return await _before("0007", empty_databases, tmp_path)


@pytest.fixture
async def unordered(empty_databases: DatabaseSettings, tmp_path: Path) -> Path:
    """Databases as they were before entries had an order within their second."""
    return await _before("0010", empty_databases, tmp_path)


async def test_acts_are_copied_and_linked(before: Path) -> None:
    for number in range(3):
        await run(ACT, f"act_{number}", 10 - number)
    assert "0007_journal" in await migrate("data", before)
    copied = sorted(await rows_of("journal"), key=lambda row: row["at"])
    assert [(row["id"], row["at"], row["reason"], row["shown"]) for row in copied] == [
        (f"act_{number}", 10 - number, "URGENT", None) for number in (2, 1, 0)
    ]
    await link_acts()
    links = await fetch("SELECT entry_id FROM journal_link ORDER BY seq")
    assert [row["entry_id"] for row in links] == ["act_2", "act_1", "act_0"]
    assert (await verify([], 2**40)).broken is None


async def test_entries_of_before_keep_their_order_their_links_and_their_guards(unordered: Path) -> None:
    now = int(time.time())
    made = [entry(at=now, contact_id="con_x", record_id="apt_x") for _ in range(20)]
    for number, each in enumerate(made):
        await (act(each) if number % 2 else Journal().write([Written(each)]))
    tables = ("journal_link", "journal_head", "journal_unlinked", "journal_about")
    others = {table: await rows_of(table) for table in tables}

    assert await migrate("data", unordered) == ["0010_journal_in_order"]

    rows = await fetch("SELECT * FROM journal ORDER BY written")
    assert [tuple(row[name] for name in Entry._fields) for row in rows] == made
    assert {table: await rows_of(table) for table in tables} == others
    for sql in ("DELETE FROM journal", "UPDATE journal SET at = 0"):
        with pytest.raises(StorageError):
            await run(sql)
    await act(entry(id="jou_last", at=now, contact_id="con_x", record_id="apt_x"))
    await link_acts()
    assert (await fetch("SELECT id FROM journal ORDER BY written DESC LIMIT 1"))[0]["id"] == "jou_last"
    assert len(await rows_of("journal_about")) == len(made) + 1
    assert (await verify([], now)).broken is None
