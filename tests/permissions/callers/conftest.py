"""The company and the issuer that tests of authentication share."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from models.storage.database import DatabaseSettings
from models.storage.dialect import Value
from models.storage.transaction import Transaction, in_transaction
from tests.permissions.callers.issuer_server import Issuer, serving
from tests.permissions.callers.world import World, build


@pytest.fixture
async def world(databases: DatabaseSettings) -> World:  # noqa: ARG001 - it must be open
    """The company, in fresh databases."""
    return await build()


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """An OpenID issuer that runs."""
    async with serving() as running:
        yield running


@pytest.fixture
def execute() -> Callable[..., Awaitable[int]]:
    """Run one writing statement in its own transaction."""

    async def run(sql: str, *values: Value) -> int:
        async def work(transaction: Transaction) -> int:
            return await transaction.execute(sql, *values)

        return await in_transaction(work)

    return run
