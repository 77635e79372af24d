"""A fresh pair of databases for each test, once on SQLite and once on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tortoise.apps import Apps

from models.storage.database import DatabaseSettings, close_databases, open_databases
from tests.support.fresh import PostgresTemplate, SqliteTemplate, Template
from tests.support.postgres import SKIPPED, running_server
from tests.worlds.told import lines


@pytest.fixture(scope="session", autouse=True)
def built_once() -> Iterator[None]:
    """Let Tortoise build its queries when the dialect changes only: a test opens what the last one had open.

    They hang on the model classes; to build them takes longer than most tests.
    """
    build, last = Apps._build_initial_querysets, [object()]

    def build_anew(apps: Apps) -> None:
        models = [model for app in apps.apps.values() for model in app.values()]
        wanted: object = [(model, type(model._meta.db)) for model in models]
        if wanted != last[0]:
            build(apps)
            last[0] = wanted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Apps, "_build_initial_querysets", build_anew)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a real PostgreSQL."""
    with running_server() as url:
        if url is None:
            pytest.skip(SKIPPED)
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return SqliteTemplate(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: str) -> Iterator[PostgresTemplate]:
    template = PostgresTemplate(postgres_server)
    yield template
    asyncio.run(template.drop_template())


@pytest.fixture(params=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> Template:
    """Where this test's databases come from; each test that asks for databases runs once per kind."""
    found: Template = request.getfixturevalue(f"{request.param}_template")
    return found


@pytest.fixture
async def database_settings(template: Template, tmp_path: Path) -> AsyncIterator[DatabaseSettings]:
    """Where a fresh, migrated pair of databases is; the test opens it."""
    settings = await template.make(tmp_path)
    yield settings
    await template.drop(settings)


@pytest.fixture
async def databases(database_settings: DatabaseSettings) -> AsyncIterator[DatabaseSettings]:
    """A fresh, migrated pair of databases, open."""
    await open_databases(database_settings)
    try:
        yield database_settings
    finally:
        await close_databases()


@pytest.fixture
async def empty_databases(template: Template, tmp_path: Path) -> AsyncIterator[DatabaseSettings]:
    """A fresh pair of databases without any table, open."""
    settings = await template.make_empty(tmp_path)
    await open_databases(settings)
    try:
        yield settings
    finally:
        await close_databases()
        await template.drop(settings)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested, and what the two worlds were asked."""
    reports = terminalreporter.stats.get("skipped", [])
    if any(SKIPPED in str(report.longrepr) for report in reports):
        terminalreporter.write_line(SKIPPED, red=True, bold=True)
    ended = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    properties = [each for report in ended if report.when == "call" for each in report.user_properties]
    for line in lines([told for name, told in properties if name == "worlds"]):
        terminalreporter.write_line(line)
