"""What differs between two answers that must not differ, and hidden words that got out."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.worlds.asking import Observation
from tests.worlds.journey import Step
from tests.worlds.planted_words import words_in


def differences(
    steps: Sequence[Step], again: Sequence[Observation], hidden: frozenset[str], sent: set[str]
) -> Iterator[str]:
    """Tell every step at which the worlds can be told apart, or at which a hidden word got out."""
    for number, (step, other) in enumerate(zip(steps, again, strict=True)):
        if step.compared:
            found = [*_apart(step.seen, other), *_out(step.seen, other, hidden - sent), *_faults(step.seen)]
            if found:
                yield _told(number, step, found)


def _apart(one: Observation, other: Observation) -> Iterator[str]:
    for name in Observation.__dataclass_fields__:
        here, there = getattr(one, name), getattr(other, name)
        if here != there:
            yield f"{name}: {_shortened(here, there)}"


def _out(one: Observation, other: Observation, hidden: frozenset[str]) -> Iterator[str]:
    for world, seen in (("A", one), ("B", other)):
        told = seen.body.decode() + "".join(seen.log) + repr(seen.headers)
        if escaped := words_in(told) & hidden:
            yield f"hidden words in world {world}: {sorted(escaped)}"


def _faults(seen: Observation) -> Iterator[str]:
    yield from (f"fault: {line}" for line in seen.log if "'event': 'fault'" in line)


def _shortened(here: Any, there: Any) -> str:
    one, other = (each.decode() if isinstance(each, bytes) else repr(each) for each in (here, there))
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    begin = max(0, start - 200)
    return f"{one[begin : start + 200]!r} and {other[begin : start + 200]!r}"


def _told(number: int, step: Step, found: Sequence[str]) -> str:
    asked = step.request.content.decode()
    headers = {name.decode(): text.decode() for name, text in step.request.headers}
    return f"step {number}: {asked} {headers}\n    " + "\n    ".join(found)
