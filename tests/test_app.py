"""The program from its command line: what it refuses to start with, and one whole run of the demo."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

import app
from models.sealing.master_key import new_master_key
from models.storage.database import DatabaseSettings, close_databases, open_databases
from schema.settings import Misconfigured, read_settings
from tests.support.journal import run as run_directly
from tests.support.journal import unguarded

HOUSE = Path(__file__).parent.parent
MASTER_KEY = new_master_key()


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "app.py", *arguments],
        cwd=HOUSE,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def environment(database_settings: DatabaseSettings, tmp_path: Path) -> dict[str, str]:
    """The settings of a deployment on fresh databases."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "PARAVENT_DATA_URL": database_settings.data_url,
        "PARAVENT_KEYS_URL": database_settings.keys_url,
        "PARAVENT_VAR": str(tmp_path / "var"),
        "PORT": str(port),
    }


def test_production_does_not_start_without_a_key_encryption_key(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="PARAVENT_MASTER_KEY_FILE"):
        read_settings({"PARAVENT_ENV": "production"}, tmp_path)


def test_production_takes_its_key_from_a_file_and_is_strict(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(new_master_key())
    settings = read_settings({"PARAVENT_ENV": "production", "PARAVENT_MASTER_KEY_FILE": str(key)}, tmp_path)

    assert settings.development is False
    assert settings.endpoint.development is False
    assert settings.endpoint.strict_transport is True
    assert "PARAVENT" not in repr(settings.master_keys)
    assert key.read_text() not in repr(settings)


def test_what_is_not_migrated_is_not_served(tmp_path: Path) -> None:
    refused = run("serve", PARAVENT_VAR=str(tmp_path / "var"))
    assert refused.returncode != 0
    assert "python app.py migrate" in refused.stderr


def test_two_workers_on_one_sqlite_file_are_refused(tmp_path: Path) -> None:
    refused = run("migrate", PARAVENT_VAR=str(tmp_path / "var"), PARAVENT_WORKERS="2")
    assert refused.returncode != 0
    assert "PostgreSQL" in refused.stderr


def test_a_deployment_is_founded_once_and_its_keys_turn(environment: dict[str, str]) -> None:
    assert run("migrate", **environment).stdout == "applied: nothing was pending\n"
    operator = run("operator", "Standard Essai", **environment).stdout.strip()
    assert operator.startswith("ope_")
    again = run("operator", "Another", **environment)
    assert (again.returncode, "already" in again.stderr) == (1, True)
    account = run("account", "DESK_AGENT", operator, "Desk 1", **environment).stdout.strip()
    assert account.startswith("acc_")
    assert run("token", account, **environment).stdout.count(".") == 2
    assert run("rotate-keys", **environment).stdout == "0 keys wrapped anew\n"
    assert run("rotate-signing-key", **environment).returncode == 0


def written_directly(environment: dict[str, str], *statements: str) -> None:
    """Do to the database what only its administrator can."""

    async def work() -> None:
        settings = DatabaseSettings(environment["PARAVENT_DATA_URL"], environment["PARAVENT_KEYS_URL"])
        await open_databases(settings)
        try:
            await unguarded(settings)
            for statement in statements:
                await run_directly(statement)
        finally:
            await close_databases()

    asyncio.run(work())


def told(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Return the exit code and the last line of a verb, run in this process."""
    environment = {**environment, "PARAVENT_ENV": "production", "PARAVENT_MASTER_KEY": MASTER_KEY}
    folder = Path(environment["PARAVENT_VAR"])
    done = CliRunner().invoke(app.cli, arguments, obj=lambda: read_settings(environment, folder))
    return done.exit_code, done.output.splitlines()[-1]


def test_the_journal_is_verified_and_what_is_old_expires(environment: dict[str, str]) -> None:
    def entry(number: int, at: int) -> str:
        return (
            "INSERT INTO journal (id, at, verb, function, party_id, account_id)"
            f" VALUES ('jou_{number}', {at}, 'bookAppointment', 'DESK_AGENT', 'ope_x', 'acc_x')"
        )

    now, head = int(time.time()), Path(environment["PARAVENT_VAR"]) / "journal.head"
    waiting = "INSERT INTO journal_unlinked SELECT id FROM journal"
    written_directly(environment, entry(1, now - 400 * 86_400), entry(2, now), waiting)
    assert told(environment, "verify-journal") == (
        0,
        "whole: 2 links, no head noted: the end is not compared",
    )
    assert told(environment, "expire-journal") == (0, "1 entries removed")
    assert told(environment, "expire-journal") == (0, "0 entries removed")
    environment["PARAVENT_JOURNAL_HEAD"] = str(head)
    head.write_text(f"3 {'00' * 32} {now}\n")
    cut_off = "Error: CUT_OFF at link 3 (no entry); 1 links before it"
    assert told(environment, "verify-journal") == (1, cut_off)
    head.unlink()
    written_directly(environment, "UPDATE journal SET verb = 'READ' WHERE id = 'jou_2'")
    changed = "Error: CHANGED at link 2 (jou_2); 0 links before it"
    assert told(environment, "verify-journal") == (1, changed)
    environment["PARAVENT_JOURNAL_DAYS"] = "30"
    code, refused = told(environment, "expire-journal")
    assert (code, "180 to 366 days" in refused) == (1, True)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[httpx.Client]:
    """The demo, served by a process of its own."""
    server = subprocess.Popen(
        [sys.executable, "app.py", "demo"],
        cwd=HOUSE,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{environment['PORT']}") as client:
            _wait_until_ready(client)
            yield client
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_ready(client: httpx.Client) -> None:
    deadline = time.monotonic() + 45
    while time.monotonic() < deadline:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the demo was not ready in time")


def test_the_demo_answers_over_a_real_socket(environment: dict[str, str]) -> None:
    with served(environment) as client:
        token = run("token", "desk", **environment).stdout.strip()
        answer = client.post(
            "/graphql",
            json={"query": "{ viewer { function } professionals(first: 100) { nodes { sector } } }"},
            headers={"authorization": f"Bearer {token}", "accept": "application/graphql-response+json"},
        )
        page = client.get("/graphql", headers={"accept": "text/html"})
        callers = client.get("/graphql/session.json").json()["callers"]

    assert answer.json()["data"]["viewer"] == {"function": "DESK_AGENT"}
    assert len(answer.json()["data"]["professionals"]["nodes"]) == 12
    assert page.headers["content-type"].startswith("text/html")
    assert len(callers) == 9
