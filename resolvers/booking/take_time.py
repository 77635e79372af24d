"""The one way to take time: lock the owners, look with the engine, then insert.

Every road that takes time passes here: hold, book, confirm, move, approve, series, waiting list; an import of
an outer agenda has to as well: `lock_offer`, then `look`, then `take`. What is listed is what is accepted,
because listing asks the same engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from models.booking.slots.engine import Verdict, check
from models.booking.slots.nearest import alternatives
from models.booking.slots.question import Question, UnusableWindow
from models.booking.slots.room import Placement
from models.booking.slots.rules import Refused as Unbookable
from models.ids import Kind, new_id
from models.storage.dialect import LOCK_ROWS, Row, among, listed
from models.storage.transaction import Transaction
from models.words import Channel
from resolvers.booking.asked import Visitor, questions_about
from resolvers.booking.offers import Offer, offer_of
from resolvers.booking.told import leave_event
from resolvers.writing.fault import ErrorCode, Fault, Refused, refuse

_AROUND = int(timedelta(days=7).total_seconds())
OVERLAP = {"claim_overlap": Fault(ErrorCode.SLOT_TAKEN)}
"""What the database's own guard means, should anything ever pass beside the lock."""

_LOCK_PROFESSIONALS = f"""
SELECT p.id, p.rules FROM professional p WHERE {among("p.id")} ORDER BY p.id {LOCK_ROWS}
"""
_LOCK_RESOURCES = f"SELECT r.id FROM resource r WHERE {among('r.id')} ORDER BY r.id {LOCK_ROWS}"
_ROOMS = f"""
SELECT r.id FROM visit_type t
JOIN visit_type_pool v ON v.visit_type_id = t.id JOIN resource r ON r.pool_id = v.pool_id
WHERE {among("t.professional_id")}
"""
_STALE = f"""
SELECT s.holder_id, s.claim_id FROM seat s
WHERE s.held_until IS NOT NULL AND s.held_until <= ? AND EXISTS (
    SELECT 1 FROM claim c
    WHERE (c.id = s.claim_id OR c.part_of = s.claim_id) AND c.state = 'TAKEN' AND {among("c.owner_id")})
"""
_EXPIRE_HOLDS = f"""
UPDATE hold SET state = 'EXPIRED' WHERE state = 'HELD' AND held_until <= ? AND {among("id")}
RETURNING id, professional_id, agenda_id, starts_at, ends_at
"""
_EXPIRE_PENDING = f"""
UPDATE appointment SET status = 'EXPIRED' WHERE status = 'PENDING' AND pending_until <= ? AND {among("id")}
RETURNING id, professional_id, agenda_id, starts_at, ends_at
"""
_LEAVE_STALE = f"DELETE FROM seat WHERE held_until <= ? AND {among('holder_id')}"
_FREE_EMPTY = f"""
UPDATE claim SET state = 'FREED' WHERE state = 'TAKEN' AND ({among("id")} OR {among("part_of")})
    AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.claim_id = COALESCE(claim.part_of, claim.id))
"""
_TAKE = """
INSERT INTO claim (id, owner_id, lane, starts_at, ends_at, state, visit_type_id, capacity, part_of)
VALUES (?, ?, ?, ?, ?, 'TAKEN', ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """By which channel and when a time is asked for, for whom, and which ids are in nobody's way."""

    channel: Channel
    now: int
    visitor: Visitor | None = None
    ignored: frozenset[str] = frozenset()


async def lock_owners(
    transaction: Transaction, professional_ids: Iterable[str], resource_ids: Iterable[str], now: int
) -> None:
    """Keep everybody else from the time of these owners until commit, and free what is held no longer.

    Owners are locked in one order everywhere, professionals before resources, so that no two wait for
    each other.
    """
    professionals, resources = sorted(set(professional_ids)), sorted(set(resource_ids))
    await transaction.fetch(_LOCK_PROFESSIONALS, listed(professionals))
    if resources:
        await transaction.fetch(_LOCK_RESOURCES, listed(resources))
    await _sweep(transaction, [*professionals, *resources], now)


async def lock_rooms(transaction: Transaction, professional_ids: Iterable[str], now: int) -> None:
    """Lock every resource that a visit with these professionals may need, at once and in order.

    Who frees time may hand it on in the same transaction, and whatever is handed on may need any of them.
    The professionals are locked by the caller, so that no resource is added to them meanwhile.
    """
    rooms = await transaction.fetch(_ROOMS, listed(sorted(set(professional_ids))))
    if rooms:
        ids = sorted({row["id"] for row in rooms})
        await transaction.fetch(_LOCK_RESOURCES, listed(ids))
        await _sweep(transaction, ids, now)


async def _sweep(transaction: Transaction, owner_ids: Iterable[str], now: int) -> None:
    """Free what is held no longer, and tell: records before seats, the order in which all writes lock."""
    stale = await transaction.fetch(_STALE, now, listed(owner_ids))
    if stale:
        holders = listed([row["holder_id"] for row in stale])
        for expire, kind in ((_EXPIRE_HOLDS, "holdExpired"), (_EXPIRE_PENDING, "requestExpired")):
            for row in await transaction.fetch(expire, now, holders):
                lapsed = {
                    name: row[name] for name in ("professional_id", "agenda_id", "starts_at", "ends_at")
                }
                await leave_event(transaction, now, kind, row["id"], **lapsed)
        await transaction.execute(_LEAVE_STALE, now, holders)
        await _free_empty(transaction, stale)


async def lock_offer(transaction: Transaction, offer: Offer, now: int) -> Offer | None:
    """Lock the professional of an offer and every resource it may need, and return the offer as it stands.

    What was read before the lock is read again if anything was changed of what the professional offers:
    whoever closes an agenda is told whom that hits, and nobody may be booked there behind his back. None
    where it is offered no longer.
    """
    [row] = await transaction.fetch(_LOCK_PROFESSIONALS, listed([offer.professional_id]))
    standing: Offer | None = offer
    if row["rules"] != offer.rules:
        standing = await offer_of(transaction.fetch, offer.agenda_id, offer.visit_type_id, now)
    resources = sorted({each for ids in standing.pools.values() for each in ids}) if standing else []
    if resources:
        await transaction.fetch(_LOCK_RESOURCES, listed(resources))
    await _sweep(transaction, [offer.professional_id, *resources], now)
    return standing


async def look(
    transaction: Transaction,
    offer: Offer,
    channel: Channel,
    now: int,
    starts_at: int,
    *,
    visitor: Visitor | None = None,
    ignored: Iterable[str] = (),
) -> tuple[Question, Verdict]:
    """Return the engine's verdict on a start, as things stand under the lock.

    Only what reaches into this start is read; where its time is taken, the week around it as well, in which
    others are free. Raises Refused for an instant outside every calendar: TOO_SOON where it is past, else
    TOO_FAR.
    """
    asking = Asking(channel, now, visitor, frozenset(ignored))
    question = await _asked(transaction, offer, asking, starts_at, starts_at + 1)
    verdict = check(question, starts_at)
    if any(gate.kind is Unbookable.SLOT_TAKEN for gate in verdict.refused_by):
        around = await look_around(transaction, offer, replace(asking, visitor=None), starts_at)
        question = replace(around, contact=question.contact)
    return question, verdict


async def look_around(transaction: Transaction, offer: Offer, asking: Asking, starts_at: int) -> Question:
    """Return the question about every start of the week around one; raises as `look`."""
    return await _asked(transaction, offer, asking, starts_at - _AROUND, starts_at + _AROUND)


async def _asked(transaction: Transaction, offer: Offer, asking: Asking, start: int, end: int) -> Question:
    try:
        [question] = await questions_about(
            transaction.fetch,
            [offer],
            asking.channel,
            asking.now,
            start,
            end,
            visitor=asking.visitor,
            ignored=asking.ignored,
        )
    except UnusableWindow:
        past = start < asking.now
        raise refuse(ErrorCode.TOO_SOON if past else ErrorCode.TOO_FAR, "startsAt") from None
    return question


def accepted(question: Question, verdict: Verdict, *, overriding: bool = False) -> Placement:
    """Return where a visit goes, or raise Refused with the engine's reason.

    Staff who override pass over soft rules, never over taken time. SLOT_TAKEN carries the nearest free
    times.
    """
    passes = verdict.bookable or (overriding and verdict.overridable)
    if passes and verdict.placement is not None:
        return verdict.placement
    raise refusal_of(question, verdict, overriding=overriding)


def refusal_of(question: Question, verdict: Verdict, *, overriding: bool = False) -> Refused:
    """Return the refusal a verdict stands for; who overrides is told the first rule that is not soft."""
    kinds = [gate.kind for gate in verdict.refused_by if not (overriding and gate.soft)]
    if kinds and kinds[0] is not Unbookable.SLOT_TAKEN:
        return refuse(ErrorCode(kinds[0].value), "startsAt")
    starts = alternatives(question, verdict.start)
    ends = [start + question.visit.seconds for start in starts]
    return refuse(ErrorCode.SLOT_TAKEN, "startsAt", starts=starts, ends=ends)


async def take(
    transaction: Transaction,
    offer: Offer,
    placement: Placement,
    holder_id: str,
    held_until: int | None = None,
) -> None:
    """Seat an appointment, or a hold until an instant, where the engine placed it."""
    claim_id, number = await _seat(transaction, offer, placement)
    await transaction.execute(
        "INSERT INTO seat (claim_id, number, holder_id, held_until) VALUES (?, ?, ?, ?)",
        claim_id,
        number,
        holder_id,
        held_until,
    )


async def _seat(transaction: Transaction, offer: Offer, placement: Placement) -> tuple[str, int]:
    """Return the visit to sit in and a number that nobody there has."""
    if placement.joins is None:
        return await _claim(transaction, offer, placement), 0
    sql = "SELECT MAX(number) AS number FROM seat WHERE claim_id = ?"
    [last] = await transaction.fetch(sql, placement.joins)
    return placement.joins, 0 if last["number"] is None else last["number"] + 1


async def leave(transaction: Transaction, holder_id: str) -> None:
    """Give up the seat of an appointment or a hold; a visit nobody sits in frees its time."""
    seats = await transaction.fetch("SELECT claim_id FROM seat WHERE holder_id = ?", holder_id)
    await transaction.execute("DELETE FROM seat WHERE holder_id = ?", holder_id)
    await _free_empty(transaction, seats)


async def _claim(transaction: Transaction, offer: Offer, placement: Placement) -> str:
    """Take the professional's lane, and each resource as a part of that."""
    claim_id = new_id(Kind.CLAIM)
    parts: list[tuple[str, str, int, str | None]] = [(claim_id, offer.professional_id, placement.lane, None)]
    parts += [(new_id(Kind.CLAIM), resource, 0, claim_id) for resource in placement.resource_ids]
    for each_id, owner_id, lane, part_of in parts:
        await transaction.execute(
            _TAKE,
            each_id,
            owner_id,
            lane,
            placement.busy_from,
            placement.busy_until,
            offer.visit_type_id,
            offer.visit.capacity,
            part_of,
        )
    return claim_id


async def _free_empty(transaction: Transaction, seats: list[Row]) -> None:
    claims = listed([row["claim_id"] for row in seats])
    await transaction.execute(_FREE_EMPTY, claims, claims)
