"""Offering freed time to who waits for it: a hold for one person, then for the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from models.booking.slots.engine import check, free_starts
from models.booking.slots.intervals import Span
from models.booking.slots.question import Question
from models.storage.dialect import Row
from models.storage.transaction import Transaction
from models.words import Channel
from permissions.caller import PARTY_KIND_OF, Caller
from permissions.viewpoint import Viewpoint
from resolvers.booking.asked import visitor_of
from resolvers.booking.held import insert_hold
from resolvers.booking.offers import Offer, offers_of
from resolvers.booking.take_time import Asking, accepted, lock_rooms, look_around, take
from resolvers.booking.told import leave_event
from resolvers.booking.waitlist.ended import FreedTime, offers_run_out
from resolvers.booking.wish import STAFF
from resolvers.writing.once import desk_of, parts_of

OFFERED_FOR = int(timedelta(minutes=15).total_seconds())
"""How long a freed time is kept for one person, in seconds."""

HANDED_ON_WITHIN = int(timedelta(minutes=2).total_seconds())
"""How much longer its seat stays taken: within that the sweep hands it on, and nobody saw it free between."""

MOST_LOOKED_AT = 100
_SLACK = int(timedelta(days=1).total_seconds())

_WAITING = """
SELECT w.id, w.agenda_id, w.visit_type_id, w.contact_id, w.caller, w.channel, w.not_before, w.not_after,
    w.offers, w.created_at
FROM waitlist w
JOIN agenda g ON g.id = w.agenda_id
JOIN contact c ON c.id = w.contact_id
WHERE g.professional_id = ? AND w.state = 'WAITING' AND w.not_after > ?
    AND w.not_before < ? AND w.not_after > ? AND w.contact_id <> ?
    AND c.restricted_at IS NULL AND c.erased_at IS NULL
    AND (w.partner_id IS NULL OR EXISTS (SELECT 1 FROM partner p
        WHERE p.id = w.partner_id AND (p.guarantee_until IS NULL OR p.guarantee_until >= ?)))
    AND NOT EXISTS (SELECT 1 FROM contact_block b
        WHERE b.professional_id = g.professional_id AND b.contact_id = w.contact_id)
ORDER BY w.created_at, w.place_in_line, w.id LIMIT ?
"""
_OFFERED_BEFORE = """
SELECT starts_at, ends_at FROM hold
WHERE contact_id = ? AND caller = ? AND agenda_id = ? AND visit_type_id = ? AND created_at >= ?
"""
_OFFER = """
UPDATE waitlist SET state = 'OFFERED', hold_id = ?, offers = offers + 1, version = version + 1 WHERE id = ?
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A start that suits, in the question that says so."""

    question: Question
    start: int


async def hand_on(
    transaction: Transaction, freed: Sequence[FreedTime], professional_id: str, now: int
) -> None:
    """Offer freed time of one professional, and what offers that ran out leave, to the first it suits.

    The professional is locked by the caller. Who waits longest comes first; nobody is offered a time twice.
    """
    for each in [*freed, *await offers_run_out(transaction, professional_id, now)]:
        await _offer_span(transaction, each, now)


async def _offer_span(transaction: Transaction, freed: FreedTime, now: int) -> None:
    waiting = await transaction.fetch(
        _WAITING,
        freed.professional_id,
        now,
        freed.ends_at + _SLACK,
        freed.starts_at - _SLACK,
        freed.contact_id or "",
        now,
        MOST_LOOKED_AT,
    )
    offers = await _offers(transaction, freed, waiting, now)
    full: set[tuple[str, str, str]] = set()
    for entry in waiting:
        offer = offers.get((entry["agenda_id"], entry["visit_type_id"]))
        wish = (entry["agenda_id"], entry["visit_type_id"], entry["channel"])
        if offer is None or wish in full:
            continue
        visitor = visitor_of(_view_of(entry, freed.professional_id, now), entry["contact_id"])
        asking = Asking(Channel(entry["channel"]), now, visitor)
        question = await look_around(transaction, offer, asking, freed.starts_at)
        if not _starts(replace(question, contact=None), freed, (now + 1, freed.ends_at + _SLACK)):
            full.add(wish)
            continue
        start = await _best_start(transaction, question, freed, entry)
        if start is not None:
            await _give(transaction, offer, Found(question, start), entry)


def _view_of(entry: Row, professional_id: str, now: int) -> Viewpoint:
    """Return from where the party looks that joined; it is offered what it could book itself."""
    function, party_id, account_id = parts_of(entry["caller"])
    staff = frozenset({professional_id}) if function in STAFF else frozenset[str]()
    kind = PARTY_KIND_OF[function]
    return Viewpoint(
        Caller(function, kind, party_id, account_id, "", frozenset(), professional_ids=staff), now
    )


async def _offers(
    transaction: Transaction, freed: FreedTime, waiting: Sequence[Row], now: int
) -> Mapping[tuple[str, str], Offer]:
    """Return what is waited for, by agenda and visit type, every resource it may need locked."""
    if not waiting:
        return {}
    await lock_rooms(transaction, [freed.professional_id], now)
    found = await offers_of(
        transaction.fetch,
        {entry["agenda_id"] for entry in waiting},
        {entry["visit_type_id"] for entry in waiting},
        now,
    )
    return {(offer.agenda_id, offer.visit_type_id): offer for offer in found}


async def _best_start(
    transaction: Transaction, question: Question, freed: FreedTime, entry: Row
) -> int | None:
    """Return the start nearest to that of the freed time, of those that suit and were not offered before."""
    wished = (max(entry["not_before"], question.now + 1), entry["not_after"])
    starts = _starts(question, freed, wished)
    if starts and entry["offers"]:
        before = await transaction.fetch(
            _OFFERED_BEFORE,
            entry["contact_id"],
            desk_of(entry["caller"]),
            entry["agenda_id"],
            entry["visit_type_id"],
            entry["created_at"],
        )
        length = question.visit.seconds
        starts = [
            at
            for at in starts
            if not any(at < row["ends_at"] and row["starts_at"] < at + length for row in before)
        ]
    return min(starts, key=lambda at: (abs(at - freed.starts_at), at), default=None)


def _starts(question: Question, freed: FreedTime, wished: Span) -> list[int]:
    """Return the bookable starts, of those wished, whose visit uses the freed time."""
    low = max(freed.starts_at - question.visit.seconds_after + 1, wished[0], question.starts[0])
    high = min(freed.ends_at + question.visit.seconds_before, wished[1], question.starts[1])
    return free_starts(question, low, high) if low < high else []


async def _give(transaction: Transaction, offer: Offer, found: Found, entry: Row) -> None:
    """Hold a time for who waits, as long as an offer lasts, and tell the agenda.

    The offer is that of the party who joined, in the function it joined in: any colleague may book it.
    """
    now, start = found.question.now, found.start
    placement = accepted(found.question, check(found.question, start))
    until = min(now + OFFERED_FOR, start)
    hold_id = await insert_hold(
        transaction, offer, desk_of(entry["caller"]), start, now, until - now, contact_id=entry["contact_id"]
    )
    await take(transaction, offer, placement, hold_id, until + HANDED_ON_WITHIN)
    await transaction.execute(_OFFER, hold_id, entry["id"])
    await leave_event(
        transaction,
        now,
        "waitlistOffer",
        entry["id"],
        professional_id=offer.professional_id,
        agenda_id=offer.agenda_id,
        starts_at=start,
        ends_at=start + offer.visit.seconds,
    )
