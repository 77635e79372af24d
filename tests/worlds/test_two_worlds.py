"""No byte of anything that leaves depends on what its caller may not see, and what would is found."""

from collections.abc import Callable
from typing import Final

import pytest

from tests.worlds.corpus import corpus
from tests.worlds.plants import PLANTS, Plant
from tests.worlds.roles import ROLES, Role
from tests.worlds.worlds import Worlds

SHORT: Final = "short"
ROUND: Final = 1000
LONG: Final = 20_000
SHORT_WALK: Final = {"sqlite": (ROUND, 0), "postgresql": (600, 1)}
"""The operations and the turn of the short form: on either database the worlds differ in other ways."""

_TURNS: Final = 4
"""How many turns one role is given to find a leak: fewer operations than those of all roles together."""

Property = Callable[[str, object], None]

pytestmark = pytest.mark.asyncio(loop_scope="module")
each_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
"""Stands over the turns: the roles of one walk one after the other, and its documents are parsed once."""


@each_role
@pytest.mark.policy("S2", "S6", "S13", "S14", "S16", "S26", "S27", "S28")
async def test_nothing_that_leaves_depends_on_what_its_caller_may_not_see(
    worlds: Worlds, role: Role, request: pytest.FixtureRequest, record_property: Property
) -> None:
    report = await worlds.compare(role, corpus(SHORT), *SHORT_WALK[worlds.kind])
    record_property("worlds", report.told())
    assert not report.found, report.differences(request.node.nodeid)
    assert report.never_asked() == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.channel)
@pytest.mark.parametrize(
    "ground", ["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)], indirect=True
)
async def test_a_planted_leak_is_found(worlds: Worlds, plant: Plant) -> None:
    [role] = [each for each in ROLES if each.name == plant.role]
    documents, found = corpus(SHORT), list[str]()
    with pytest.MonkeyPatch.context() as patch:
        plant.plant(patch)
        for turn in range(_TURNS):
            report = await worlds.compare(role, documents, len(documents), turn, until_found=True)
            found += report.found
            if found:
                break
    assert found


@pytest.mark.prove
@each_role
@pytest.mark.parametrize("turn", range(LONG // ROUND))
async def test_nothing_depends_on_it_over_many_operations(
    worlds: Worlds, role: Role, turn: int, request: pytest.FixtureRequest, record_property: Property
) -> None:
    report = await worlds.compare(role, corpus(f"prove {turn}"), ROUND, turn)
    record_property("worlds", report.told())
    assert not report.found, report.differences(request.node.nodeid)
    assert report.never_asked() == []
