"""Opening checks what is in force; closing leaves nothing behind."""

import asyncio
import dataclasses
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from models.directory.operator import Operator
from models.storage import sqlite_file
from models.storage.database import DatabaseSettings, close_databases, open_databases, truncate_log
from models.storage.engines import OPENED
from models.storage.errors import StorageBusy, StorageMisconfigured, StorageMisused
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction

ROOT = Path(__file__).parents[3]
ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def _files(folder: Path) -> DatabaseSettings:
    return DatabaseSettings(f"sqlite://{folder}/data.db", f"sqlite://{folder}/keys.db")


@pytest.fixture
async def files(tmp_path: Path) -> DatabaseSettings:
    return _files(tmp_path)


async def _refused(settings: DatabaseSettings) -> str:
    with pytest.raises(StorageMisconfigured) as refused:
        await open_databases(settings)
    assert not OPENED.engines
    return str(refused.value)


async def test_the_effective_pragmas_of_the_writer_are_the_durable_ones(files: DatabaseSettings) -> None:
    names = (
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "secure_delete",
        "query_only",
        "wal_autocheckpoint",
    )

    async def pragmas(tx: Transaction) -> list[Any]:
        return [(*(await tx.fetch(f"PRAGMA {name}"))[0].values(),)[0] for name in names]

    await open_databases(files)
    try:
        assert await in_transaction(pragmas) == ["wal", 2, 1, 1, 0, 1000]
        readers = [(*(await fetch(f"PRAGMA {name}"))[0].values(),)[0] for name in names]
        assert readers == ["wal", 2, 1, 1, 1, 0]
    finally:
        await close_databases()


@pytest.mark.parametrize("pragma", ["synchronous", "foreign_keys", "secure_delete"])
async def test_a_pragma_that_is_not_in_force_is_refused(
    files: DatabaseSettings, pragma: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite_file.connected

    async def without(path: str, pragmas: dict[str, Any], stop: Any) -> Any:
        return await real(path, {**pragmas, pragma: 0}, stop)

    monkeypatch.setattr("models.storage.sqlite.connected", without)
    assert f"data: writer: {pragma} is 0 and must be" in await _refused(files)


async def test_a_reader_that_could_write_or_checkpoint_is_refused(
    files: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite_file.connected

    async def without(path: str, pragmas: dict[str, Any], stop: Any) -> Any:
        return await real(path, {**pragmas, "query_only": 0, "wal_autocheckpoint": 1000}, stop)

    monkeypatch.setattr("models.storage.sqlite_readers.connected", without)
    refused = await _refused(files)
    assert "reader: query_only is 0 and must be 1" in refused
    assert "reader: wal_autocheckpoint is 1000 and must be 0" in refused


async def test_a_server_setting_that_is_not_in_force_is_refused(
    postgres_server: str, files: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: float) -> dict[str, str]:
        return {"synchronous_commit": "off", "statement_timeout": "0"}

    monkeypatch.setattr("models.storage.postgres.session_settings", lost)
    monkeypatch.setattr(
        "models.storage.postgres_server._DURABLE", {"synchronous_commit": "on", "fsync": "on"}
    )
    settings = dataclasses.replace(files, data_url=postgres_server)
    assert await _refused(settings) == "not in force: data: synchronous_commit is off and must be on"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"workers": 2}, "several workers need PostgreSQL"),
        ({"readers": 0}, "at least 1"),
        ({"data_url": "sqlite://:memory:"}, "names a file"),
        ({"data_url": "mysql://host/name"}, "must start with sqlite:// or postgresql://"),
        ({"data_url": "sqlite:///nowhere/at/all.db"}, "data cannot be opened (FileNotFoundError)"),
    ],
)
async def test_an_unsafe_setting_is_refused(
    files: DatabaseSettings, change: dict[str, Any], said: str
) -> None:
    assert said in await _refused(dataclasses.replace(files, **change))


async def test_keys_beside_the_data_in_one_database_are_refused(
    files: DatabaseSettings, tmp_path: Path
) -> None:
    same = f"sqlite://{tmp_path}/../{tmp_path.name}/data.db"
    assert "database of their own" in await _refused(dataclasses.replace(files, keys_url=same))


async def test_an_unreachable_server_is_named_without_its_password(files: DatabaseSettings) -> None:
    url = "postgresql://someone:hunter2@127.0.0.1:1/name"
    refused = await _refused(dataclasses.replace(files, keys_url=url))
    assert refused.startswith("keys cannot be opened (ConnectionRefusedError)")
    assert "hunter2" not in refused + repr(dataclasses.replace(files, keys_url=url))


def _modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in folder.glob("*.db*")}


async def test_the_files_are_for_their_owner_only(files: DatabaseSettings, tmp_path: Path) -> None:
    await open_databases(files)
    modes = _modes(tmp_path)
    await close_databases()
    assert modes.items() >= {"data.db": "0o600", "keys.db": "0o600"}.items()
    assert set(modes.values()) == {"0o600"}


def _connections() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if "connection_worker" in thread.name]


async def test_closing_leaves_no_thread_and_can_be_repeated(files: DatabaseSettings) -> None:
    others = _connections()  # of an earlier test, perhaps just ending
    await open_databases(files)
    threads = [each for each in _connections() if each not in others]
    assert len(threads) == 2 * (1 + 4)
    with pytest.raises(StorageMisused, match="open already"):
        await open_databases(files)
    await close_databases()
    await close_databases()
    for thread in threads:
        thread.join(timeout=5)
    assert [each for each in threads if each.is_alive()] == []


def test_a_start_that_fails_half_way_does_not_keep_the_process_alive(tmp_path: Path) -> None:
    program = f"""
import asyncio
from models.storage.database import DatabaseSettings, open_databases
settings = DatabaseSettings("sqlite://{tmp_path}/data.db", "postgresql://u:p@127.0.0.1:1/name")
asyncio.run(open_databases(settings))
"""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 1
    assert "StorageMisconfigured: keys cannot be opened" in ended.stderr


async def test_what_an_erasure_overwrote_is_gone_from_every_file(
    files: DatabaseSettings, tmp_path: Path
) -> None:
    async def write(tx: Transaction) -> None:
        await tx.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        await tx.executemany("INSERT INTO note (text) VALUES (?)", [("sealed-away " * 20,)] * 200)

    async def erase(tx: Transaction) -> None:
        await tx.execute("DELETE FROM note")

    def found() -> bool:
        return any(b"sealed-away" in path.read_bytes() for path in tmp_path.glob("data.db*"))

    await open_databases(files)
    try:
        await in_transaction(write)
        assert found()
        await in_transaction(erase)
        await truncate_log()
        assert not found()
    finally:
        await close_databases()


async def test_a_statement_past_its_limit_is_stopped_and_the_readers_stay(files: DatabaseSettings) -> None:
    await open_databases(dataclasses.replace(files, readers=1, statement_timeout_s=0.2))
    try:
        with pytest.raises(StorageBusy, match="time limit"):
            await fetch(ENDLESS)
        assert await fetch("SELECT 1 AS one") == [{"one": 1}]
        with pytest.raises(StorageBusy, match="time limit"):
            await in_transaction(lambda tx: tx.fetch(ENDLESS))
        assert await in_transaction(lambda tx: tx.fetch("SELECT 1 AS one")) == [{"one": 1}]
    finally:
        await close_databases()


async def test_a_read_whose_caller_left_stops(files: DatabaseSettings) -> None:
    await open_databases(dataclasses.replace(files, readers=1, statement_timeout_s=60))
    try:
        abandoned = asyncio.create_task(fetch(ENDLESS))
        await asyncio.sleep(0.1)
        abandoned.cancel()
        async with asyncio.timeout(5):
            assert await fetch("SELECT 1 AS one") == [{"one": 1}]
    finally:
        await close_databases()


async def test_waiting_for_the_writer_has_an_end(files: DatabaseSettings) -> None:
    release = asyncio.Event()
    await open_databases(dataclasses.replace(files, wait_timeout_s=0.1))
    try:
        holder = asyncio.create_task(in_transaction(lambda _: release.wait()))
        await asyncio.sleep(0)
        with pytest.raises(StorageBusy, match="writes are waiting"):
            await in_transaction(lambda tx: tx.fetch("SELECT 1"))
        release.set()
        await holder
    finally:
        await close_databases()


async def test_a_real_server_reads_in_other_tasks_than_the_one_that_opened(
    databases: DatabaseSettings,
) -> None:
    await close_databases()

    async def operators(_: Request) -> JSONResponse:
        return JSONResponse(await Operator.all().values_list("id", flat=True))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await open_databases(databases)
        try:
            yield
        finally:
            await close_databases()

    app = Starlette(routes=[Route("/", operators)], lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=2))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/")
    server.should_exit = True
    await serving
    assert (answer.status_code, answer.json()) == (200, [])
    assert not OPENED.engines
