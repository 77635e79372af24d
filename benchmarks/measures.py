"""What is measured: time and processor side by side, statements, memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, Final

import orjson

from benchmarks.client import post
from benchmarks.process import Contender
from benchmarks.question import Question

_BURST: Final = 5  # requests to one contender before the next has its turn


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request costs: the median time to its whole answer, and processor time of the server."""

    wall_us: float
    processor_us: float


class Disagreement(Exception):
    """Two contenders answered differently: their costs cannot be compared."""


def check_alike(contenders: Sequence[Contender], question: Question) -> None:
    """Raise Disagreement unless all contenders answer a question with the same values."""
    answers = {each.name: data_of(each.ask(post(question))) for each in contenders}
    first, *others = answers
    for other in others:
        if answers[other] != answers[first]:
            raise Disagreement(f"{other} does not answer as {first}")


def data_of(body: bytes) -> dict[str, Any]:
    """Return the data of an answer without errors; raise Disagreement for one with errors."""
    answer: dict[str, Any] = orjson.loads(body)
    if "errors" in answer or not answer["data"]["agenda"]:
        raise Disagreement("an answer with errors, or without a single row")
    data: dict[str, Any] = answer["data"]
    return data


def side_by_side(contenders: Sequence[Contender], question: Question, rounds: int) -> Mapping[str, Cost]:
    """Ask all contenders the same in turns, so that whatever else the machine does hits all alike."""
    request = post(question)
    for each in contenders:
        _ask_often(each, request, _BURST * 4)  # connections, prepared statements, parsed documents
    before = {each.name: each.seconds() for each in contenders}
    taken: dict[str, list[float]] = {each.name: [] for each in contenders}
    for _ in range(rounds):
        for each in contenders:
            taken[each.name] += _ask_often(each, request, _BURST)
    asked = rounds * _BURST
    return {
        each.name: Cost(median(taken[each.name]) * 1e6, (each.seconds() - before[each.name]) / asked * 1e6)
        for each in contenders
    }


def _ask_often(contender: Contender, request: bytes, times: int) -> list[float]:
    taken = []
    for _ in range(times):
        start = perf_counter()
        contender.ask(request)
        taken.append(perf_counter() - start)
    return taken


def growth(contender: Contender, question: Question, requests: int) -> float:
    """Return by which part the memory of a warm server grows over so many requests."""
    request = post(question)
    _ask_often(contender, request, requests // 5)
    before = contender.resident_bytes()
    _ask_often(contender, request, requests)
    return contender.resident_bytes() / before - 1
