"""What a journey is told as, at the end of a run."""

from collections.abc import Sequence
from itertools import groupby

from tests.worlds.worlds import Report


def short(report: Report) -> str:
    """Return one line about a role."""
    fewest = min(report.asked.values(), default=0)
    return (
        f"two worlds, {report.role}: {report.operations} operations, {report.took_effect} took effect, "
        f"{len(report.asked)} fields asked for at least {fewest} times, {len(report.found)} differences; "
        f"seed {' '.join(report.seeds)}"
    )


def whole(report: Report, left: Sequence[str]) -> str:
    """Return a role's line, and how many operations asked for each field, by type."""
    counts = sorted((each.split("."), number) for each, number in report.asked.items())
    by_type = groupby(counts, key=lambda each: each[0][0])
    lines = [
        f"  {kind}: " + ", ".join(f"{name[1]} {number}" for name, number in fields)
        for kind, fields in by_type
    ]
    codes = ", ".join(f"{code} {number}" for code, number in report.codes.most_common())
    never = [f"  never: {', '.join(left)}"] if left else []
    return "\n".join([short(report), f"  answers: {codes}", *lines, *never])
