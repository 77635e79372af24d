"""Lengths of time are read as ISO 8601 writes them, and answered in minutes."""

import pytest
from graphql import GraphQLError

from schema.scalars import SCALARS, Duration

DURATION = SCALARS[Duration]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT30M", 30),
        ("PT1H", 60),
        ("PT1H30M", 90),
        ("PT0M", 0),
        ("PT90M", 90),
        ("PT120S", 2),
        ("P1D", 24 * 60),
        ("P1DT2H", 26 * 60),
        ("P2W", 14 * 24 * 60),
    ],
)
def test_every_length_that_needs_no_calendar_is_read(text: str, minutes: int) -> None:
    assert DURATION.parse_value
    assert DURATION.serialize
    assert DURATION.parse_value(text) == minutes
    assert DURATION.serialize(minutes) == f"PT{minutes}M"


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "PT", "P1DT", "30", "PT30", "PT-30M", "-PT30M", "PT1.5H", "P1M", "P1Y", "P1WT1H", "PT1M30",
        "PT90S", "pt30m", "PT30M ", "PT٣M", "PT99999999M", 30, None,
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_what_to_write(text: object) -> None:
    assert DURATION.parse_value
    with pytest.raises(GraphQLError, match=r"^a Duration (is written in|has whole) "):
        DURATION.parse_value(text)
