"""The deployment that every contender serves: one folder with two databases and a master key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from models.sealing.master_key import new_master_key
from models.storage.reading import fetch
from models.words import Language
from permissions.caller import Caller
from permissions.callers.authenticate import Authenticator
from resolvers.context import Context, Installation, new_context
from schema.http.facts import RequestFacts
from schema.opening import opened
from schema.settings import Settings, read_settings

_NO_LIMIT = 10**9  # requests a minute: counting them is measured, refusing them is not


def settings_of(folder: Path) -> Settings:
    """Return the production settings of the deployment in a folder; its master key is made at first."""
    key = folder / "master.key"
    if not key.exists():
        key.write_text(new_master_key(), encoding="ascii")
    named = {"PARAVENT_ENV": "production", "PARAVENT_GRAPHIQL": "off", "PARAVENT_MASTER_KEY_FILE": str(key)}
    settings = read_settings(named, folder)
    return replace(settings, endpoint=replace(settings.endpoint, usual_rate=_NO_LIMIT))


@dataclass
class Deployment:
    """What the peers share with the product: storage, keys, and the way callers prove themselves."""

    settings: Settings
    authenticator: Authenticator
    installation: Installation | None = None

    @asynccontextmanager
    async def running(self, _: object = None) -> AsyncIterator[None]:
        """Open the databases and the key ring; close them whatever happens."""
        async with opened(self.settings) as keyring:
            [row] = await fetch("SELECT id, name FROM operator")
            self.installation = Installation(self.settings.tenant, row["id"], row["name"], keyring)
            yield
            await self.installation.journal.close()
            await self.authenticator.close()

    async def asked(self, authorization: str | None, now: int) -> Context:
        """Return the context of a request whose caller proves himself as in the product."""
        return await self._context(await self.authenticator(authorization, now), now)

    async def looking(self, caller: Caller, facts: RequestFacts) -> Context:
        """Return the context of a request whose caller is known."""
        return await self._context(caller, facts.now)

    async def _context(self, caller: Caller, now: int) -> Context:
        assert self.installation is not None, "not running"
        return await new_context(self.installation, caller, now, Language.EN, "bench")


def deployment_of(settings: Settings) -> Deployment:
    """Return a deployment that is not running yet."""
    return Deployment(settings, Authenticator(settings.tokens, settings.issuers))
