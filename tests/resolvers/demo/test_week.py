"""Whatever the week, the demo world keeps its promises."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from models.words import AppointmentStatus, Category, Channel
from resolvers.demo.days import instant, monday_of, mondays_around
from resolvers.demo.gaps import GRID
from resolvers.demo.people import people
from resolvers.demo.regulars import FREE_HOURS, FREE_WEEKDAY, REGULARS
from resolvers.demo.visit import DemoVisit
from resolvers.demo.week import visits_of_week

FIRST = date(2026, 2, 2)
MONDAYS = [FIRST + timedelta(weeks=each) for each in range(53)]  # both changes of the clocks are among them
VISITS = [visit for monday in MONDAYS for visit in visits_of_week(monday)]
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize("monday", MONDAYS)
def test_the_professional_has_twenty_appointments_a_week_over_three_channels(monday: date) -> None:
    live = [each for each in _with("professional", visits_of_week(monday)) if each.live]
    channels = Counter(each.channel for each in live)

    assert len(live) >= 20
    assert all(channels[channel] >= 3 for channel in Channel)


def test_nobody_receives_two_people_at_once() -> None:
    _assert_apart(VISITS, lambda visit: visit.professional.key)


def test_nobody_is_at_two_places_at_once() -> None:
    _assert_apart(VISITS, lambda visit: visit.person.key)


def test_every_visit_lies_in_an_opening_and_starts_on_the_grid() -> None:
    for visit in VISITS:
        start, end = (datetime.fromtimestamp(each, PARIS) for each in (visit.starts_at, visit.ends_at))
        first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
        assert first % GRID == 0
        assert any(
            (place, weekday) == (visit.place, start.isoweekday()) and hours[0] <= first < last <= hours[1]
            for place, weekday, hours in visit.professional.stretches()
        )


def test_nothing_is_said_that_the_professional_does_not_collect() -> None:
    for visit in VISITS:
        collects = visit.professional.collects
        assert visit.story.reason is None or Category.REASON in collects
        assert visit.story.note is None or Category.NOTE in collects


def test_where_a_reason_is_required_there_is_one() -> None:
    required = [each for each in VISITS if each.professional.visit_types[each.visit_type].reason_required]

    assert required
    assert all(each.story.reason for each in required)


def test_every_visit_has_an_id_of_its_own_and_only_one() -> None:
    assert len({visit.id for visit in VISITS}) == len(VISITS)


def test_the_same_week_is_planned_again() -> None:
    before = visits_of_week(FIRST)
    visits_of_week.cache_clear()
    people.cache_clear()

    assert visits_of_week(FIRST) == before


def test_what_comes_back_each_week_takes_place() -> None:
    for monday in MONDAYS:
        live = [each for each in visits_of_week(monday) if each.live]
        found = {(each.person.key, each.professional.key, each.starts_at) for each in live}
        for each in REGULARS:
            starts_at = instant(monday + timedelta(days=each.weekday - 1), each.minute)
            assert (each.contact, each.professional, starts_at) in found


def test_the_time_kept_for_whoever_tries_to_book_is_free() -> None:
    for monday in MONDAYS:
        day = monday + timedelta(days=FREE_WEEKDAY - 1)
        start, end = (instant(day, minute) for minute in FREE_HOURS)
        visits = _with("professional", visits_of_week(monday))
        assert not [each for each in visits if each.starts_at < end and each.ends_at > start]


def test_what_is_over_was_held_missed_cancelled_or_just_arrived_and_what_comes_is_not() -> None:
    coming, over = ({each.status(now) for each in VISITS} for now in (0, 2**40))

    assert coming == {AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED}
    assert over == {
        AppointmentStatus.COMPLETED,
        AppointmentStatus.NO_SHOW,
        AppointmentStatus.ARRIVED,
        AppointmentStatus.CANCELLED,
    }


def test_no_appointment_was_made_in_the_future_or_before_its_contact_was_known() -> None:
    now = instant(FIRST, 600)
    for monday in mondays_around(now):
        for visit in visits_of_week(monday):
            known_since = instant(FIRST, 600) - visit.person.days_known * 86_400
            assert known_since <= visit.made_at(now) < min(now, visit.starts_at)


def test_a_minor_has_a_secret_appointment_that_nobody_booked_for_her() -> None:
    [secret] = [each for each in visits_of_week(FIRST) if each.secret]

    assert (secret.person.key, secret.booked_by) == ("teenager", None)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-11-22T22:59:59+00:00", date(2026, 11, 16)),
        ("2026-11-22T23:00:00+00:00", date(2026, 11, 23)),
        ("2026-03-29T21:59:59+00:00", date(2026, 3, 23)),
        ("2026-03-29T22:00:00+00:00", date(2026, 3, 30)),
    ],
)
def test_a_week_begins_when_it_is_monday_in_paris(text: str, monday: date) -> None:
    now = int(datetime.fromisoformat(text).astimezone(UTC).timestamp())

    assert monday_of(now) == monday
    assert mondays_around(now) == tuple(monday + timedelta(weeks=each) for each in (-1, 0, 1, 2))


def _with(professional: str, visits: Iterable[DemoVisit]) -> list[DemoVisit]:
    return [visit for visit in visits if visit.professional.key == professional]


def _assert_apart(visits: Iterable[DemoVisit], owner: Callable[[DemoVisit], str]) -> None:
    owned: dict[str, list[DemoVisit]] = {}
    for visit in sorted(visits, key=lambda each: each.starts_at):
        owned.setdefault(owner(visit), []).append(visit)
    for each in owned.values():
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(each))
