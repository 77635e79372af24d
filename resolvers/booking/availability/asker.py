"""For whom times are asked: what decides, beside the agenda, whether a time can be booked.

Nothing is listed that a booking would refuse: a contact that may not be booked for here finds no time, and
one whom the professional blocks finds an agenda where all is taken, as anybody would who came too late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.booking.record import AppointmentRecord
from models.booking.slots.claims import Claim
from models.booking.slots.question import Question
from models.contacts.record import ContactRecord
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.words import Category, Channel
from permissions.acting import CHANNEL_OF, may_book
from permissions.refusal import Refusal
from resolvers.booking.asked import questions_about, visitor_of
from resolvers.booking.by_id import appointments_by_id
from resolvers.booking.offers import Offer
from resolvers.contacts.by_id import contacts_by_id
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode

_BLOCKS = f"SELECT professional_id FROM contact_block WHERE {among('professional_id')} AND contact_id = ?"
_ALL_LANES = -1  # a claim in a lane that is not offered bars them all


@dataclass(frozen=True, slots=True)
class Asker:
    """A caller's channel, and whether it books by it; who would come, and what would be moved, where said."""

    channel: Channel
    books: bool
    contact: ContactRecord | None = None
    moved: AppointmentRecord | None = None

    @property
    def contact_id(self) -> str | None:
        """Whose limits and blocks count: who comes, else whose appointment is moved.

        Nobody's for who may book nothing, and so has no need to know of them.
        """
        if not self.books:
            return None
        if self.contact is not None:
            return self.contact.id
        return self.moved.contact_id if self.moved else None

    @property
    def ignored(self) -> tuple[str, ...]:
        """What is in nobody's way."""
        return (self.moved.id,) if self.moved else ()


async def asker_of(context: Context, contact_id: str | None, moved_id: str | None = None) -> Asker:
    """Return for whom a caller asks; callers who book nothing see what is offered online.

    Raises Refusal NOT_FOUND alike for a contact or an appointment that is unknown, erased or out of scope.
    """
    contact = await _contact(context, contact_id) if contact_id is not None else None
    moved = await _moved(context, moved_id) if moved_id is not None else None
    channel = CHANNEL_OF.get(context.caller.function)
    return Asker(channel or Channel.ONLINE, channel is not None, contact, moved)


def hindrance(context: Context, asker: Asker, offer: Offer) -> ErrorCode | None:
    """Return why a booking for this contact would be refused whatever the time, or None."""
    contact = asker.contact
    if not asker.books and (contact or asker.moved):
        return ErrorCode.NOT_ALLOWED
    if contact is None:
        return None
    if not may_book(context.lens, contact, offer.professional_id):
        return ErrorCode.NOT_ALLOWED
    return ErrorCode.PROCESSING_RESTRICTED if contact.restricted_at is not None else None


async def blocking(asker: Asker, offers: Iterable[Offer]) -> set[str]:
    """Return the professionals of these offers who block the contact."""
    if asker.contact_id is None:
        return set()
    rows = await fetch(_BLOCKS, listed({offer.professional_id for offer in offers}), asker.contact_id)
    return {row["professional_id"] for row in rows}


async def questions_for(
    context: Context, asker: Asker, offers: Sequence[Offer], start: int, end: int, blocked_by: Iterable[str]
) -> list[Question]:
    """Return the engine's question of each offer, as this asker may know of it.

    Raises UnusableWindow for a window beyond the calendar.
    """
    questions = await questions_about(
        fetch,
        offers,
        asker.channel,
        context.now,
        start,
        end,
        visitor=visitor_of(context.view, asker.contact_id) if asker.contact_id else None,
        ignored=asker.ignored,
    )
    hidden = set(blocked_by)
    return [
        full(question) if offer.professional_id in hidden else question
        for offer, question in zip(offers, questions, strict=True)
    ]


def full(question: Question) -> Question:
    """Return a question about the same agenda with all of its time taken."""
    first, last = question.loaded
    return replace(question, claims=(Claim("", first, last, _ALL_LANES),))


async def _contact(context: Context, contact_id: str) -> ContactRecord:
    found = (await contacts_by_id(context, [contact_id])).get(contact_id)
    if found is None or found.erased_at is not None:
        raise Refusal("not_found", code="NOT_FOUND")
    await context.lens.focus([found], frozenset[Category]())
    return found


async def _moved(context: Context, appointment_id: str) -> AppointmentRecord:
    found = (await appointments_by_id(context, [appointment_id])).get(appointment_id)
    if found is None or found.erased_at is not None:
        raise Refusal("not_found", code="NOT_FOUND")
    return found
