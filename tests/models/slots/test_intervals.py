"""Interval arithmetic equals set arithmetic."""

from hypothesis import given
from hypothesis import strategies as st

from models.booking.slots.intervals import (
    Span,
    Spans,
    clip,
    contains,
    intersect,
    join,
    measure,
    subtract,
    union,
)

LOOSE = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=12)
SETS = LOOSE.map(join)
NUMBERS = st.integers(-8, 45)


def numbers(spans: Spans) -> set[int]:
    return {number for start, end in spans for number in range(start, end)}


def is_in_form(spans: Spans) -> bool:
    edges = [edge for span in spans for edge in span]
    return edges == sorted(set(edges))


@given(LOOSE)
def test_join_covers_what_the_spans_cover_in_one_form(spans: list[Span]) -> None:
    assert is_in_form(join(spans))
    assert numbers(join(spans)) == numbers(spans)


@given(SETS, SETS)
def test_sweeps_equal_set_operations_and_keep_the_form(left: list[Span], right: list[Span]) -> None:
    for made, expected in (
        (union(left, right), numbers(left) | numbers(right)),
        (intersect(left, right), numbers(left) & numbers(right)),
        (subtract(left, right), numbers(left) - numbers(right)),
    ):
        assert is_in_form(made)
        assert numbers(made) == expected


@given(SETS, NUMBERS, NUMBERS)
def test_clip_contains_and_measure_equal_set_questions(spans: list[Span], start: int, end: int) -> None:
    inside = set(range(start, end))
    assert is_in_form(clip(spans, start, end))
    assert numbers(clip(spans, start, end)) == numbers(spans) & inside
    assert measure(spans) == len(numbers(spans))
    if inside:
        assert contains(spans, start, end) is inside.issubset(numbers(spans))


def test_touching_spans_become_one_and_empty_or_reversed_ones_none() -> None:
    assert join([(5, 9), (1, 5), (3, 3), (20, 11)]) == [(1, 9)]


def test_one_taken_span_may_cover_several_and_cut_the_last() -> None:
    assert subtract([(0, 2), (4, 6), (8, 12)], [(1, 9), (10, 11)]) == [(0, 1), (9, 10), (11, 12)]


def test_a_set_contains_its_edges_and_nothing_beyond() -> None:
    spans = [(1, 5), (7, 9)]
    assert contains(spans, 1, 5)
    assert contains(spans, 8, 9)
    assert not contains(spans, 0, 1)
    assert not contains(spans, 4, 6)
    assert not contains(spans, 5, 7)
    assert not contains(spans, 8, 10)
