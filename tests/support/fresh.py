"""Fresh databases for each test, copied from a template that each test process migrates once."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import asyncpg

from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.storage.migrate import migrate, pending
from tests.support.cleaned import Cleaner
from tests.support.postgres import is_alive, with_database

_OURS = "paravent_"


class Template(Protocol):
    """Where fresh databases come from."""

    async def make(self, folder: Path) -> DatabaseSettings:
        """Return where a fresh, migrated pair of databases is."""

    async def make_empty(self, folder: Path) -> DatabaseSettings:
        """Return where a pair without any table is."""

    async def copy(self, settings: DatabaseSettings, folder: Path) -> DatabaseSettings:
        """Return where a copy of a pair is; nobody may have that pair open."""

    async def drop(self, settings: DatabaseSettings) -> None:
        """Remove a pair."""


class SqliteTemplate:
    """Pairs of files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        asyncio.run(_migrated(_files(folder)))

    async def make(self, folder: Path) -> DatabaseSettings:
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)  # a log beside a file belongs to it
        return _files(folder)

    async def make_empty(self, folder: Path) -> DatabaseSettings:
        return _files(folder)

    async def copy(self, settings: DatabaseSettings, folder: Path) -> DatabaseSettings:
        source = Path(settings.data_url.removeprefix("sqlite://")).parent
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return _files(folder)

    async def drop(self, _: DatabaseSettings) -> None:
        """Leave the files to pytest, which removes the folders of earlier runs."""


class PostgresTemplate:
    """Pairs of databases on the test server, named after this process; dropped ones are lent again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = count()
        self._template = asyncio.run(self._prepare())
        self._cleaners = asyncio.run(self._learn())
        self._made: list[DatabaseSettings] = []
        self._idle: list[DatabaseSettings] = []

    async def _prepare(self) -> DatabaseSettings:
        await _drop_left_behind(self._url)
        template = await self._copied("template1", "template1")
        await _migrated(template)
        return template

    async def _learn(self) -> tuple[Cleaner, Cleaner]:
        return await Cleaner.learnt(self._template.data_url), await Cleaner.learnt(self._template.keys_url)

    async def make(self, _: Path) -> DatabaseSettings:
        if self._idle:
            return self._idle.pop()
        made = await self._copied(_name(self._template.data_url), _name(self._template.keys_url))
        self._made.append(made)
        return made

    async def make_empty(self, _: Path) -> DatabaseSettings:
        return await self._copied("template1", "template1")

    async def copy(self, settings: DatabaseSettings, _: Path) -> DatabaseSettings:
        return await self._copied(_name(settings.data_url), _name(settings.keys_url))

    async def drop(self, settings: DatabaseSettings) -> None:
        if settings in self._made and await self._cleaned(settings):
            self._idle.append(settings)
        else:
            await self._remove(settings)

    async def _cleaned(self, settings: DatabaseSettings) -> bool:
        data, keys = self._cleaners
        return await data.clean(settings.data_url) and await keys.clean(settings.keys_url)

    async def _remove(self, settings: DatabaseSettings) -> None:
        names = (_name(settings.data_url), _name(settings.keys_url))
        await _say(self._url, [f"DROP DATABASE {name} WITH (FORCE)" for name in names])

    async def drop_template(self) -> None:
        """Remove the pair that the others are copied from, and those that wait to serve again."""
        for settings in (*self._idle, self._template):
            await self._remove(settings)

    async def _copied(self, *sources: str) -> DatabaseSettings:
        names = [f"{_OURS}{os.getpid()}_{next(self._numbers)}" for _ in sources]
        pairs = zip(names, sources, strict=True)
        await _say(
            self._url,
            [f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy" for name, source in pairs],
        )
        data_url, keys_url = (with_database(self._url, name) for name in names)
        return DatabaseSettings(data_url, keys_url)


def _files(folder: Path) -> DatabaseSettings:
    return DatabaseSettings(f"sqlite://{folder}/data.db", f"sqlite://{folder}/keys.db")


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


async def _migrated(settings: DatabaseSettings) -> None:
    await open_databases(settings)
    try:
        await migrate("data")
        await migrate("keys")
        assert await pending("data") + await pending("keys") == []
    finally:
        await close_databases()


async def _drop_left_behind(url: str) -> None:
    """Remove what killed test processes made."""
    server = await asyncpg.connect(url)
    try:
        names = [row["datname"] for row in await server.fetch("SELECT datname FROM pg_database")]
        for name in names:
            if name.startswith(_OURS) and not is_alive(int(name.split("_")[1])):
                await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        await server.close()


async def _say(url: str, commands: Sequence[str]) -> None:
    server = await asyncpg.connect(url)
    try:
        for command in commands:
            await server.execute(command)
    finally:
        await server.close()
