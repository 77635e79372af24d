"""What a recorded history of operations may never show, decided from what clients saw and nothing else.

An operation is known by when it was sent and when its answer came. A time is surely taken from the answer
that gave it until somebody sends what gives it up; it is perhaps taken from when it was asked for until the
answer that gave it up, or that refused it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import inf
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Op:
    """One operation as its client saw it: `code` is "ok", or the refusal; `span` is the time asked for."""

    verb: str
    sent: float
    answered: float
    code: str
    target: str | None = None
    version: int | None = None
    expected: int | None = None
    span: Span | None = None
    key: str | None = None
    answer: Any = field(default=None, compare=False)

    @property
    def takes(self) -> bool:
        """Whether it asks for time."""
        return self.verb in {"book", "move"}


@dataclass(frozen=True)
class Stay:
    """A time an appointment had: surely within, perhaps around."""

    target: str
    span: Span
    perhaps_from: float
    surely_from: float
    surely_until: float
    perhaps_until: float


def faults_of(history: Sequence[Op]) -> list[str]:
    """Return what is wrong with a history, each fault in one line that begins with its kind."""
    stays = list(_stays(history))
    return [
        *_overlaps(stays),
        *_refused_for_nothing(history, stays),
        *_lost_updates(history),
        *_stale_reads(history),
        *_unequal_answers(history),
    ]


def _stays(history: Sequence[Op]) -> Iterator[Stay]:
    for target, ops in _writes_by_target(history).items():
        for taken, left in zip(ops, [*ops[1:], None], strict=True):
            if taken.takes and taken.span:
                sent, answered = (left.sent, left.answered) if left else (inf, inf)
                yield Stay(target, taken.span, taken.sent, taken.answered, sent, answered)


def _writes_by_target(history: Sequence[Op]) -> dict[str, list[Op]]:
    """Return what changed each appointment, in the order of its versions, each write once."""
    found: dict[str, dict[int, Op]] = {}
    for op in history:
        if op.verb != "read" and op.code == "ok" and op.target and op.version is not None:
            ops = found.setdefault(op.target, {})
            ops[op.version] = _spanning(ops[op.version], op) if op.version in ops else op
    return {target: [ops[version] for version in sorted(ops)] for target, ops in found.items()}


def _spanning(one: Op, other: Op) -> Op:
    """One write that was answered twice was done by its first answer, whoever asked first."""
    return replace(one, sent=min(one.sent, other.sent), answered=min(one.answered, other.answered))


def _overlaps(stays: Iterable[Stay]) -> Iterator[str]:
    for one, other in combinations(stays, 2):
        together = max(one.surely_from, other.surely_from) < min(one.surely_until, other.surely_until)
        if one.target != other.target and together and _share(one.span, other.span):
            yield f"overlap: {one.target} and {other.target} at {max(one.span[0], other.span[0])}"


def _refused_for_nothing(history: Iterable[Op], stays: Sequence[Stay]) -> Iterator[str]:
    """A time refused as taken was perhaps taken by somebody at some instant of the request."""
    for op in history:
        if op.takes and op.code == "SLOT_TAKEN" and op.span:
            held = (
                stay.target != op.target
                and _share(stay.span, op.span)
                and stay.perhaps_from < op.answered
                and op.sent < stay.perhaps_until
                for stay in stays
            )
            if not any(held):
                yield f"taken by nobody: {op.span[0]}"


def _lost_updates(history: Iterable[Op]) -> Iterator[str]:
    """One version is followed by one write, and each write makes the version one more."""
    seen: dict[tuple[str, int], str | None] = {}
    for number, op in enumerate(history):
        if op.code != "ok" or op.expected is None or op.target is None:
            continue
        if op.version != op.expected + 1:
            yield f"lost update: {op.target} went from {op.expected} to {op.version}"
        who = op.key or f"unkeyed {number}"
        if seen.setdefault((op.target, op.expected), who) != who:
            yield f"lost update: {op.target} was changed twice in version {op.expected}"


def _stale_reads(history: Sequence[Op]) -> Iterator[str]:
    """A read sent after an answer shows at least what that answer showed."""
    told = [op for op in history if op.code == "ok" and op.target and op.version is not None]
    for read in (op for op in history if op.verb == "read"):
        known = [op.version for op in told if op.target == read.target and op.answered < read.sent]
        newest = max((version for version in known if version is not None), default=0)
        if (read.version or 0) < newest:
            yield f"stale read: {read.target} in version {read.version} after {newest}"


def _unequal_answers(history: Iterable[Op]) -> Iterator[str]:
    first: dict[str, Any] = {}
    for op in history:
        if op.key and first.setdefault(op.key, op.answer) != op.answer:
            yield f"unequal answers: key {op.key}"


def _share(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
