"""The lines in which the journeys are told at the end of a run."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any


def lines(told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each role on each kind of database, all of its journeys together."""
    sorted_told = sorted(told, key=lambda each: (each["who"], each["turn"]))
    for who, group in groupby(sorted_told, key=lambda each: each["who"]):
        journeys = list(group)
        asked, codes = (_total(journeys, name) for name in ("asked", "codes"))
        operations, took_effect, differences = (
            sum(each[name] for each in journeys) for name in ("operations", "took_effect", "differences")
        )
        answers = ", ".join(f"{code} {number}" for code, number in codes.most_common(4))
        turns = " ".join(str(each["turn"]) for each in journeys)
        yield (
            f"two worlds on {who}: {operations} operations, {took_effect} took effect ({answers}), "
            f"{len(asked)} fields asked for at least {min(asked.values(), default=0)} times, "
            f"{differences} differences; turns {turns}"
        )


def _total(journeys: Sequence[Mapping[str, Any]], name: str) -> Counter[str]:
    total = Counter[str]()
    for each in journeys:
        total.update(each[name])
    return total
