"""Which visit types can be the earliest of an agenda."""

from typing import Any

import pytest

from resolvers.booking.availability.candidates import undominated

USUAL: dict[str, Any] = {
    "agenda_id": "here",
    "duration": 20,
    "buffer_before": 5,
    "buffer_after": 5,
    "grid_step": 10,
    "notice": 60,
    "horizon": 1000,
    "capacity": 1,
    "needs_resource": False,
}

SHARPER: dict[str, dict[str, Any]] = {
    "shorter": {"duration": 18},
    "less before": {"buffer_before": 0},
    "less after": {"buffer_after": 0},
    "a finer grid": {"grid_step": 5},
    "less notice": {"notice": 0},
    "a farther horizon": {"horizon": 1001},
    "no horizon": {"horizon": None},
    "a group": {"capacity": 5},
}
"""What lets a visit start when the usual one may not."""


def kept(*rows: dict[str, Any]) -> list[int]:
    numbered = [{**USUAL, **row, "visit_type_id": str(number)} for number, row in enumerate(rows)]
    return sorted(int(visit_type) for _, visit_type in undominated(numbered))


def test_of_equals_the_first_is_looked_at() -> None:
    assert kept({}, {}, {}) == [0]


@pytest.mark.parametrize("difference", SHARPER.values(), ids=SHARPER)
def test_who_may_start_more_often_is_looked_at_whichever_comes_first(difference: dict[str, Any]) -> None:
    assert kept({}, difference) == [1]
    assert kept(difference, {}) == [0]


@pytest.mark.parametrize("difference", SHARPER.values(), ids=SHARPER)
@pytest.mark.parametrize("other", SHARPER.values(), ids=SHARPER)
def test_who_is_better_in_one_respect_and_worse_in_another_is_looked_at(
    difference: dict[str, Any], other: dict[str, Any]
) -> None:
    if difference.keys() != other.keys():
        assert kept(difference, other) == [0, 1]


def test_a_grid_that_is_not_within_the_other_is_looked_at() -> None:
    assert kept({"grid_step": 10}, {"grid_step": 15}) == [0, 1]
    assert kept({"grid_step": 10}, {"grid_step": 20}) == [0]


def test_a_longer_visit_with_less_behind_it_is_looked_at() -> None:
    assert kept({"duration": 20, "buffer_after": 20}, {"duration": 30, "buffer_after": 0}) == [0, 1]


def test_a_visit_that_needs_a_resource_makes_no_other_superfluous() -> None:
    assert kept({"needs_resource": True, "duration": 5}, {}) == [0, 1]
    assert kept({}, {"needs_resource": True, "duration": 30}) == [0]


def test_agendas_are_apart() -> None:
    assert kept({}, {"agenda_id": "there", "duration": 60}) == [0, 1]
