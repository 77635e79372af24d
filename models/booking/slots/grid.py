"""Times that may be offered: points on the wall clock."""

from collections.abc import Iterator

from models.booking.slots.clock import DAY, MINUTE, stretches
from models.booking.slots.intervals import Spans, clip


def on_grid(zone: str, spans: Spans, *, step: int, anchor: int, most: int | None = None) -> list[int]:
    """Return, in order, the instants of these spans, one at least, that lie on the grid of the wall clock.

    The grid is each `step` minutes from midnight plus `anchor` minutes, anew each wall day. With `most` only
    the first so many.
    """
    instants: list[int] = []
    for _, points in _by_day(zone, spans, step * MINUTE, anchor * MINUTE):
        instants.extend(points)
        if most is not None and len(instants) >= most:
            return instants[:most]
    return instants


def days_on_grid(zone: str, spans: Spans, *, step: int, anchor: int) -> list[int]:
    """Return, in order, the wall days from 1970-01-01 on which there is a point of `on_grid`."""
    return sorted({day for day, points in _by_day(zone, spans, step * MINUTE, anchor * MINUTE) if points})


def _by_day(zone: str, spans: Spans, step: int, anchor: int) -> Iterator[tuple[int, range]]:
    """Yield the instants on the grid by wall day; a day comes again for each span that it has a part of."""
    for stretch in stretches(zone, spans[0][0], spans[-1][1]):
        for low, high in clip(spans, stretch.start, stretch.end):
            yield from _points(low, high, stretch.offset, step, anchor)


def _points(start: int, end: int, offset: int, step: int, anchor: int) -> Iterator[tuple[int, range]]:
    for midnight in range((start + offset) // DAY * DAY - offset, end, DAY):
        origin = midnight + anchor
        first = origin + max(0, -((origin - start) // step)) * step
        yield (midnight + offset) // DAY, range(first, min(end, midnight + DAY), step)
