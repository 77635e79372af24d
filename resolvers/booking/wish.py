"""What is wished to be booked, and what makes a wish unacceptable before any time is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.contacts.record import ContactRecord
from models.words import Category, Function, Mode
from resolvers.booking.named_time import NOTHING_BESIDE, Beside
from resolvers.booking.offers import Offer
from resolvers.booking.slot_id import Slot
from resolvers.contacts.majority import is_known_adult
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode, Fault, Refused
from resolvers.writing.plain_text import paragraphs

LONGEST_TEXT = 2000
STAFF = frozenset({Function.PROFESSIONAL, Function.ASSISTANT})
DESK_AND_STAFF = STAFF | {Function.DESK_AGENT}
OF_MINORS = ["CSP L1111-5"]
"""The article by which a minor, and nobody else, keeps a visit from who represents it."""


class OverrideReason(StrEnum):
    """Why staff or the desk book against a soft rule; a code, never a text."""

    URGENT = "URGENT"
    CONTINUITY_OF_CARE = "CONTINUITY_OF_CARE"
    AGREED_WITH_PROFESSIONAL = "AGREED_WITH_PROFESSIONAL"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, repr=False)
class Wish:
    """What is to be booked: a slot, or a hold of the caller's own, for a contact.

    `beside` is what the request says of its time besides.
    """

    slot: Slot | None
    hold_id: str | None
    contact_id: str
    mode: Mode | None = None
    reason: str | None = None
    note: str | None = None
    note_about_third_party: bool = False
    secret: bool = False
    override: OverrideReason | None = None
    beside: Beside = NOTHING_BESIDE


def check_wish(context: Context, wish: Wish, offer: Offer, contact: ContactRecord) -> None:
    """Refuse what must not be collected, what is missing and what is no text, all at once."""
    faults = tuple(_faults(context, wish, offer, contact))
    if faults:
        raise Refused(*faults)


def mode_of(wish: Wish, offer: Offer) -> str:
    """Return how they will meet: as wished, else in person where that is offered."""
    if wish.mode is not None:
        return wish.mode.value
    return Mode.IN_PERSON.value if Mode.IN_PERSON in offer.modes else min(offer.modes)


def _faults(context: Context, wish: Wish, offer: Offer, contact: ContactRecord) -> Iterator[Fault]:
    for category, name, text in (
        (Category.REASON, "reason", wish.reason),
        (Category.NOTE, "note", wish.note),
    ):
        if text is not None and category not in offer.collects:
            yield Fault(ErrorCode.CATEGORY_NOT_COLLECTED, (name,), {"category": category})
        elif text is not None and paragraphs(text, LONGEST_TEXT) is None:
            yield Fault(
                ErrorCode.INVALID_TEXT, (name,), {"because": Because.LENGTH, "least": 1, "most": LONGEST_TEXT}
            )
    if offer.reason_required and wish.reason is None and Category.REASON in offer.collects:
        yield Fault(ErrorCode.MISSING_REQUIRED_DATA, ("reason",))
    yield from _faults_of_caller(context, wish, contact)
    if wish.mode is not None and wish.mode not in offer.modes:
        yield Fault(ErrorCode.NOT_ALLOWED, ("mode",), {"because": Because.MODE_NOT_OFFERED})


def _faults_of_caller(context: Context, wish: Wish, contact: ContactRecord) -> Iterator[Fault]:
    caller = context.caller.function
    if wish.note_about_third_party and wish.note is None:
        yield Fault(ErrorCode.MISSING_REQUIRED_DATA, ("note",))
    if wish.note is not None and caller not in DESK_AND_STAFF:
        yield Fault(ErrorCode.NOT_ALLOWED, ("note",), {"because": Because.FOR_STAFF})
    if wish.override is not None and caller not in DESK_AND_STAFF:
        yield Fault(ErrorCode.NOT_ALLOWED, ("overrideReason",), {"because": Because.FOR_STAFF})
    if wish.secret and not may_keep_secret(context, contact):
        yield Fault(
            ErrorCode.NOT_ALLOWED, ("secret",), {"articles": OF_MINORS, "because": Because.FOR_MINORS}
        )


def weighed_for(*, secret: bool) -> frozenset[Category]:
    """Return on which categories the lens must be focused to judge a wish."""
    return frozenset({Category.BIRTH}) if secret else frozenset()


def may_keep_secret(context: Context, contact: ContactRecord) -> bool:
    """Return whether this caller may ask for a minor's secret, which is kept from who represents, not by him.

    For nobody whom the caller reads to be of age. Where it cannot read that, a minor must not lose the
    secret, and a refusal would tell the age.
    """
    itself = contact.id == context.view.contact_id
    represents = context.caller.function is Function.CONTACT and not itself
    return not represents and not is_known_adult(context.lens, contact, context.now)
