"""Is the journal as it was written? The first link that is not is named."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from models.journal.entry import CANONICAL, START, linked
from models.journal.head import Head, head_now
from models.storage.dialect import Row
from models.storage.reading import fetch

_AT_ONCE: Final = 5000
_PATIENCE_S: Final = int(timedelta(hours=1).total_seconds())
_YOUNGEST_REMOVED_S: Final = int(timedelta(days=180).total_seconds())

_LINKS: Final = f"""
SELECT l.seq, l.hash, l.entry_id, CASE WHEN j.id IS NOT NULL THEN {CANONICAL} END AS text
FROM journal_link l LEFT JOIN journal j ON j.id = l.entry_id
WHERE l.seq > ? ORDER BY l.seq LIMIT ?
"""
_CHECKPOINT: Final = "SELECT seq, hash FROM journal_checkpoint ORDER BY seq DESC LIMIT 1"
_UNLINKED: Final = """
SELECT j.id FROM journal j LEFT JOIN journal_link l ON l.entry_id = j.id
WHERE l.entry_id IS NULL AND j.at < ? ORDER BY j.at, j.id LIMIT 1
"""


class Breach(StrEnum):
    """What may be wrong with a link."""

    LINK_MISSING = "LINK_MISSING"
    ENTRY_MISSING = "ENTRY_MISSING"
    CHANGED = "CHANGED"
    REORDERED = "REORDERED"
    CUT_OFF = "CUT_OFF"
    REPLACED = "REPLACED"
    REMOVED_EARLY = "REMOVED_EARLY"
    UNLINKED = "UNLINKED"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that is not as it was written; `seq` is 0 for an entry that was never linked."""

    breach: Breach
    seq: int
    entry_id: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many links were checked, how many heads were compared, and what is broken, if anything is."""

    links: int
    heads: int
    broken: Broken | None


class _Chain:
    """Follows the chain from a checkpoint on, and compares it with the heads noted elsewhere."""

    def __init__(self, seq: int, digest: bytes, heads: Iterable[Head]) -> None:
        self.seq = self.first = seq
        self.hash = digest
        self.checked = 0
        self._heads: dict[int, set[bytes]] = {}
        for head in heads:
            self._heads.setdefault(head.seq, set()).add(head.hash)

    def follow(self, rows: Iterable[Row]) -> Broken | None:
        """Go on along rows of seq, hash, entry_id and text, the entry's canonical form."""
        for row in rows:
            seq, digest, entry_id, text = row.values()
            if seq != self.seq + 1:
                return Broken(Breach.LINK_MISSING, self.seq + 1, None)
            if text is None:
                return Broken(Breach.ENTRY_MISSING, seq, entry_id)
            if linked(self.hash, text) != digest:
                return Broken(Breach.CHANGED, seq, entry_id)
            if not self.agrees(seq, digest):
                return Broken(Breach.REPLACED, seq, entry_id)
            self.seq, self.hash = seq, digest
            self.checked += 1
        return None

    def agrees(self, seq: int, digest: bytes) -> bool:
        """Tell whether every head noted at a place has this hash; one noted twice with two hashes never."""
        return self._heads.get(seq, {digest}) == {digest}


async def verify(heads: Sequence[Head], now: int) -> Verdict:
    """Check every link, from the last checkpoint to the end, against the entries and the heads noted.

    `heads` were written outside the database (`head.write_head`): only they show that the end was cut off,
    or that all of the chain was made again.
    """
    own = await head_now()  # before the links: what is appended meanwhile comes after it
    chain = await _start([*heads, own])
    broken = _removed_early(chain, heads, now) or await _follow_all(chain)
    if broken is None:
        broken = _cut_off(chain, [*heads, own]) or await _unlinked(chain, now)
    elif broken.breach is Breach.CHANGED and await _stands_elsewhere(chain):
        broken = Broken(Breach.REORDERED, broken.seq, broken.entry_id)
    return Verdict(chain.checked, len(heads), broken)


async def _start(heads: Sequence[Head]) -> _Chain:
    found = await fetch(_CHECKPOINT)
    return _Chain(found[0]["seq"], bytes(found[0]["hash"]), heads) if found else _Chain(0, START, heads)


async def _follow_all(chain: _Chain) -> Broken | None:
    async for rows in _links_after(chain.seq):
        broken = chain.follow(rows)
        if broken:
            return broken
    return None


async def _links_after(seq: int) -> AsyncIterator[list[Row]]:
    while rows := await fetch(_LINKS, seq, _AT_ONCE):
        yield rows
        seq = rows[-1]["seq"]


def _cut_off(chain: _Chain, heads: Iterable[Head]) -> Broken | None:
    if any(head.seq > chain.seq for head in heads):
        return Broken(Breach.CUT_OFF, chain.seq + 1, None)
    return None


def _removed_early(chain: _Chain, heads: Iterable[Head], now: int) -> Broken | None:
    """Find what the heads contradict of the checkpoint that the chain starts from."""
    if not chain.agrees(chain.seq, chain.hash):
        return Broken(Breach.REPLACED, chain.seq, None)
    young = [head.seq for head in heads if head.at > now - _YOUNGEST_REMOVED_S]
    early = [seq for seq in young if seq <= chain.seq]
    return Broken(Breach.REMOVED_EARLY, min(early), None) if early else None


async def _unlinked(chain: _Chain, now: int) -> Broken | None:
    [row] = await fetch("SELECT COUNT(*) AS entries FROM journal")
    if row["entries"] == chain.checked:
        return None  # each link checked has an entry of its own, so none is left over
    found = await fetch(_UNLINKED, now - _PATIENCE_S)
    return Broken(Breach.UNLINKED, 0, found[0]["id"]) if found else None


async def _stands_elsewhere(chain: _Chain) -> bool:
    """Whether what should follow here is still in the journal, in another place."""
    wanted = chain.hash
    followers: set[bytes] = set()
    stored: set[bytes] = set()
    async for rows in _links_after(chain.seq):
        stored.update(row["hash"] for row in rows)
        followers.update(linked(wanted, row["text"]) for row in rows if row["text"] is not None)
    return bool(followers & stored)
