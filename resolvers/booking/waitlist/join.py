"""Joining a waiting list: for a visit of one kind on one agenda, between two instants."""

from dataclasses import dataclass
from datetime import timedelta

from models.contacts.record import ContactRecord
from models.ids import Kind, new_id
from models.storage.dialect import LOCK_ROWS, Row, Value
from models.storage.transaction import Transaction
from models.words import Function
from permissions.acting import CHANNEL_OF, may_book
from permissions.scope import appointments_of
from resolvers.booking.entry import channel_of
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.offers import Offer
from resolvers.booking.take_time import lock_owners
from resolvers.booking.waitlist.entry import SELECT
from resolvers.booking.wish import OF_MINORS, may_keep_secret, weighed_for
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import Because, ErrorCode, Fault, Refused, refuse
from resolvers.writing.once import Outcome, Write, caller_name, write_once

MOST_ENTRIES = 20
"""How many times one contact may wait for at once."""

_LONGEST_DAYS = 366
LONGEST_WAIT = int(timedelta(days=_LONGEST_DAYS).total_seconds())
WAITS_ALREADY = Fault(ErrorCode.LIMIT_REACHED, ("visitTypeId",), {"because": Because.WAITS_ALREADY})
TWICE = {"waitlist_once": WAITS_ALREADY}
"""What the database's own guard means: this wish waits already."""

_LOCK_CONTACT = f"SELECT restricted_at, erased_at FROM contact c WHERE c.id = ? {LOCK_ROWS}"
_OVER = """
UPDATE waitlist SET state = 'EXPIRED', version = version + 1
WHERE contact_id = ? AND state = 'WAITING' AND not_after <= ?
"""
_LIVE = f"{SELECT} WHERE a.contact_id = ? AND a.state IN ('WAITING', 'OFFERED') AND"
_LAST = "SELECT COALESCE(MAX(place_in_line), 0) AS last FROM waitlist WHERE agenda_id = ?"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits for what: the visit starts from `not_before` to before `not_after`, in epoch seconds.

    Of a `secret` entry no representative knows (CSP L1111-5).
    """

    agenda_id: str
    visit_type_id: str
    contact_id: str
    not_before: int
    not_after: int
    secret: bool = False


async def join(context: Context, write: Write, asked: Waiting) -> Outcome:
    """Put a contact on a waiting list; the outcome names the entry, or says why there is none.

    A contact that the professional blocked joins like anybody else, and is offered nothing.
    """
    offer = await kept_offer(asked.agenda_id, asked.visit_type_id, context.now)
    contact = (await contacts_by_id(context, [asked.contact_id])).get(asked.contact_id)
    await context.lens.focus([contact] if contact else [], weighed_for(secret=asked.secret))

    async def work(transaction: Transaction) -> str:
        wanted = _checked(context, asked, offer, contact)
        await lock_owners(transaction, [wanted.professional_id], [], context.now)
        await _check_contact(context, transaction, asked)
        return await _join(context, transaction, asked, wanted)

    return await write_once(context, write, work, TWICE)


def _checked(context: Context, asked: Waiting, offer: Offer | None, contact: ContactRecord | None) -> Offer:
    if context.caller.function not in CHANNEL_OF:
        raise refuse(ErrorCode.NOT_ALLOWED, articles=["5(1)(b)", "25"])
    if offer is None:
        raise refuse(ErrorCode.NOT_FOUND, "visitTypeId")
    if contact is None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if not may_book(context.lens, contact, offer.professional_id):
        raise refuse(ErrorCode.NOT_ALLOWED, "contactId", articles=["28(3)(a)", "5(1)(b)"])
    if asked.secret and not may_keep_secret(context, contact):
        raise refuse(ErrorCode.NOT_ALLOWED, "secret", articles=OF_MINORS, because=Because.FOR_MINORS)
    if channel_of(context) not in offer.visit.channels:
        raise refuse(ErrorCode.NOT_ALLOWED, "visitTypeId", because=Because.NOT_THIS_WAY)
    begins = max(asked.not_before, context.now)
    if not begins < asked.not_after <= context.now + LONGEST_WAIT:
        raise refuse(ErrorCode.INVALID_PERIOD, "notAfter", because=Because.WAIT, most=_LONGEST_DAYS)
    return offer


async def _check_contact(context: Context, transaction: Transaction, asked: Waiting) -> None:
    """Refuse for a contact that was erased or restricted meanwhile, or waits enough; its row is locked.

    Only entries that exist for this caller count, or the refusal would tell of the others.
    """
    [row] = await transaction.fetch(_LOCK_CONTACT, asked.contact_id)
    if row["erased_at"] is not None:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    if row["restricted_at"] is not None:
        raise refuse(ErrorCode.PROCESSING_RESTRICTED, "contactId", articles=["18"])
    await transaction.execute(_OVER, asked.contact_id, context.now)
    scope = appointments_of(context.view)
    live = await transaction.fetch(f"{_LIVE} {scope.sql}", asked.contact_id, *scope.values)
    if [row for row in live if row["agenda_id"] == asked.agenda_id and await _is_alike(context, row, asked)]:
        raise Refused(WAITS_ALREADY)
    if len(live) >= MOST_ENTRIES:
        raise refuse(ErrorCode.LIMIT_REACHED, "contactId", because=Because.WAITS_ENOUGH, most=MOST_ENTRIES)


async def _is_alike(context: Context, row: Row, asked: Waiting) -> bool:
    """Return whether an entry of the same agenda is for the same wish, as far as this caller may know.

    To whom the wish is withheld every wish is alike: else, by trying each, it would learn which it is.
    """
    told = await context.lens.tells_wish(row["channel"], row["created_at"], row["professional_id"])
    return not told or row["visit_type_id"] == asked.visit_type_id


async def _join(context: Context, transaction: Transaction, asked: Waiting, offer: Offer) -> str:
    """Write the entry behind all others; the agenda is not told that somebody waits."""
    [place] = await transaction.fetch(_LAST, asked.agenda_id)
    partner = context.caller.function is Function.PARTNER_SITE
    row: dict[str, Value] = {
        "id": new_id(Kind.WAITLIST),
        "agenda_id": asked.agenda_id,
        "visit_type_id": asked.visit_type_id,
        "contact_id": asked.contact_id,
        "caller": caller_name(context),
        "channel": channel_of(context).value,
        "partner_id": context.caller.party_id if partner else None,
        "booked_by_contact_id": context.view.contact_id,
        "not_before": asked.not_before,
        "not_after": asked.not_after,
        "secret": asked.secret,
        "state": "WAITING",
        "created_at": context.now,
        "place_in_line": place["last"] + 1,
    }
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    await transaction.execute(f"INSERT INTO waitlist ({names}) VALUES ({marks})", *row.values())
    entry_id = str(row["id"])
    await record_act(
        context,
        transaction,
        "joinWaitlist",
        entry_id,
        professional_id=offer.professional_id,
        contact_id=asked.contact_id,
    )
    return entry_id
