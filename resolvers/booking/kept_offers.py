"""Offers kept between requests: one statement tells which of them still stand, the others are read again.

Whatever is offered changes under the lock of its professional, and each change is counted there. The count is
read before the rest, so that what is kept under it is as new as that or newer, and never older.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

from models.storage.dialect import among, listed
from models.storage.engines import engine_of
from models.storage.reading import fetch
from resolvers.booking.offers import Offer, offers_at

_COUNTED: Final = f"""
SELECT g.id AS agenda_id, p.rules FROM agenda g JOIN professional p ON p.id = g.professional_id
WHERE {among("g.id")}
"""
_MOST: Final = 5000
"""Of how many agendas offers are kept; those asked for least lately give way."""


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: int
    year: int  # public holidays are known for some years around it
    offers: Mapping[str, Offer]


_KEPT: Final[WeakKeyDictionary[Any, dict[str, _Kept]]] = WeakKeyDictionary()


async def kept_offer(agenda_id: str, visit_type_id: str, now: int) -> Offer | None:
    """Return what one agenda offers of one visit type, or None where it does not."""
    return next(iter(await kept_offers([agenda_id], [visit_type_id], now)), None)


async def kept_offers(agenda_ids: Iterable[str], visit_type_ids: Iterable[str], now: int) -> list[Offer]:
    """Return what these agendas offer of these visit types, as `offers_of` outside a transaction would.

    One statement where nothing changed since the last time; six otherwise, however many they are.
    """
    counts = {row["agenda_id"]: row["rules"] for row in await fetch(_COUNTED, listed(agenda_ids))}
    year = datetime.fromtimestamp(now, UTC).year
    kept = _KEPT.setdefault(engine_of("data"), {})
    missing = [each for each, rules in counts.items() if not _stands(kept.get(each), rules, year)]
    if missing:
        found: dict[str, dict[str, Offer]] = {each: {} for each in missing}
        for offer in await offers_at(fetch, missing, now):
            found[offer.agenda_id][offer.visit_type_id] = offer
        kept |= {each: _Kept(counts[each], year, offers) for each, offers in found.items()}
    wanted = dict.fromkeys(visit_type_ids)
    used = {each: kept.pop(each) for each in sorted(counts)}
    kept |= used  # the last to give way
    for each in list(kept)[: max(len(kept) - _MOST, 0)]:
        del kept[each]
    return [
        offer
        for entry in used.values()
        for visit_type_id, offer in entry.offers.items()
        if visit_type_id in wanted
    ]


def _stands(kept: _Kept | None, rules: int, year: int) -> bool:
    return kept is not None and (kept.rules, kept.year) == (rules, year)
