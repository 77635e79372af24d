"""A small world in fresh databases."""

import pytest

from models.storage.database import DatabaseSettings
from tests.factories import World, small_world


@pytest.fixture
async def world(databases: DatabaseSettings) -> World:  # noqa: ARG001 - it must be open
    """One party of each kind."""
    return await small_world()
