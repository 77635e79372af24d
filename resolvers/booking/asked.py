"""Everything one decision about a time depends on, fetched for the slot engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.booking.slots.claims import Claim, Pool, Resource
from models.booking.slots.question import Contact, ContactVisit, Question, reach
from models.storage.dialect import among, listed
from models.words import Channel
from permissions.scope import Scope, appointments_of
from permissions.viewpoint import Viewpoint
from resolvers.booking.calendars import Fetch
from resolvers.booking.offers import Offer
from resolvers.booking.taken import claims_of

_VISITS = f"""
SELECT a.id, a.professional_id, a.starts_at FROM appointment a
WHERE a.contact_id = ? AND {among("a.professional_id")}
    AND a.status NOT IN ('CANCELLED', 'DECLINED', 'EXPIRED') AND
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who would come, and which of its appointments count: those that exist for who asks.

    Else a rule would tell of the others: that a contact is not new, or has as many as it may.
    """

    contact_id: str
    counted: Scope


def visitor_of(view: Viewpoint, contact_id: str) -> Visitor:
    """Return a contact as a visitor for whom somebody asks."""
    return Visitor(contact_id, appointments_of(view))


async def questions_about(
    fetch: Fetch,
    offers: Sequence[Offer],
    channel: Channel,
    now: int,
    start: int,
    end: int,
    *,
    visitor: Visitor | None = None,
    ignored: Iterable[str] = (),
) -> list[Question]:
    """Return the question of each offer about the starts of one window, in two statements for all."""
    spans = [reach(offer.visit, start, end) for offer in offers]
    owners = {offer.professional_id for offer in offers}
    rooms = {each for offer in offers for ids in offer.pools.values() for each in ids}
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    claims = await claims_of(fetch, owners | rooms, first, last)
    visits = await _visits(fetch, visitor, owners) if visitor else {}
    return [
        Question(
            offer.agenda,
            offer.visit,
            channel,
            now,
            span,
            tuple(claims.get(offer.professional_id, ())),
            _pools(offer, claims),
            _contact(visits.get(offer.professional_id, ())) if visitor else None,
            frozenset(ignored),
        )
        for offer, span in zip(offers, spans, strict=True)
    ]


async def _visits(
    fetch: Fetch, visitor: Visitor, professional_ids: Iterable[str]
) -> dict[str, list[ContactVisit]]:
    found: dict[str, list[ContactVisit]] = {}
    counted = visitor.counted
    sql = f"{_VISITS} {counted.sql}"
    for row in await fetch(sql, visitor.contact_id, listed(professional_ids), *counted.values):
        found.setdefault(row["professional_id"], []).append(ContactVisit(row["id"], row["starts_at"]))
    return found


def _contact(visits: Iterable[ContactVisit]) -> Contact:
    known = tuple(visits)
    return Contact(known=bool(known), visits=known)


def _pools(offer: Offer, claims: dict[str, list[Claim]]) -> tuple[Pool, ...]:
    return tuple(
        Pool(pool, tuple(Resource(each, tuple(claims.get(each, ()))) for each in ids))
        for pool, ids in offer.pools.items()
    )
