"""Parental authority ends on the eighteenth birthday, as it begins in Paris."""

from datetime import UTC, date, datetime

import pytest

from resolvers.contacts.majority import majority_of


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp())


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        (date(2008, 11, 23), "2026-11-23T00:00:00+01:00"),
        (date(2008, 7, 1), "2026-07-01T00:00:00+02:00"),
        (date(2008, 2, 29), "2026-02-28T00:00:00+01:00"),
        (date(2006, 2, 28), "2024-02-28T00:00:00+01:00"),
        (date(1900, 1, 1), "1918-01-01T00:00:00+00:00"),
    ],
)
def test_a_person_comes_of_age_at_eighteen(born: date, of_age: str) -> None:
    assert majority_of(born) == at(of_age)
