"""A master key for development: made once, kept in a file that only its owner reads."""

import os
import stat
import tempfile
from pathlib import Path

from models.sealing.errors import MasterKeyInvalid
from models.sealing.master_key import MasterKeys, new_master_key, parse_master_keys

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def development_master_key(path: Path) -> MasterKeys:
    """Return the master keys in the file, which is first made (mode 0600) if there is none.

    Raises MasterKeyInvalid if the file holds no key or others may read it. Not for production, where the
    key must not lie beside the databases.
    """
    if not path.exists():
        _make(path)
    if path.stat().st_mode & _OTHERS:
        raise MasterKeyInvalid(f"{path} can be read by others; run: chmod 600 {path}")
    return parse_master_keys(path.read_text(encoding="ascii", errors="replace"))


def _make(path: Path) -> None:
    """Write aside, then link: of two processes starting together both read one whole key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
    aside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_master_key() + "\n")
            file.flush()
            os.fsync(file.fileno())
        _link(aside, path)
    finally:
        aside.unlink()


def _link(aside: Path, path: Path) -> None:
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        return  # another process was first; its key is the one
