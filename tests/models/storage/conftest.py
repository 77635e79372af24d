"""A small world of its own for the tests of the storage: boxes, and things in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.storage.database import DatabaseSettings, dialect_of
from models.storage.dialect import Dialect
from models.storage.migrate import migrate

_TABLES = """
CREATE TABLE box (
    id TEXT PRIMARY KEY NOT NULL,
    weight BIGINT NOT NULL,
    CONSTRAINT weight_not_negative CHECK (weight >= 0)
);
CREATE TABLE thing (
    id TEXT PRIMARY KEY NOT NULL,
    box_id TEXT NOT NULL REFERENCES box (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    label TEXT UNIQUE,
    place BIGINT,
    payload BLOB
);
CREATE UNIQUE INDEX one_thing_per_place ON thing (box_id, place);
"""
_SQLITE_TRIGGER = """
CREATE TRIGGER not_too_heavy BEFORE INSERT ON box WHEN NEW.weight > 1000
BEGIN
    SELECT 'a semicolon; in a text';
    SELECT RAISE(ABORT, 'too_heavy');
END;
"""
_POSTGRES_TRIGGER = """
CREATE FUNCTION refuse_heavy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a semicolon; in a text' USING ERRCODE = '23514', CONSTRAINT = 'too_heavy';
END $$;
CREATE TRIGGER not_too_heavy BEFORE INSERT ON box FOR EACH ROW WHEN (NEW.weight > 1000)
EXECUTE FUNCTION refuse_heavy();
"""

WriteMigration = Callable[[str, str], Path]


@pytest.fixture
def dialect(empty_databases: DatabaseSettings) -> Dialect:
    return dialect_of(empty_databases.data_url)


@pytest.fixture
def migration(tmp_path: Path, dialect: Dialect) -> WriteMigration:
    """Writes a migration file and returns its folder; BLOB becomes what the dialect calls it."""
    folder = tmp_path / "migrations"
    folder.mkdir()

    def write(name: str, text: str) -> Path:
        spelled = text.replace("BLOB", "BYTEA") if dialect is Dialect.POSTGRESQL else text
        (folder / name).write_text(spelled)
        return folder

    return write


@pytest.fixture
async def shelf(migration: WriteMigration, dialect: Dialect) -> Path:
    """The migrated small world in the data database; its folder of migrations."""
    trigger = _SQLITE_TRIGGER if dialect is Dialect.SQLITE else _POSTGRES_TRIGGER
    folder = migration("0001_shelf.sql", _TABLES + trigger)
    assert await migrate("data", folder) == ["0001_shelf"]
    return folder
