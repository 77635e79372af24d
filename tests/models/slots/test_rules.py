"""Rules that make no sense are refused when they are made."""

from dataclasses import replace
from typing import Any

import pytest

from models.booking.slots.rules import AgendaRules, Rule, VisitRules
from tests.models.slots.days import HALF_HOUR, NINE_TO_NOON

BAD: list[dict[str, Any]] = [
    {"duration": 0},
    {"buffer_before": -1},
    {"buffer_after": -1},
    {"grid_step": 0},
    {"grid_step": 1441},
    {"grid_anchor": 30},
    {"grid_anchor": -1},
    {"notice": -1},
    {"horizon": -1},
    {"per_day": 0},
    {"per_week": 0},
    {"open_appointments": 0},
    {"capacity": 0},
]


@pytest.mark.parametrize("change", BAD)
def test_visit_rules_that_make_no_sense_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        replace(HALF_HOUR, **change)


def test_an_agenda_has_at_least_one_lane() -> None:
    with pytest.raises(ValueError, match="lanes is at least 1"):
        AgendaRules("agenda", NINE_TO_NOON, lanes=0)


def test_a_rule_comes_from_the_visit_type_unless_another_row_set_it() -> None:
    visit = VisitRules("visit", 30, sources={Rule.NOTICE: "override"})
    assert (visit.source_of(Rule.NOTICE), visit.source_of(Rule.HORIZON)) == ("override", "visit")
