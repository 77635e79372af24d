"""The demo world in fresh databases."""

from datetime import UTC, datetime
from typing import Final

import pytest

from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.database import DatabaseSettings

NOW: Final = int(datetime(2026, 11, 25, 9, 5, tzinfo=UTC).timestamp())
"""A Wednesday, five past ten in the morning in Dijon."""


@pytest.fixture
def now() -> int:
    """When the world is loaded."""
    return NOW


@pytest.fixture
async def keyring(databases: DatabaseSettings) -> KeyRing:  # noqa: ARG001 - they must be open
    """The key ring of fresh databases."""
    return await open_keyring(parse_master_keys(new_master_key()), NOW)
