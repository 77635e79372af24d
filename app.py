"""Paravent, put together: settings, lifespan, routes, and `python app.py <verb>`.

The only module that reads the environment, and the only one that knows every room.
"""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import click
import uvicorn
from starlette.applications import Starlette

from models.sealing.keys import KeyRing
from models.storage.database import close_databases, open_databases
from models.storage.migrate import migrate
from models.storage.reading import fetch
from permissions.caller import Caller
from permissions.callers.authenticate import Authenticator
from resolvers.context import Context, Installation, declared, new_context
from resolvers.demo.callers import demo_callers
from resolvers.demo.load import load_demo
from resolvers.demo.values import demo_values
from resolvers.directory.founding import founded_operator
from resolvers.journal.chaining import chaining
from resolvers.journal.settle import settle
from resolvers.sweeping import sweeping
from schema.command_line.credentials import CREDENTIAL_VERBS, token_for
from schema.command_line.journal import JOURNAL_VERBS
from schema.command_line.verb import with_databases
from schema.errors.refusals import REFUSALS
from schema.garbage import collect_seldom
from schema.graphiql.demo import DemoCaller, DemoWorld, welcome
from schema.graphiql.routes import GraphiqlSettings, browser_page, graphiql_routes
from schema.http.face import http_face
from schema.http.facts import RequestFacts
from schema.http.request_log import configure_log
from schema.opening import DATABASES, opened, operator_id
from schema.schema import schema
from schema.settings import Misconfigured, Settings, read_settings

HERE = Path(__file__).parent


class Paravent:
    """One running deployment; between start and stop it has an installation."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is opened yet."""
        self.settings = settings
        self.authenticator = Authenticator(settings.tokens, settings.issuers)
        self._installation: Installation | None = None

    @asynccontextmanager
    async def running(self, _: object = None) -> AsyncIterator[None]:
        """Open the databases and the key ring for as long as requests are served."""
        async with opened(self.settings) as keyring:
            operator = await operator_id()
            [named] = await fetch("SELECT name FROM operator WHERE id = ?", operator)
            here = Installation(self.settings.tenant, operator, named["name"], keyring)
            self._installation = here
            collect_seldom()
            async with sweeping(here), chaining(here.journal, self.settings.journal.head):
                yield
            self._installation = None
            await self.authenticator.close()

    async def context(self, caller: Caller, facts: RequestFacts) -> Context:
        """Return the context of a request."""
        if self._installation is None:
            raise RuntimeError("a request came before the start or after the stop")
        narrowed = declared(caller, facts.purpose)
        context = await new_context(self._installation, narrowed, facts.now, facts.language, facts.request_id)
        context.idempotency_key = facts.idempotency_key
        return context

    async def ready(self) -> bool:
        """Return whether requests can be served."""
        return self._installation is not None and bool(await founded_operator())

    async def demo_callers(self) -> Sequence[DemoCaller]:
        """Return the demo callers with fresh tokens."""
        if self._installation is None:
            return ()
        return await _demo_callers(self.settings, self._installation.keyring, int(time.time()))

    async def demo_values(self) -> Mapping[str, object]:
        """Return the ids and dates that fill the variables of the examples."""
        return demo_values(int(time.time()))


def settings_here() -> Settings:
    """Return the settings in the environment: read nowhere else."""
    return read_settings(os.environ, HERE / "var")


def create() -> Starlette:
    """Return the application, from the environment."""
    configure_log(json=not (settings := settings_here()).development)
    return application(Paravent(settings))


def application(paravent: Paravent) -> Starlette:
    """Return the application of a deployment."""
    settings = paravent.settings
    demo = DemoWorld(callers=paravent.demo_callers, variables=paravent.demo_values)
    graphiql = GraphiqlSettings(
        dist=HERE / "graphiql" / "dist",
        examples=HERE / "examples",
        demo=demo if settings.development else None,
        enabled=settings.graphiql,
    )
    face = http_face(
        schema,
        settings.endpoint,
        paravent.authenticator,
        paravent.context,
        paravent.ready,
        page=browser_page(graphiql),
        messages=REFUSALS,
        settle=settle,
    )
    app = Starlette(
        routes=[*face.routes, *graphiql_routes(graphiql)],
        middleware=face.middleware,
        exception_handlers=face.exception_handlers,
        lifespan=paravent.running,
    )
    app.router.redirect_slashes = False
    return app


@click.group(help="Paravent: a GraphQL API whose fields follow the caller's GDPR role on each record.")
def cli() -> None:
    logging.getLogger("aiosqlite").setLevel(logging.WARNING)  # at DEBUG it writes bound values


for _command in (*CREDENTIAL_VERBS, *JOURNAL_VERBS):
    cli.add_command(_command)


@cli.command("migrate", help="Bring both databases to the tables this program needs.")
def migrate_command() -> None:
    click.echo(asyncio.run(_migrate(settings_here())))


async def _migrate(settings: Settings) -> str:
    await open_databases(settings.databases)
    try:
        applied = [name for database in DATABASES for name in await migrate(database)]
    finally:
        await close_databases()
    return f"applied: {', '.join(applied) or 'nothing was pending'}"


async def _operator(_: Settings, __: KeyRing, ___: int) -> str:
    return await operator_id()


@cli.command(help="Serve.")
def serve() -> None:
    settings = settings_here()
    asyncio.run(with_databases(settings, _operator))  # refuses in one line what would fail in each worker
    uvicorn.run(
        "app:create",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.databases.workers,
        timeout_graceful_shutdown=15,
        timeout_keep_alive=20,
        ws_max_size=settings.endpoint.body_limit,
        server_header=False,
        access_log=False,
        log_level="warning",
    )


@cli.command(help="Migrate, load the demo world, print its callers, and serve (development only).")
@click.pass_context
def demo(context: click.Context) -> None:
    settings = settings_here()
    if not settings.development:
        raise Misconfigured("The demo world is for development: unset PARAVENT_ENV.")
    asyncio.run(_migrate(settings))
    click.echo(asyncio.run(with_databases(settings, _load_demo)))
    context.invoke(serve)


async def _load_demo(settings: Settings, keyring: KeyRing, now: int) -> str:
    world = await load_demo(keyring, settings.tenant, now)
    callers = await _demo_callers(settings, keyring, now)
    address = f"http://{settings.host}:{settings.port}/graphql"
    return welcome(callers, address, HERE / "examples", world.partner_key)


async def _demo_callers(settings: Settings, keyring: KeyRing, now: int) -> list[DemoCaller]:
    return [
        DemoCaller(
            name=each.name,
            function=each.function,
            party=each.party_name,
            token=await token_for(settings, keyring, now, each.account_id),
        )
        for each in demo_callers()
    ]


@cli.command(help="Print the schema in the schema definition language.")
def sdl() -> None:
    click.echo(schema.as_str())


if __name__ == "__main__":
    cli(obj=settings_here)
