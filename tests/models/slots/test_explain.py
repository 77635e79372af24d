"""Why a time is not offered, who set the rule, and what would free it."""

from dataclasses import replace
from datetime import date

import pytest

from models.booking.slots.blame import Change, Refusal
from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours
from models.booking.slots.claims import Pool, Resource
from models.booking.slots.engine import check
from models.booking.slots.explain import explain
from models.booking.slots.question import Contact, ContactVisit, Question
from models.booking.slots.rules import Refused, Rule
from models.words import Channel
from tests.models.slots.days import MINUTE, NINE_TO_NOON, PARIS, ask, at, claim, tuesday

TEN = tuesday("10:00")


def why(question: Question, start: int = TEN) -> list[Refusal]:
    return list(explain(question, start).refusals)


def visits(*texts: str) -> Contact:
    return Contact(
        known=True, visits=tuple(ContactVisit(f"visit{n}", at(text)) for n, text in enumerate(texts))
    )


def test_a_bookable_start_has_nothing_to_explain_but_its_neighbours() -> None:
    told = explain(ask(), TEN)
    assert told.verdict == check(ask(), TEN)
    assert (told.refusals, told.before, told.after) == ((), tuesday("09:30"), tuesday("10:30"))


def test_without_neighbours_none_is_told() -> None:
    told = explain(ask(calendar=Calendar(PARIS)), TEN)
    assert (told.before, told.after) == (None, None)


@pytest.mark.parametrize(
    ("visit", "contact", "rule", "kind"),
    [
        ({"channels": frozenset({Channel.PHONE})}, None, Rule.CHANNELS, Refused.NOT_ALLOWED),
        ({"accepts_new": False}, Contact(known=False), Rule.ACCEPTS_NEW, Refused.NEW_CONTACTS_REFUSED),
        ({"accepts_known": False}, Contact(known=True), Rule.ACCEPTS_KNOWN, Refused.NOT_ALLOWED),
    ],
)
def test_who_is_kept_out_would_have_to_be_allowed(
    visit: dict[str, object], contact: Contact | None, rule: Rule, kind: Refused
) -> None:
    question = ask(visit={**visit, "sources": {rule: "override"}}, contact=contact)
    assert why(question) == [Refusal(kind, rule, True, ("override",), Change.ALLOW, 1)]


def test_notice_would_have_to_be_shorter_by_the_minutes_missed_rounded_up() -> None:
    question = ask(visit={"notice": 60}, now=tuesday("09:34") + 1)
    refusal = Refusal(Refused.TOO_SOON, Rule.NOTICE, True, ("visit",), Change.SHORTEN, 35)
    assert why(question) == [refusal]
    assert check(replace(question, visit=replace(question.visit, notice=60 - 35)), TEN).bookable
    assert not check(replace(question, visit=replace(question.visit, notice=60 - 34)), TEN).bookable


def test_the_horizon_would_have_to_be_longer() -> None:
    question = ask(visit={"horizon": 60}, now=tuesday("08:34") + 1)
    refusal = Refusal(Refused.TOO_FAR, Rule.HORIZON, True, ("visit",), Change.LENGTHEN, 26)
    assert why(question) == [refusal]
    assert check(replace(question, visit=replace(question.visit, horizon=86)), TEN).bookable
    assert not check(replace(question, visit=replace(question.visit, horizon=85)), TEN).bookable


def test_a_past_start_would_have_to_move_to_the_next_minute() -> None:
    refused = why(ask(now=TEN + 1))[0]
    assert refused == Refusal(Refused.TOO_SOON, Rule.PAST, False, ("visit",), Change.MOVE_TO, TEN + MINUTE)


def test_hours_would_have_to_be_longer_and_the_openings_near_are_named() -> None:
    extra = ExtraOpening("extra", date(2026, 11, 17), 760, 800)
    question = ask(calendar=replace(NINE_TO_NOON, extra=(extra,)), visit={"duration": 60})
    refusal = Refusal(Refused.OUTSIDE_HOURS, Rule.HOURS, True, ("extra", "mornings"), Change.LENGTHEN, 40)
    assert why(question, tuesday("12:00")) == [refusal]


def test_far_from_any_opening_the_agenda_is_named() -> None:
    refusal = Refusal(Refused.OUTSIDE_HOURS, Rule.HOURS, True, ("agenda",), Change.LENGTHEN, 30)
    assert why(ask(), tuesday("20:00")) == [refusal]


def test_closures_absences_and_holidays_are_named() -> None:
    day = date(2026, 11, 17)
    calendar = replace(
        NINE_TO_NOON,
        closures=(Closure("closure", day, day, 615, 620), Closure("elsewhere", day, day, 630, 640)),
        absences=(Closure("absence", day, day, 618, 625),),
    )
    refusal = Refusal(Refused.CLOSED, Rule.CLOSURES, True, ("absence", "closure"), Change.SHORTEN, 10)
    assert why(ask(calendar=calendar)) == [refusal]
    holiday = Refusal(Refused.CLOSED, Rule.CLOSURES, True, ("2026-11-17",), Change.SHORTEN, 30)
    assert why(ask(calendar=replace(NINE_TO_NOON, holidays=(day,)))) == [holiday]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule.PER_DAY, ("2026-11-17 08:00", "2026-11-17 12:00", "2026-11-18 12:00")),
        (Rule.PER_WEEK, ("2026-11-16 08:00", "2026-11-22 12:00", "2026-11-23 12:00")),
        (Rule.OPEN_APPOINTMENTS, ("2026-11-16 11:00", "2027-11-22 12:00", "2026-11-23 12:00")),
    ],
)
def test_a_limit_would_have_to_be_raised(rule: Rule, days: tuple[str, ...]) -> None:
    question = ask(visit={str(rule): 1}, contact=visits(*days))
    assert why(question) == [Refusal(Refused.LIMIT_REACHED, rule, True, ("visit",), Change.RAISE, 2)]
    assert check(ask(visit={str(rule): 3}, contact=visits(*days)), TEN).bookable
    assert not check(ask(visit={str(rule): 2}, contact=visits(*days)), TEN).bookable


def test_off_the_grid_the_nearest_time_on_it_is_told_and_the_earlier_of_two() -> None:
    def grid(clock: str) -> Refusal:
        return Refusal(Refused.OFF_GRID, Rule.GRID, True, ("visit",), Change.MOVE_TO, tuesday(clock))

    assert why(ask(), tuesday("10:10")) == [grid("10:00")]
    assert why(ask(), tuesday("10:15")) == [grid("10:00")]
    assert why(ask(), tuesday("10:16")) == [grid("10:30")]


def test_part_of_a_minute_goes_to_the_nearest_minute() -> None:
    minute = why(ask(), TEN + 31)[0]
    assert (minute.rule, minute.soft, minute.amount) == (Rule.WHOLE_MINUTE, False, TEN + MINUTE)
    assert why(ask(), TEN + 29)[0].amount == TEN


def taken(*references: str, minutes: int) -> Refusal:
    return Refusal(Refused.SLOT_TAKEN, Rule.ROOM, False, references, Change.SHORTEN, minutes)


def test_the_claims_in_the_way_are_named_in_the_lane_where_they_are_least_so() -> None:
    first, second = claim("09:00", "10:05", "first"), claim("10:20", "11:00", "second")
    assert why(ask(claims=(second, first))) == [taken("first", "second", minutes=15)]
    other = claim("09:30", "10:10", "other", lane=1)
    assert why(ask(lanes=2, claims=(first, second, other))) == [taken("other", minutes=10)]


def test_buffers_count_as_time_in_the_way() -> None:
    question = ask(
        visit={"buffer_before": 10, "buffer_after": 20},
        claims=(claim("09:00", "09:51"), claim("10:49", "11:30", "b")),
    )
    assert why(question) == [taken("claim", "b", minutes=2)]


def test_a_resource_without_room_is_named_before_its_claims_and_beside_the_lanes() -> None:
    busy, busier = (
        Resource("room1", (claim("10:00", "10:20", "x"),)),
        Resource("room2", (claim("10:00", "11:00", "y"),)),
    )
    free = Pool("devices", (Resource("device"),))
    pools = (Pool("rooms", (busier, busy)), free)
    assert why(ask(pools=pools)) == [taken("room1", "x", minutes=20)]
    assert why(ask(pools=pools, claims=(claim("10:25", "10:35"),))) == [
        taken("claim", minutes=5),
        taken("room1", "x", minutes=20),
    ]


def test_all_rules_that_refuse_are_told_and_who_asks_comes_first() -> None:
    calendar = Calendar(PARIS, weekly=(WeeklyHours("nights", 1, 1200, 1300),), holidays=(date(2026, 11, 17),))
    question = ask(
        calendar=calendar,
        visit={"channels": frozenset({Channel.AGENDA}), "notice": 9999},
        claims=(claim("09:00", "11:00"),),
    )
    told = explain(question, TEN + MINUTE)
    assert [each.rule for each in told.refusals] == [
        Rule.CHANNELS,
        Rule.NOTICE,
        Rule.HOURS,
        Rule.CLOSURES,
        Rule.GRID,
        Rule.ROOM,
    ]
    assert told.verdict.kind is Refused.NOT_ALLOWED
