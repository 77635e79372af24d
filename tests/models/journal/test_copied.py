"""What was in the table of acts before is in the journal, and gets its links."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from models.journal.chain import link_acts
from models.journal.verify import verify
from models.storage.database import DatabaseSettings, dialect_of
from models.storage.migrate import migrate
from models.storage.reading import fetch
from tests.support.journal import run
from tests.support.rows import rows_of

MIGRATIONS: Final = Path(__file__).parents[3] / "models" / "migrations" / "data"
ACT = """
INSERT INTO act (id, at, verb, record_id, professional_id, function, party_id, account_id, reason)
VALUES (?, ?, 'bookAppointment', 'apt_x', NULL, 'DESK_AGENT', 'ope_x', 'acc_x', 'URGENT')
"""


@pytest.fixture
async def before(empty_databases: DatabaseSettings, tmp_path: Path) -> Path:
    """Databases as they were before the journal; the folder has all migrations."""
    source, folder = MIGRATIONS / dialect_of(empty_databases.data_url), tmp_path / "before"
    shutil.copytree(source, folder, ignore=lambda _, names: [each for each in names if each >= "0007"])
    await migrate("data", folder)
    return source


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
