"""The engine equals brute force, start by start."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.booking.slots.engine import check, days, free_starts, slots
from models.booking.slots.explain import refusals
from tests.models.slots.oracle import Oracle
from tests.models.slots.worlds import World, dice, world

SHORT, LONG = 2_800, 100_000
PARTS = range(8)


def assert_equal_to_the_oracle(world: World) -> int:
    oracle = Oracle(world.question, world.start, world.end)
    expected = {
        start: oracle.places(start) for start in range(world.start, world.end, 60) if oracle.bookable(start)
    }
    listed = slots(world.question, world.start, world.end)
    assert {slot.start: slot.remaining for slot in listed} == expected
    assert [slot.start for slot in listed] == sorted(expected)
    most = len(listed) // 2 + 1
    assert slots(world.question, world.start, world.end, most) == listed[:most]
    zone = ZoneInfo(world.question.agenda.calendar.zone)
    on = sorted({datetime.fromtimestamp(start, zone).date() for start in expected})
    assert days(world.question, world.start, world.end) == on
    return len(expected)


def assert_every_minute_agrees(world: World) -> None:
    oracle = Oracle(world.question, world.start, world.end)
    listed = set(free_starts(world.question, world.start, world.end))
    for start in range(world.start, world.end, 60):
        verdict = check(world.question, start)
        assert {gate.rule for gate in verdict.refused_by} == oracle.refused_by(start)
        told = refusals(world.question, verdict)
        assert verdict.bookable is (start in listed) is (verdict.kind is None) is (not told)
        assert [each.kind for each in told][:1] == ([verdict.kind] if verdict.kind else [])
        assert (verdict.placement is not None) is (oracle.places(start) > 0)
        assert all(each.references for each in told)


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_listing_is_what_brute_force_finds(random: Random) -> None:
    assert_equal_to_the_oracle(world(random))


@pytest.mark.parametrize("part", PARTS)
def test_thousands_of_random_agendas_equal_brute_force(part: int) -> None:
    found = [assert_equal_to_the_oracle(world(dice(seed))) for seed in range(part, SHORT, len(PARTS))]
    assert sum(count > 0 for count in found) > len(found) // 5, "the agendas drawn must not be mostly empty"


@pytest.mark.prove
@pytest.mark.parametrize("part", PARTS)
def test_a_hundred_thousand_random_agendas_equal_brute_force(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, len(PARTS)):
        assert_equal_to_the_oracle(world(dice(seed)))


@pytest.mark.parametrize("seed", range(60))
def test_every_minute_is_listed_accepted_and_explained_alike(seed: int) -> None:
    assert_every_minute_agrees(world(dice(f"minutes {seed}")))
