"""Why one time is offered or not, as far as the caller may know."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from models.booking.slots.blame import Change, Refusal
from models.booking.slots.explain import Explanation, explain
from models.booking.slots.question import Question, UnusableWindow
from models.words import Function
from resolvers.booking.availability.asker import Asker, asker_of, blocking, hindrance, questions_for
from resolvers.booking.availability.free_times import FreeTime, free_time
from resolvers.booking.availability.setters import Setter, SetterKind, Setters, names_of
from resolvers.booking.kept_offers import kept_offer
from resolvers.booking.offers import Offer
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode

_AROUND = int(timedelta(days=31).total_seconds())


class SlotRule(StrEnum):
    """The rules that decide on a time: the engine's by their names, then those about the contact."""

    CHANNELS = "CHANNELS"
    ACCEPTS_NEW = "ACCEPTS_NEW"
    ACCEPTS_KNOWN = "ACCEPTS_KNOWN"
    PAST = "PAST"
    NOTICE = "NOTICE"
    HORIZON = "HORIZON"
    HOURS = "HOURS"
    CLOSURES = "CLOSURES"
    PER_DAY = "PER_DAY"
    PER_WEEK = "PER_WEEK"
    OPEN_APPOINTMENTS = "OPEN_APPOINTMENTS"
    ROOM = "ROOM"
    WHOLE_MINUTE = "WHOLE_MINUTE"
    GRID = "GRID"
    CALENDAR = "CALENDAR"
    BLOCKED_CONTACT = "BLOCKED_CONTACT"
    CONTACT_SCOPE = "CONTACT_SCOPE"
    RESTRICTION = "RESTRICTION"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against a time; of what is None or empty the caller is told nothing.

    `amount` is in minutes to shorten or lengthen, in appointments to raise; `move_to` in epoch seconds.
    """

    code: ErrorCode
    rule: SlotRule | None = None
    soft: bool = False
    set_by: tuple[Setter, ...] = ()
    change: Change | None = None
    amount: int | None = None
    move_to: int | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """Whether a time can be booked, each reason against it, and the nearest times that can."""

    agenda_id: str
    visit_type_id: str
    start: int
    bookable: bool
    overridable: bool = False
    reasons: tuple[Reason, ...] = ()
    before: FreeTime | None = None
    after: FreeTime | None = None


async def explain_time(
    context: Context,
    agenda_id: str,
    visit_type_id: str,
    start: int,
    contact_id: str | None = None,
    moved_id: str | None = None,
) -> Explained | None:
    """Return why a time is offered or not, deciding as a booking does; None where nothing is offered there.

    Staff of the professional and the desk are told everything. Everybody else is told the kind of each
    reason, and of a block that the time is taken.
    """
    asker = await asker_of(context, contact_id, moved_id)
    offer = await kept_offer(agenda_id, visit_type_id, context.now)
    if offer is None:
        return None
    blocked_by = await blocking(asker, [offer])
    inside = _is_inside(context, offer)
    hidden = set[str]() if inside else blocked_by
    try:
        span = (start - _AROUND, start + _AROUND)
        [question] = await questions_for(context, asker, [offer], *span, hidden)
        explained = explain(question, start)
    except UnusableWindow:
        return _outside(context, agenda_id, visit_type_id, start, inside=inside)
    about_contact = list(_about_contact(context, asker, offer, blocked_by - hidden))
    reasons = [*about_contact, *await _reasons(offer, question, explained, inside=inside)]
    return _answer(question, explained, reasons, hindered=bool(about_contact), inside=inside)


def _outside(context: Context, agenda_id: str, visit_type_id: str, start: int, *, inside: bool) -> Explained:
    """An instant outside every calendar is past, or too far to come."""
    past = start < context.now
    code, rule = (ErrorCode.TOO_SOON, SlotRule.PAST) if past else (ErrorCode.TOO_FAR, SlotRule.CALENDAR)
    reason = Reason(code, rule if inside else None)
    return Explained(agenda_id, visit_type_id, start, bookable=False, reasons=(reason,))


def _answer(
    question: Question, explained: Explanation, reasons: list[Reason], *, hindered: bool, inside: bool
) -> Explained:
    """Nothing near is free for a contact that could not be booked for there either."""
    near = (None, None) if hindered else (explained.before, explained.after)
    before, after = (None if at is None else free_time(question, at) for at in near)
    return Explained(
        question.agenda.agenda_id,
        question.visit.visit_type_id,
        explained.verdict.start,
        bookable=not reasons,
        overridable=inside and not hindered and explained.verdict.overridable,
        reasons=tuple(reasons if inside else _kinds(reasons)),
        before=before,
        after=after,
    )


def _is_inside(context: Context, offer: Offer) -> bool:
    caller = context.caller
    return caller.function is Function.DESK_AGENT or offer.professional_id in caller.professional_ids


def _about_contact(
    context: Context, asker: Asker, offer: Offer, blocked_by: Collection[str]
) -> Iterator[Reason]:
    rules = {
        ErrorCode.NOT_ALLOWED: SlotRule.CONTACT_SCOPE,
        ErrorCode.PROCESSING_RESTRICTED: SlotRule.RESTRICTION,
    }
    code = hindrance(context, asker, offer)
    if code is not None:
        yield Reason(code, rules[code])
    if offer.professional_id in blocked_by and asker.contact_id is not None:
        setter = Setter(SetterKind.CONTACT, asker.contact_id, "")
        yield Reason(
            ErrorCode.CONTACT_BLOCKED, SlotRule.BLOCKED_CONTACT, set_by=(setter,), change=Change.ALLOW
        )


async def _reasons(offer: Offer, question: Question, explained: Explanation, *, inside: bool) -> list[Reason]:
    if not inside:
        return [Reason(ErrorCode(each.kind.value)) for each in explained.refusals]
    setters = Setters(offer, question, await names_of(offer))
    return [_reason(each, setters) for each in explained.refusals]


def _reason(refusal: Refusal, setters: Setters) -> Reason:
    moves = refusal.change is Change.MOVE_TO
    return Reason(
        ErrorCode(refusal.kind.value),
        SlotRule[refusal.rule.name],
        refusal.soft,
        setters.of(refusal.references),
        refusal.change,
        None if moves or refusal.change is Change.ALLOW else refusal.amount,
        refusal.amount if moves else None,
    )


def _kinds(reasons: list[Reason]) -> list[Reason]:
    """Return each kind once, in order: how many claims stand in the way is nobody's business."""
    return [Reason(code) for code in dict.fromkeys(each.code for each in reasons)]
