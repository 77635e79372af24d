"""Times that may be offered: points on the wall clock."""

from models.booking.slots.clock import DAY, MINUTE, stretches
from models.booking.slots.intervals import Spans, clip


def on_grid(zone: str, spans: Spans, *, step: int, anchor: int) -> list[int]:
    """Return, in order, the instants of these spans, one at least, that lie on the grid of the wall clock.

    The grid is each `step` minutes from midnight plus `anchor` minutes, anew each wall day.
    """
    instants: list[int] = []
    for stretch in stretches(zone, spans[0][0], spans[-1][1]):
        for low, high in clip(spans, stretch.start, stretch.end):
            wall = _points(low + stretch.offset, high + stretch.offset, step * MINUTE, anchor * MINUTE)
            instants.extend(point - stretch.offset for point in wall)
    return instants


def _points(start: int, end: int, step: int, anchor: int) -> list[int]:
    points: list[int] = []
    for midnight in range(start // DAY * DAY, end, DAY):
        origin = midnight + anchor
        first = origin + max(0, -((origin - start) // step)) * step
        points.extend(range(first, min(end, midnight + DAY), step))
    return points
