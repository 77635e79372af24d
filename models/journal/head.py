"""The head of the chain, written down where no administrator of the database can change it."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from models.storage.reading import fetch

_HEAD: Final = """
SELECT h.seq, h.hash, j.at FROM journal_head h
LEFT JOIN journal_link l ON l.seq = h.seq LEFT JOIN journal j ON j.id = l.entry_id
"""


class Head(NamedTuple):
    """The last link of the chain, and when its entry was made (epoch seconds)."""

    seq: int
    hash: bytes
    at: int


async def head_now() -> Head:
    """Return the head of the chain as it is; `at` is 0 where retention has removed all of it."""
    [row] = await fetch(_HEAD)
    return Head(row["seq"], bytes(row["hash"]), row["at"] or 0)


def write_head(sink: Path, head: Head) -> None:
    """Add a head to a file that only grows: one line each, `seq hash at`; on disk when it returns."""
    descriptor = os.open(sink, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{head.seq} {head.hash.hex()} {head.at}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_heads(sink: Path) -> list[Head]:
    """Return the heads in a file; none if there is no file.

    Raises:
        ValueError: a line is not as `write_head` writes it.
    """
    if not sink.exists():
        return []
    return [_head(line) for line in sink.read_text(encoding="ascii").splitlines()]


def _head(line: str) -> Head:
    seq, digest, at = line.split(" ")
    return Head(int(seq), bytes.fromhex(digest), int(at))
