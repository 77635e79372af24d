"""What is listed, what is decided, and what is refused with which error."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from models.booking.slots import engine, room
from models.booking.slots.calendar import Calendar, Closure, WeeklyHours
from models.booking.slots.engine import Slot, check, days, free_starts, slots
from models.booking.slots.gates import GATES
from models.booking.slots.question import (
    LONGEST_WINDOW,
    Contact,
    ContactVisit,
    Question,
    UnusableWindow,
    reach,
)
from models.booking.slots.rules import Refused, Rule
from models.words import Channel
from tests.models.slots.days import (
    DAY,
    HALF_HOUR,
    NINE_TO_NOON,
    PARIS,
    ask,
    at,
    claim,
    shown,
    tuesday,
)

START, END = tuesday("00:00"), tuesday("23:00")


def clocks(question: Question) -> list[str]:
    return [shown(start)[-5:] for start in free_starts(question, START, END)]


def visits(*texts: str) -> Contact:
    return Contact(
        known=True, visits=tuple(ContactVisit(f"visit{n}", at(text)) for n, text in enumerate(texts))
    )


def test_a_slot_lasts_as_long_as_its_visit() -> None:
    assert slots(ask(), START, tuesday("09:01")) == [Slot(tuesday("09:00"), tuesday("09:30"), 1)]


def test_nothing_is_counted_for_times_that_nobody_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a month on a grid of one minute, with many lanes, would hold up everybody else."""
    counted: list[int] = []
    real = room.places

    def places(there: room.Room, capacity: int, starts: Sequence[int]) -> list[int]:
        counted.append(len(starts))
        return real(there, capacity, starts)

    monkeypatch.setattr(engine, "places", places)
    days_long = Calendar(PARIS, weekly=tuple(WeeklyHours(f"{day}", day, 0, 1440) for day in range(7)))
    question = ask(calendar=days_long, visit={"grid_step": 1}, lanes=20, now=at("2026-11-01 00:00"))
    found = slots(question, at("2026-11-02 00:00"), at("2026-12-02 00:00"), most=3)
    assert [shown(each.start)[-5:] for each in found] == ["00:00", "00:01", "00:02"]
    assert counted == [3]


def test_a_window_is_half_open_over_starts() -> None:
    assert slots(ask(), tuesday("09:00"), tuesday("09:30")) == [Slot(tuesday("09:00"), tuesday("09:30"), 1)]
    assert slots(ask(), tuesday("09:01"), tuesday("09:30")) == []


def test_a_visit_must_end_within_the_opening() -> None:
    assert clocks(ask(visit={"duration": 60}))[-1] == "11:00"
    assert clocks(ask(visit={"duration": 180})) == ["09:00"]
    assert clocks(ask(visit={"duration": 181})) == []


def test_the_grid_is_counted_from_local_midnight_anew_each_day() -> None:
    assert clocks(ask(visit={"grid_step": 50})) == ["09:10", "10:00", "10:50"]
    assert clocks(ask(visit={"grid_step": 50, "grid_anchor": 10})) == ["09:20", "10:10", "11:00"]
    assert clocks(ask(visit={"grid_step": 1440, "grid_anchor": 600})) == ["10:00"]


def test_the_grid_starts_again_at_midnight_in_one_opening() -> None:
    nights = Calendar(PARIS, weekly=(WeeklyHours("nights", 0, 1320, 1620),))
    question = ask(calendar=nights, visit={"grid_step": 50}, now=at("2026-11-15 00:00"))
    found = free_starts(question, at("2026-11-16 00:00"), at("2026-11-18 00:00"))
    assert [shown(start)[-5:] for start in found] == ["22:30", "23:20", "00:00", "00:50", "01:40", "02:30"]


def test_days_are_local_dates_each_once() -> None:
    found = days(ask(), at("2026-11-10 00:00"), at("2026-12-02 00:00"))
    assert found == [date(2026, 11, 17), date(2026, 11, 24), date(2026, 12, 1)]


TEN = tuesday("10:00")
CLOSED = replace(
    NINE_TO_NOON, closures=(Closure("closure", date(2026, 11, 17), date(2026, 11, 17), 610, 615),)
)
REFUSALS: list[tuple[Rule, Refused, bool, Question, int]] = [
    (Rule.CHANNELS, Refused.NOT_ALLOWED, True, ask(visit={"channels": frozenset({Channel.PHONE})}), TEN),
    (
        Rule.ACCEPTS_NEW,
        Refused.NEW_CONTACTS_REFUSED,
        True,
        ask(visit={"accepts_new": False}, contact=Contact(known=False)),
        TEN,
    ),
    (
        Rule.ACCEPTS_KNOWN,
        Refused.NOT_ALLOWED,
        True,
        ask(visit={"accepts_known": False}, contact=Contact(known=True)),
        TEN,
    ),
    (Rule.NOTICE, Refused.TOO_SOON, True, ask(visit={"notice": 60}, now=tuesday("09:01")), TEN),
    (Rule.HORIZON, Refused.TOO_FAR, True, ask(visit={"horizon": 60}, now=tuesday("08:59")), TEN),
    (Rule.HOURS, Refused.OUTSIDE_HOURS, True, ask(), tuesday("12:00")),
    (Rule.CLOSURES, Refused.CLOSED, True, ask(calendar=CLOSED), TEN),
    (
        Rule.PER_DAY,
        Refused.LIMIT_REACHED,
        True,
        ask(visit={"per_day": 1}, contact=visits("2026-11-17 17:00")),
        TEN,
    ),
    (
        Rule.PER_WEEK,
        Refused.LIMIT_REACHED,
        True,
        ask(visit={"per_week": 1}, contact=visits("2026-11-22 23:00")),
        TEN,
    ),
    (
        Rule.OPEN_APPOINTMENTS,
        Refused.LIMIT_REACHED,
        True,
        ask(visit={"open_appointments": 1}, contact=visits("2027-05-01 09:00")),
        TEN,
    ),
    (Rule.ROOM, Refused.SLOT_TAKEN, False, ask(claims=(claim("10:29", "10:30"),)), TEN),
    (Rule.GRID, Refused.OFF_GRID, True, ask(), tuesday("10:01")),
]


@pytest.mark.parametrize(
    ("rule", "kind", "soft", "question", "start"), REFUSALS, ids=[str(r[0]) for r in REFUSALS]
)
def test_each_rule_refuses_alone_with_its_error(
    rule: Rule, kind: Refused, soft: bool, question: Question, start: int
) -> None:
    verdict = check(question, start)
    assert [gate.rule for gate in verdict.refused_by] == [rule]
    assert (verdict.kind, verdict.overridable, verdict.bookable) == (kind, soft, False)
    assert start not in free_starts(question, START, END)


FREE: list[Question] = [
    ask(visit={"channels": frozenset({Channel.ONLINE})}),
    ask(visit={"accepts_new": False}),
    ask(visit={"accepts_new": False}, contact=Contact(known=True)),
    ask(visit={"accepts_known": False}),
    ask(visit={"accepts_known": False}, contact=Contact(known=False)),
    ask(visit={"notice": 60}, now=tuesday("09:00")),
    ask(visit={"horizon": 60}, now=tuesday("09:00")),
    ask(now=TEN),
    ask(visit={"per_day": 1}, contact=visits("2026-11-16 23:59", "2026-11-18 00:00")),
    ask(visit={"per_day": 1}),
    ask(visit={"per_day": 2}, contact=visits("2026-11-17 17:00")),
    ask(visit={"per_day": 1}, contact=visits("2026-11-17 17:00"), ignored=frozenset({"visit0"})),
    ask(visit={"per_week": 1}, contact=visits("2026-11-15 23:59", "2026-11-23 00:00")),
    ask(visit={"open_appointments": 1}, contact=visits("2026-11-16 11:59")),
    ask(visit={"open_appointments": 1}, contact=visits("2026-12-16 11:59"), ignored=frozenset({"visit0"})),
    ask(claims=(claim("09:30", "10:00"), claim("10:30", "11:00"))),
]


@pytest.mark.parametrize("question", FREE)
def test_right_at_its_edge_each_rule_lets_pass(question: Question) -> None:
    verdict = check(question, TEN)
    assert (verdict.bookable, verdict.kind, verdict.overridable) == (True, None, False)
    assert (verdict.start, verdict.end) == (TEN, tuesday("10:30"))
    assert TEN in free_starts(question, START, END)


def test_the_past_cannot_be_overridden() -> None:
    verdict = check(ask(now=TEN + 1), TEN)
    assert [gate.rule for gate in verdict.refused_by] == [Rule.PAST, Rule.NOTICE]
    assert (verdict.kind, verdict.overridable) == (Refused.TOO_SOON, False)


def test_part_of_a_minute_cannot_be_overridden() -> None:
    verdict = check(ask(), TEN + 1)
    assert [gate.rule for gate in verdict.refused_by] == [Rule.WHOLE_MINUTE, Rule.GRID]
    assert (verdict.kind, verdict.overridable) == (Refused.OFF_GRID, False)


def test_an_overridable_start_has_its_placement() -> None:
    verdict = check(ask(visit={"notice": 6000, "grid_step": 60}), tuesday("12:30"))
    assert [gate.rule for gate in verdict.refused_by] == [Rule.NOTICE, Rule.HOURS, Rule.GRID]
    assert verdict.overridable
    assert verdict.placement is not None


def test_every_rule_has_one_gate() -> None:
    assert sorted(gate.rule for gate in GATES) == sorted(Rule)


UNUSABLE: list[Callable[[], object]] = [
    lambda: slots(ask(), END, START),
    lambda: slots(ask(), START, START),
    lambda: slots(ask(), START, START + LONGEST_WINDOW + 1),
    lambda: days(ask(), START, START + LONGEST_WINDOW + 1),
    lambda: check(ask(), 0),
    lambda: check(ask(), 10**15),
    lambda: check(ask(), -(10**15)),
    lambda: check(ask(loaded=(TEN, tuesday("10:30") - 1)), TEN),
    lambda: check(ask(loaded=(TEN + 1, tuesday("10:30"))), TEN),
    lambda: check(ask(visit={"buffer_before": 1}, loaded=(TEN, tuesday("10:30"))), TEN),
    lambda: check(ask(visit={"buffer_after": 1}, loaded=(TEN, tuesday("10:30"))), TEN),
    lambda: ask(loaded=(TEN, TEN)),
    lambda: ask(loaded=(0, TEN)),
    lambda: ask(loaded=(TEN, 10**11)),
]


@pytest.mark.parametrize("call", UNUSABLE)
def test_a_window_that_cannot_be_decided_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(UnusableWindow, match=r"\.$"):
        call()


def test_a_month_whose_clock_is_put_back_is_one_window() -> None:
    start, end = at("2026-10-01 00:00"), at("2026-11-01 00:00")
    question = ask(loaded=(start, end + DAY), now=start)
    assert len(slots(question, start, end)) == 4 * 6


def test_reach_is_what_one_decision_needs() -> None:
    visit = replace(HALF_HOUR, buffer_before=10, buffer_after=5)
    loaded = reach(visit, TEN, TEN + 1)
    assert loaded == (tuesday("09:50"), tuesday("10:35"))
    assert check(ask(visit={"buffer_before": 10, "buffer_after": 5}, loaded=loaded), TEN).bookable
