"""A verb of the command line: a function that runs with the databases open and returns what to print."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import click

from schema.opening import opened
from schema.settings import Settings

Work: TypeAlias = Callable[..., Awaitable[str]]
"""From settings, key ring, epoch second and the arguments by name to what is printed."""


def verb(name: str, explained: str, *arguments: str) -> Callable[[Work], click.Command]:
    """Make a command of a function; its settings come from the function that the group carries."""

    def command(work: Work) -> click.Command:
        @click.pass_obj
        def run(read_settings: Callable[[], Settings], /, **given: str) -> None:
            click.echo(asyncio.run(with_databases(read_settings(), work, **given)))

        params: list[click.Parameter] = [click.Argument([argument]) for argument in arguments]
        return click.Command(name, callback=run, params=params, help=explained)

    return command


async def with_databases(settings: Settings, work: Work, **given: str) -> str:
    """Return what a function returns that runs with the databases open; a ValueError ends in one line."""
    async with opened(settings) as keyring:
        try:
            return await work(settings, keyring, int(time.time()), **given)
        except ValueError as refused:
            raise click.ClickException(str(refused)) from refused
