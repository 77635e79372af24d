"""No byte of anything that leaves depends on what its caller may not see, and what would is found."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

import pytest

from models.words import Preset
from tests.support.fresh import PostgresTemplate, SqliteTemplate, Template
from tests.worlds.chance import Chance
from tests.worlds.corpus import COMPILED, corpus
from tests.worlds.plants import PLANTS
from tests.worlds.roads import Roads
from tests.worlds.roles import ROLES, Role
from tests.worlds.told import short, whole
from tests.worlds.worlds import Report, Worlds

SHORT: Final = "short"
ROUND: Final = 1000
LONG: Final = 20_000
FIRST_TURN: Final = {"sqlite": 0, "postgresql": 1}
"""The turn of the short form: on either database the worlds differ in other ways."""

_TURNS: Final = 4
"""How many turns one role is given to find a leak: fewer operations than those of all roles together."""

Property = Callable[[str, str], None]


@pytest.fixture
async def worlds(template: Template) -> AsyncIterator[Worlds]:
    """World A of each preset, ready to be copied."""
    async with Worlds.built(template, Chance(), Preset) as made:
        yield made


@pytest.mark.prove
@pytest.mark.policy("S2", "S6", "S13", "S14", "S16", "S26", "S27", "S28")
async def test_nothing_that_leaves_depends_on_what_its_caller_may_not_see(
    worlds: Worlds, request: pytest.FixtureRequest, record_property: Property
) -> None:
    documents, found = corpus(SHORT), []
    turn = FIRST_TURN[request.node.callspec.params["template"]]
    for role in ROLES:
        report = await worlds.compare(role, documents, len(documents), turn)
        record_property("worlds", short(report))
        found += [f"{role.name}: {each}" for each in report.found]
        found += [f"{role.name} did not ask for {each}" for each in _left(report)]
    assert not found, "\n".join(found[:20])


def _left(report: Report) -> list[str]:
    return sorted(set(Roads(COMPILED).coordinates) - report.asked.keys())


@pytest.mark.prove
async def test_every_planted_leak_is_found(sqlite_template: SqliteTemplate) -> None:
    assert await _missed(sqlite_template) == []


@pytest.mark.prove
async def test_every_planted_leak_is_found_on_postgresql(postgresql_template: PostgresTemplate) -> None:
    assert await _missed(postgresql_template) == []


async def _missed(template: Template) -> list[str]:
    """Return the planted leaks that one role does not find in four turns of the short form."""
    missed, roles, documents = [], {each.name: each for each in ROLES}, corpus(SHORT)
    async with Worlds.built(template, Chance(), Preset) as worlds:
        for plant in PLANTS:
            with pytest.MonkeyPatch.context() as patch:
                plant.plant(patch)
                for turn in range(_TURNS):
                    most = len(documents)
                    report = await worlds.compare(roles[plant.role], documents, most, turn, until_found=True)
                    if report.found:
                        break
            if not report.found:
                missed.append(plant.channel)
    return missed


@pytest.mark.prove
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
async def test_nothing_depends_on_it_over_many_operations(
    worlds: Worlds, role: Role, request: pytest.FixtureRequest, record_property: Property
) -> None:
    replayed = request.config.getoption("worlds_turn")
    turns = range(LONG // ROUND) if replayed is None else [replayed]
    total = Report(role.name)
    for turn in turns:
        report = await worlds.compare(role, corpus(f"prove {turn}"), ROUND, turn)
        again = f"python -m pytest {Path(__file__).name} -m prove --worlds-turn {turn} -k {request.node.name}"
        report.found = [f"{each}\n    replay: {again}" for each in report.found]
        total.add(report)
    record_property("worlds", whole(total, _left(total)))
    assert not total.found, "\n".join(total.found[:20])
