"""A migration is applied once, whole, and deletes nothing that it does not name."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.storage.database import DatabaseSettings
from models.storage.dialect import Dialect
from models.storage.errors import ConstraintBroken, StorageMisconfigured
from models.storage.migrate import migrate, pending
from models.storage.migration_file import MigrationFile
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from tests.models.storage.conftest import WriteMigration

ROOT = Path(__file__).parents[3]
REBUILD = """
CREATE TABLE new_box (id TEXT PRIMARY KEY NOT NULL, weight BIGINT NOT NULL DEFAULT 0, colour TEXT);
INSERT INTO new_box (id, weight) SELECT id, weight FROM box;
DROP TABLE box;
ALTER TABLE new_box RENAME TO box;
"""
LONG = {
    Dialect.SQLITE: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;",
    Dialect.POSTGRESQL: "SELECT pg_sleep(60);",
}


async def _fill(tx: Transaction) -> None:
    await tx.executemany(
        "INSERT INTO box (id, weight) VALUES (?, 1)", [(f"b{number}",) for number in range(20)]
    )
    await tx.executemany(
        "INSERT INTO thing (id, box_id) VALUES (?, ?)", [(f"t{number}", f"b{number}") for number in range(20)]
    )


async def test_pending_names_what_migrate_applies(migration: WriteMigration) -> None:
    migration("0001_a.sql", "CREATE TABLE a (id TEXT);")
    folder = migration("0002_b.sql", "CREATE TABLE b (id TEXT); -- the end")
    assert await pending("data", folder) == ["0001_a", "0002_b"]
    assert await migrate("data", folder) == ["0001_a", "0002_b"]
    assert await pending("data", folder) == []
    assert await migrate("data", folder) == []
    assert await pending("keys", folder) == ["0001_a", "0002_b"]


async def test_two_migrators_at_once_apply_each_file_once(migration: WriteMigration) -> None:
    for number in range(1, 6):
        folder = migration(f"000{number}_n.sql", f"CREATE TABLE n{number} (id TEXT);")
    done = await asyncio.gather(*(migrate("data", folder) for _ in range(4)))
    assert sorted(name for names in done for name in names) == [f"000{number}_n" for number in range(1, 6)]


@pytest.mark.usefixtures("shelf")
async def test_a_trigger_with_semicolons_in_its_body_survives() -> None:
    with pytest.raises(ConstraintBroken) as refused:
        await in_transaction(lambda tx: tx.execute("INSERT INTO box (id, weight) VALUES ('b', 2000)"))
    assert refused.value.constraint_name == "too_heavy"


@pytest.mark.usefixtures("shelf")
async def test_a_rebuilt_parent_keeps_its_children(migration: WriteMigration, dialect: Dialect) -> None:
    await in_transaction(_fill)
    change = REBUILD if dialect is Dialect.SQLITE else "ALTER TABLE box ADD COLUMN colour TEXT;"
    assert await migrate("data", migration("0002_colour.sql", change)) == ["0002_colour"]
    assert (await fetch("SELECT count(*) AS n FROM thing, box WHERE box_id = box.id"))[0]["n"] == 20
    with pytest.raises(ConstraintBroken):  # foreign keys are in force again
        await in_transaction(lambda tx: tx.execute("INSERT INTO thing (id, box_id) VALUES ('t', 'nowhere')"))


@pytest.mark.usefixtures("shelf")
async def test_a_migration_that_orphans_rows_is_undone(migration: WriteMigration, dialect: Dialect) -> None:
    await in_transaction(_fill)
    folder = migration("0002_orphans.sql", "CREATE TABLE other (id TEXT); DELETE FROM box WHERE id = 'b1';")
    if dialect is Dialect.POSTGRESQL:
        pytest.skip("there foreign keys stay in force while migrating")
    with pytest.raises(StorageMisconfigured, match="without their parent in thing"):
        await migrate("data", folder)
    assert len(await fetch("SELECT id FROM box")) == 20
    assert await pending("data", folder) == ["0002_orphans"]


@pytest.mark.usefixtures("shelf")
async def test_a_failing_migration_leaves_nothing_behind_and_no_mark(migration: WriteMigration) -> None:
    folder = migration(
        "0002_broken.sql", "CREATE TABLE other (id TEXT); INSERT INTO box (id, weight) VALUES ('b', -1);"
    )
    with pytest.raises(ConstraintBroken):
        await migrate("data", folder)
    assert await pending("data", folder) == ["0002_broken"]
    migration("0002_broken.sql", "CREATE TABLE other (id TEXT);")
    assert await migrate("data", folder) == ["0002_broken"]


async def test_an_edited_file_is_refused(shelf: Path) -> None:
    file = shelf / "0001_shelf.sql"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert await pending("data", shelf) == []
    file.write_text(file.read_text() + "-- a change")
    with pytest.raises(StorageMisconfigured, match="edited after it was applied"):
        await pending("data", shelf)
    with pytest.raises(StorageMisconfigured, match="edited after it was applied"):
        await migrate("data", shelf)


async def test_a_database_newer_than_the_program_is_refused(shelf: Path, migration: WriteMigration) -> None:
    folder = migration("0002_newer.sql", "CREATE TABLE other (id TEXT);")
    await migrate("data", folder)
    (shelf / "0002_newer.sql").unlink()
    with pytest.raises(StorageMisconfigured, match="has 0002_newer, which this program lacks"):
        await migrate("data", folder)


@pytest.mark.usefixtures("empty_databases")
@pytest.mark.parametrize(
    "names", [["0002_a.sql"], ["0001_a.sql", "0001_b.sql"], ["0001_a.sql", "0003_b.sql"], ["one.sql"]]
)
async def test_numbers_leave_none_out(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(StorageMisconfigured, match="should be migration"):
        await pending("data", tmp_path)


@pytest.mark.parametrize(
    "word", ["BEGIN;", "commit;", "END;", "ROLLBACK;", "PRAGMA foreign_keys = ON;", "VACUUM;"]
)
async def test_a_migration_may_not_leave_its_transaction(migration: WriteMigration, word: str) -> None:
    folder = migration(
        "0001_sly.sql", f"CREATE TABLE a (id TEXT); -- see below\n{word}\nCREATE TABLE b (id TEXT);"
    )
    with pytest.raises(StorageMisconfigured, match="must not open, end or leave its transaction"):
        await migrate("data", folder)


def test_an_unfinished_statement_is_refused() -> None:
    text = "SELECT ';'; -- one; two\nSELECT 2; /* three */ "
    assert MigrationFile("0001_a", text).statements() == ["SELECT ';';", " -- one; two\nSELECT 2;"]
    with pytest.raises(StorageMisconfigured, match="ends within a statement"):
        MigrationFile("0001_a", "SELECT 1; SELECT 2").statements()


@pytest.mark.usefixtures("shelf")
async def test_a_migrator_killed_in_the_middle_leaves_nothing_behind(
    migration: WriteMigration, empty_databases: DatabaseSettings, dialect: Dialect
) -> None:
    await in_transaction(_fill)
    folder = migration(
        "0002_long.sql", "UPDATE box SET weight = 7; CREATE TABLE other (id TEXT);" + LONG[dialect]
    )
    program = f"""
import asyncio
from pathlib import Path
from models.storage.database import DatabaseSettings, open_databases
from models.storage.migrate import migrate
async def main():
    await open_databases(DatabaseSettings({empty_databases.data_url!r}, {empty_databases.keys_url!r}))
    print("migrating", flush=True)
    await migrate("data", Path({str(folder)!r}))
asyncio.run(main())
"""
    migrator = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)  # noqa: ASYNC220, S603 - our own program
    assert migrator.stdout is not None
    assert migrator.stdout.readline() == b"migrating\n"
    await asyncio.sleep(0.5)
    os.kill(migrator.pid, signal.SIGKILL)
    migrator.communicate()
    assert {row["weight"] for row in await fetch("SELECT weight FROM box")} == {1}
    migration("0002_long.sql", "CREATE TABLE other (id TEXT);")
    async with asyncio.timeout(20):
        assert await migrate("data", folder) == ["0002_long"]
