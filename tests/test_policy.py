"""Every sentence of the privacy policy whose capability exists is accepted by a test."""

import pytest

from tests.policy import accepting, marks_in, missing
from tests.policy_sentences import SENTENCES


@pytest.mark.policy("S2")
def test_every_due_sentence_is_accepted_by_a_test() -> None:
    assert missing() == []


def test_no_test_accepts_a_sentence_that_the_policy_does_not_say() -> None:
    assert set(accepting()) - set(SENTENCES) == set()


def test_marks_are_read_from_the_decorators_of_tests() -> None:
    source = (
        '@pytest.mark.policy("S1", "S2")\nasync def test_it() -> None: ...\ndef test_other() -> None: ...'
    )
    assert list(marks_in(source)) == [("test_it", "S1"), ("test_it", "S2")]


@pytest.mark.parametrize(
    "source",
    [
        '@pytest.mark.policy("S1")\ndef helper() -> None: ...',
        "@pytest.mark.policy()\ndef test_it() -> None: ...",
        "@pytest.mark.policy(S1)\ndef test_it() -> None: ...",
        'pytestmark = pytest.mark.policy("S1")',
        '@pytest.mark.policy("S1")\nclass TestIt: ...',
    ],
)
def test_a_mark_that_would_not_be_read_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="policy mark"):
        list(marks_in(source))
