"""The race for the earliest time: what still matters, and when it is decided."""

from types import SimpleNamespace
from typing import Any

from resolvers.booking.availability.earliest import Earliest, Race


def enter(race: Race, name: str, start: int) -> None:
    offer: Any = SimpleNamespace(professional_id=name)
    question: Any = None
    race.enter(Earliest(start, offer, question))


def test_until_enough_are_found_everything_before_the_end_matters() -> None:
    race = Race(2)
    enter(race, "a", 50)

    assert (race.decided, race.limit("b", 100), race.limit("a", 100)) == (False, 100, 50)


def test_then_only_what_beats_the_last_of_the_first() -> None:
    race = Race(2)
    for name, start in (("a", 50), ("b", 70), ("c", 60)):
        enter(race, name, start)

    assert race.decided
    assert [race.limit(name, 100) for name in "abcd"] == [50, 60, 60, 60]


def test_a_professional_who_beats_himself_counts_once() -> None:
    race = Race(2)
    for name, start in (("a", 50), ("a", 30), ("b", 90)):
        enter(race, name, start)

    assert race.decided
    assert race.limit("c", 100) == 90
    assert {name: each.start for name, each in race.best.items()} == {"a": 30, "b": 90}


def test_the_end_still_bounds_a_race_that_is_decided() -> None:
    race = Race(1)
    enter(race, "a", 50)

    assert race.limit("b", 40) == 40
