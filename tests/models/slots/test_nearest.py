"""The next bookable starts before and after a time."""

import pytest

from models.booking.slots.calendar import Calendar
from models.booking.slots.engine import free_starts
from models.booking.slots.nearest import alternatives, earliest, first_starts, last_starts
from models.booking.slots.question import UnusableWindow
from tests.models.slots.days import DAY, PARIS, ask, at, claim, tuesday

START, END, TEN = tuesday("00:00"), tuesday("23:00"), tuesday("10:00")


def test_the_earliest_start_may_be_weeks_away() -> None:
    first = at("2026-10-21 00:00")
    assert earliest(ask(), first, END) == tuesday("09:00")
    assert earliest(ask(now=tuesday("11:31")), first, at("2026-12-18 00:00")) == at("2026-11-24 09:00")
    assert earliest(ask(), tuesday("11:31"), at("2026-11-24 09:00")) is None
    assert earliest(ask(), END, START) is None


def test_first_and_last_starts_cross_days_in_order() -> None:
    question = ask()
    found = first_starts(question, START, at("2026-12-10 00:00"), 8)
    assert found == free_starts(question, START, at("2026-12-10 00:00"))[:8]
    assert (
        last_starts(question, START, at("2026-12-10 00:00"), 8)
        == free_starts(question, START, at("2026-12-10 00:00"))[:-9:-1]
    )
    assert last_starts(question, START, END, 99) == free_starts(question, START, END)[::-1]


def test_alternatives_are_the_nearest_starts_and_never_the_start_itself() -> None:
    question = ask(claims=(claim("10:00", "10:30"),))
    assert alternatives(question, TEN) == [tuesday("09:30"), tuesday("10:30"), tuesday("09:00")]
    assert alternatives(ask(), TEN, 2) == [tuesday("09:30"), tuesday("10:30")]
    assert alternatives(ask(), tuesday("08:00"), 1) == [tuesday("09:00")]
    assert alternatives(ask(calendar=Calendar(PARIS)), TEN) == []


def test_alternatives_to_a_time_beyond_what_was_loaded_are_at_its_nearest_edge() -> None:
    loaded = (tuesday("09:30"), tuesday("11:00"))
    assert alternatives(ask(loaded=loaded), tuesday("08:00"), 1) == [tuesday("09:30")]
    assert alternatives(ask(loaded=loaded), tuesday("13:00"), 1) == [tuesday("10:30")]


def test_alternatives_stay_within_what_was_loaded() -> None:
    loaded = (tuesday("09:30"), tuesday("11:00"))
    assert alternatives(ask(loaded=loaded), TEN) == [tuesday("09:30"), tuesday("10:30")]


def test_a_search_beyond_what_was_loaded_is_refused_even_where_something_is_found_before() -> None:
    with pytest.raises(UnusableWindow, match="Load the claims"):
        earliest(ask(), START, START + 365 * DAY)
    with pytest.raises(UnusableWindow, match="Load the claims"):
        last_starts(ask(), START - 365 * DAY, END, 1)
