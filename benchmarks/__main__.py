"""`make bench`: builds a world, asks every contender side by side, prints ratios beside their targets."""

import asyncio
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks import booking
from benchmarks.agendas import APPOINTMENTS
from benchmarks.measures import check_alike, growth, side_by_side
from benchmarks.process import running
from benchmarks.report import Figures, report
from benchmarks.serving import CONTENDERS
from benchmarks.world import make_world

ROWS = (1, 5, 20, 100)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is stored and how often is asked."""

    professionals: int = 250
    rounds: int = 40
    requests: int = 5000


def run(folder: Path, extent: Extent) -> Figures:
    """Return the figures of one run over databases made in an empty folder."""
    world = asyncio.run(make_world(folder, extent.professionals))
    with ExitStack() as stack:
        contenders = [stack.enter_context(running(name, folder)) for name in CONTENDERS]
        check_alike(contenders, world.question())
        costs = side_by_side(contenders, world.question(), extent.rounds)
        statements = {
            each.name: [each.statements(world.question(rows)) for rows in ROWS] for each in contenders
        }
        ours = next(each for each in contenders if each.name == "ours")
        grown = growth(ours, world.question(), extent.requests)
    return Figures(costs, ROWS, statements, grown, extent.requests)


def main() -> None:
    """Run everything and print it."""
    extent, start = Extent(), perf_counter()
    print(f"{extent.professionals * APPOINTMENTS:,} appointments stored; the servers are asked in turns")
    with tempfile.TemporaryDirectory() as folder:
        for line in report(run(Path(folder), extent)):
            print(line)
    with tempfile.TemporaryDirectory() as folder:
        for line in booking.every_line(Path(folder), booking.Extent()):
            print(line)
    print(f"{perf_counter() - start:.0f} s in all")


if __name__ == "__main__":
    main()
