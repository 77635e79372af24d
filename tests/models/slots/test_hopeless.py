"""What a glance calls hopeless has no free time, and a glance calls much hopeless that is."""

from dataclasses import replace

import pytest

from models.booking.slots.engine import free_starts
from models.booking.slots.nearest import hopeless
from tests.models.slots.worlds import dice, world

PARTS = range(4)


@pytest.mark.parametrize("part", PARTS)
def test_a_glance_never_hides_a_free_time(part: int) -> None:
    seen = 0
    for seed in range(part, 4_000, len(PARTS)):
        drawn = world(dice(f"glance {seed}"))
        for question in (drawn.question, replace(drawn.question, pools=(), contact=None)):
            if hopeless(question, drawn.start, drawn.end):
                assert free_starts(question, drawn.start, drawn.end) == []
                seen += 1
    assert seen > 100
