"""Readings as the person is told them: what it hid was read as empty, though nobody else learns so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from models.journal.entry import Entry
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.words import Category, FieldState, Function, StateKind
from permissions.decision import HIDING
from permissions.overlay import EVERYBODY, PROVIDERS_ONLY, RECIPIENTS
from resolvers.journal.seen import Sight, Told

_OPEN: Final = frozenset({FieldState.CLEAR.value, FieldState.PARTIAL.value})
_SELECT: Final = f"""
SELECT s.contact_id, s.target, p.practice_id, s.valid_from AS since,
    COALESCE(s.ended_at, s.valid_until) AS until
FROM record_state s LEFT JOIN professional p ON p.id = s.target
WHERE s.kind = '{StateKind.HIDDEN}' AND {among("s.contact_id")}
"""


class Hiding(NamedTuple):
    """From whom a person hid its data, and when: a professional with his practice, or everybody."""

    contact_id: str
    target: str
    practice_id: str | None
    since: int
    until: int | None

    def bears_on(self, entry: Entry) -> bool:
        """Return whether who left this entry was kept in the dark.

        The very second in which hiding begins or ends is told as open: nothing that was seen may be denied.
        """
        if not self.since < entry.at or (self.until is not None and entry.at >= self.until):
            return False
        match entry.function:
            case Function.PROFESSIONAL:
                return self.target in {EVERYBODY, entry.party_id}
            case Function.ASSISTANT:
                return self.target == EVERYBODY or self.practice_id == entry.party_id
        return False


async def hidings_of(contact_ids: Iterable[str]) -> Sequence[Hiding]:
    """Return what these persons hid from providers, whenever."""
    return [Hiding(*row.values()) for row in await fetch(_SELECT, listed(sorted(contact_ids)))]


def disclosed(
    entry: Entry, sights: Iterable[Sight], persons: Mapping[str, str], hidings: Iterable[Hiding]
) -> Iterator[Sight]:
    """Yield what an entry showed, what was hidden told as empty; `persons` says whose each record is."""
    hiders = {each.contact_id for each in hidings if each.bears_on(entry)}
    for sight in sights:
        hidden = tuple(each for each in sight.record_ids if persons[each] in hiders)
        shown = tuple(each for each in sight.record_ids if persons[each] not in hiders)
        if shown:
            yield sight._replace(record_ids=shown)
        if hidden:
            yield sight._replace(told=tuple(map(_emptied, sight.told)), record_ids=hidden)


def _emptied(told: Told) -> Told:
    """Return what was told of a category with nothing to read in it, where hiding bears on it."""
    standing, _, _ = told.rule.partition("/")
    closes = standing in RECIPIENTS and Category(told.category) in PROVIDERS_ONLY and told.state in _OPEN
    return told._replace(state=FieldState.EMPTY.value, articles=HIDING) if closes else told
