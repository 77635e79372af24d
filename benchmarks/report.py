"""Puts the figures of a run in lines, each ratio beside its target."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measures import Cost

DESCRIBED = {
    "handwritten": "hand-written endpoint over raw rows",
    "plain": "ours over plain columns, nothing decided or opened",
    "ours": "ours",
    "caching": "the usual Strawberry + Tortoise + DataLoader app, documents cached",
    "usual": "the usual Strawberry + Tortoise + DataLoader app",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything one run has found; statements by contender, for each number of rows."""

    costs: Mapping[str, Cost]
    rows: Sequence[int]
    statements: Mapping[str, Sequence[int]]
    growth: float
    requests: int


def report(figures: Figures) -> Iterator[str]:
    """Yield the lines to print."""
    yield "agenda of a day: 20 appointments x contact x 6 personal fields, over HTTP, one process, SQLite"
    yield f"{'':64}{'µs':>8}{'CPU µs':>8}  statements"
    for name, told in DESCRIBED.items():
        cost = figures.costs[name]
        statements = "/".join(map(str, figures.statements[name]))
        yield f"  {told:62}{cost.wall_us:8.0f}{cost.processor_us:8.0f}  {statements:>10}"
    yield ""
    yield from _ratios(figures)
    yield from _counts(figures)


def _ratios(figures: Figures) -> Iterator[str]:
    yield f"{'ratio':44}{'time':>8}{'CPU':>8}   target"
    yield _ratio(figures, "the usual app / ours", ("usual", "ours"), ">= 8")
    yield _ratio(figures, "the usual app, documents cached / ours", ("caching", "ours"), "")
    yield _ratio(figures, "ours / hand-written", ("ours", "handwritten"), "<= 2")
    yield _ratio(figures, "deciding and opening: ours / plain columns", ("ours", "plain"), "<= 1.3")


def _ratio(figures: Figures, told: str, names: tuple[str, str], target: str) -> str:
    above, below = (figures.costs[name] for name in names)
    wall, processor = above.wall_us / below.wall_us, above.processor_us / below.processor_us
    return f"{told:44}{wall:8.2f}{processor:8.2f}   {target}"


def _counts(figures: Figures) -> Iterator[str]:
    rows, counts = ("/".join(map(str, each)) for each in (figures.rows, figures.statements["ours"]))
    yield f"{f'statements of ours for {rows} rows':44}{counts:>16}   constant"
    told = f"memory after {figures.requests} more requests"
    yield f"{told:44}{figures.growth:>+16.1%}   <= +5 % after 100,000"
