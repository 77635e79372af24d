"""World A of every preset, built once for each kind of database in each process that walks."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
import pytest_asyncio

from models.words import Preset
from tests.support.fresh import Template
from tests.worlds.worlds import Worlds


class Ground(NamedTuple):
    """A kind of database, and where fresh ones of it come from."""

    kind: str
    template: Template


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest) -> Ground:
    """Where the worlds stand; each test that walks runs once per kind."""
    return Ground(request.param, request.getfixturevalue(f"{request.param}_template"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worlds(ground: Ground) -> AsyncIterator[Worlds]:
    """World A of each preset, ready to be copied."""
    async with Worlds.built(ground.kind, ground.template, Preset) as made:
        yield made
