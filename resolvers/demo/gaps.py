"""The free stretches of a day, cut into visits on the grid."""

import random
from collections.abc import Iterator, Sequence

from resolvers.demo.professional import DemoProfessional, Hours

GRID = 15
"""The minutes between two starts."""


def drawn_visits(
    rng: random.Random, professional: DemoProfessional, hours: Hours, kept: Sequence[Hours]
) -> Iterator[tuple[int, int]]:
    """Yield the start minute and the type of visits within these hours, more for the busier.

    They overlap neither each other nor the minutes that are `kept`.
    """
    minute, end = hours
    while minute < end:
        visit_type = min(rng.randrange(len(professional.visit_types)), rng.randrange(4))
        until = minute + professional.visit_types[visit_type].duration
        barrier = max((last for first, last in kept if first < until and last > minute), default=None)
        if barrier is not None:
            minute = _on_grid(barrier)
        elif until <= end and rng.random() < professional.busy:
            yield minute, visit_type
            minute = _on_grid(until)
        else:
            minute += GRID


def _on_grid(minute: int) -> int:
    return -(-minute // GRID) * GRID
