"""The benchmark runs, in a form too small to measure anything."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from benchmarks.__main__ import Extent, run
from benchmarks.client import NotAnswered, post
from benchmarks.measures import Disagreement, check_alike
from benchmarks.process import Contender, running
from benchmarks.question import Question
from benchmarks.report import report
from benchmarks.serving import CONTENDERS

QUESTION = Question("pro_x", "2026-11-23T07:00:00Z", "2026-11-24T07:00:00Z", "token")


def test_a_tiny_run_tells_every_ratio_beside_its_target(tmp_path: Path) -> None:
    figures = run(tmp_path, Extent(professionals=1, rounds=1, requests=5))
    told = "\n".join(report(figures))
    assert figures.costs.keys() == CONTENDERS.keys()
    assert len(set(figures.statements["ours"])) == 1
    assert all(target in told for target in (">= 8", "<= 2", "<= 1.3", "constant", "+5 %"))


def test_a_server_that_does_not_start_is_told_at_once(tmp_path: Path) -> None:
    with running("ours", tmp_path) as broken, pytest.raises((NotAnswered, ConnectionError)):
        broken.ask(post(QUESTION))


class Fixed:
    """A contender that answers what it was given."""

    def __init__(self, name: str, answer: dict[str, Any]) -> None:
        self.name = name
        self._answer = answer

    def ask(self, _: bytes) -> bytes:
        return orjson.dumps(self._answer)


def alike(*answers: dict[str, Any]) -> None:
    contenders = [Fixed(str(number), each) for number, each in enumerate(answers)]
    check_alike(cast(Sequence[Contender], contenders), QUESTION)


def test_answers_that_differ_in_one_value_are_not_compared() -> None:
    rows = [{"data": {"agenda": [{"id": "apt_1", "status": status}]}} for status in ("BOOKED", "ARRIVED")]
    alike(rows[0], rows[0])
    with pytest.raises(Disagreement):
        alike(*rows)


@pytest.mark.parametrize(
    "answer",
    [{"data": {"agenda": []}}, {"data": {"agenda": [{"id": "apt_1"}]}, "errors": [{"message": "no"}]}],
)
def test_an_empty_answer_and_one_with_errors_measure_nothing(answer: dict[str, Any]) -> None:
    with pytest.raises(Disagreement):
        alike(answer, answer)
