"""Paravent, put together: settings, lifespan, routes, and `python app.py <verb>`.

The only module that reads the environment, and the only one that knows every room.
"""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeAlias

import click
import uvicorn
from starlette.applications import Starlette

from models.sealing.keys import KeyRing, open_keyring
from models.sealing.rotation import rotate
from models.storage.database import close_databases, open_databases
from models.storage.dialect import Database
from models.storage.migrate import migrate, pending
from models.storage.reading import fetch
from models.words import Function
from permissions.caller import Caller
from permissions.callers import accounts, api_clients, issuing
from permissions.callers.authenticate import Authenticator
from resolvers.booking.waitlist.sweeping import sweeping
from resolvers.context import Context, Installation, declared, new_context
from resolvers.demo.callers import demo_callers
from resolvers.demo.load import load_demo
from resolvers.demo.values import demo_values
from resolvers.directory.founding import found_operator, founded_operator
from schema.errors.refusals import REFUSALS
from schema.graphiql.demo import DemoCaller, DemoWorld, welcome
from schema.graphiql.routes import GraphiqlSettings, browser_page, graphiql_routes
from schema.http.face import http_face
from schema.http.facts import RequestFacts
from schema.http.request_log import configure_log
from schema.schema import schema
from schema.settings import Misconfigured, Settings, read_settings

HERE = Path(__file__).parent
TOKEN_SECONDS = 7 * 24 * 3600
Verb: TypeAlias = Callable[..., Awaitable[str]]
DATABASES: Final[tuple[Database, ...]] = ("data", "keys")


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
            operator_id = await _operator(self.settings, keyring, int(time.time()))
            [operator] = await fetch("SELECT name FROM operator WHERE id = ?", operator_id)
            self._installation = Installation(self.settings.tenant, operator_id, operator["name"], keyring)
            async with sweeping():
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


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[KeyRing]:
    """Open databases and key ring, and close them whatever happens; refuse what is not migrated."""
    await open_databases(settings.databases)
    try:
        for database in DATABASES:
            if waiting := await pending(database):
                raise Misconfigured(f"{database} lacks {', '.join(waiting)}: python app.py migrate")
        yield await open_keyring(settings.master_keys, int(time.time()))
    finally:
        await close_databases()


async def _operator(_: Settings, __: KeyRing, ___: int) -> str:
    """Return the id of the operator; refuse a deployment that has none, or whose rules contradict."""
    try:
        return await founded_operator()
    except ValueError as refused:
        raise Misconfigured(str(refused)) from refused


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


def verb(name: str, explained: str, *arguments: str) -> Callable[[Verb], Verb]:
    """Make a command of a function that runs with the databases open and returns what to print."""

    def register(work: Verb) -> Verb:
        def run(**given: str) -> None:
            click.echo(asyncio.run(_with_databases(settings_here(), work, **given)))

        params = [click.Argument([argument]) for argument in arguments]
        cli.add_command(click.Command(name, callback=run, params=list(params), help=explained))
        return work

    return register


async def _with_databases(settings: Settings, work: Verb, **given: str) -> str:
    async with opened(settings) as keyring:
        try:
            return await work(settings, keyring, int(time.time()), **given)
        except ValueError as refused:
            raise click.ClickException(str(refused)) from refused


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


@cli.command(help="Serve.")
def serve() -> None:
    settings = settings_here()
    asyncio.run(_with_databases(settings, _operator))  # refuses in one line what would fail in each worker
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
    click.echo(asyncio.run(_with_databases(settings, _load_demo)))
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
            token=await token(settings, keyring, now, who=each.account_id),
        )
        for each in demo_callers()
    ]


@cli.command(help="Print the schema in the schema definition language.")
def sdl() -> None:
    click.echo(schema.as_str())


@verb("token", "Print a token for a demo caller, or for an account id.", "who")
async def token(settings: Settings, keyring: KeyRing, now: int, *, who: str) -> str:
    account_id = {each.name: each.account_id for each in demo_callers()}.get(who, who)
    issued = await issuing.issue_token(
        keyring, settings.tokens, account_id, now=now, lifetime_s=TOKEN_SECONDS
    )
    return issued.text


@verb("operator", "Name the company that runs this deployment, once.", "name")
async def operator(_: Settings, __: KeyRing, now: int, *, name: str) -> str:
    return await found_operator(name, now)


@verb("rotate-keys", "Wrap every key by the current key-encryption key; may be interrupted.")
async def rotate_keys(_: Settings, keyring: KeyRing, __: int) -> str:
    wrapped = 0
    async for progress in rotate(keyring):
        wrapped = progress.rewrapped
    return f"{wrapped} keys wrapped anew"


@verb("rotate-signing-key", "Sign new tokens with a new key; older tokens stay good.")
async def rotate_signing_key(_: Settings, keyring: KeyRing, now: int) -> str:
    return await issuing.rotate_signing_key(keyring, now)


@verb("revoke-token", "Refuse a token from the next request on.", "text")
async def revoke_token(settings: Settings, _: KeyRing, now: int, *, text: str) -> str:
    return "revoked" if await issuing.revoke_token(settings.tokens, text, now) else "was revoked before"


@verb("account", "Open an account in a FUNCTION for a PARTY, and print its id.", "function", "party", "name")
async def account(_: Settings, __: KeyRing, now: int, *, function: str, party: str, name: str) -> str:
    return await accounts.create_account(function=Function(function), party_id=party, name=name, now=now)


@verb("api-key", "Make an API client of a PARTNER; its key is shown this once.", "partner", "name")
async def api_key(_: Settings, __: KeyRing, now: int, *, partner: str, name: str) -> str:
    made = await api_clients.create_client(partner_id=partner, name=name, now=now)
    return f"{made.client_id}\n{made.key}"


@verb("revoke-api-key", "Refuse an API client from the next request on.", "client")
async def revoke_api_key(_: Settings, __: KeyRing, now: int, *, client: str) -> str:
    return "revoked" if await api_clients.revoke_client(client, now) else "nothing to revoke"


if __name__ == "__main__":
    cli()
