"""Sorted, disjoint, half-open intervals of whole numbers, and the sweeps over them.

A span `(start, end)` holds `start <= n < end`. Every function takes and returns spans in order, neither
overlapping nor touching, so that one set has one form; each is linear. Only `join` accepts any order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = Sequence[Span]


def join(spans: Iterable[Span]) -> list[Span]:
    """Return the set that these spans cover; they may overlap, touch, be empty and come in any order."""
    joined: list[Span] = []
    reached = None
    for start, end in sorted(spans):
        if start >= end:
            continue
        if reached is None or start > reached:
            joined.append((start, end))
            reached = end
        elif end > reached:
            joined[-1] = (joined[-1][0], end)
            reached = end
    return joined


def union(left: Spans, right: Spans) -> list[Span]:
    """Return what is in either set."""
    return join((*left, *right))


def intersect(left: Spans, right: Spans) -> list[Span]:
    """Return what is in both sets."""
    both: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            both.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return both


def subtract(spans: Spans, taken: Spans) -> list[Span]:
    """Return what is in the first set and not in the second."""
    left: list[Span] = []
    j = 0
    for span_start, end in spans:
        start = span_start
        while j < len(taken) and taken[j][1] <= start:
            j += 1
        k = j
        while k < len(taken) and taken[k][0] < end:
            if start < taken[k][0]:
                left.append((start, taken[k][0]))
            start = taken[k][1]
            k += 1
        if start < end:
            left.append((start, end))
        j = max(j, k - 1)
    return left


def clip(spans: Spans, start: int, end: int) -> list[Span]:
    """Return the part of a set inside one span, which may be empty or reversed."""
    if start >= end:
        return []
    first = bisect_right(spans, start, key=_end)
    last = bisect_left(spans, end, key=_start)
    return [(max(low, start), min(high, end)) for low, high in spans[first:last]]


def contains(spans: Spans, start: int, end: int) -> bool:
    """Tell whether the whole of one span, which is not empty, lies in the set."""
    at = bisect_right(spans, start, key=_start) - 1
    return at >= 0 and end <= spans[at][1]


def measure(spans: Spans) -> int:
    """Return how much a set covers."""
    return sum(end - start for start, end in spans)


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]
