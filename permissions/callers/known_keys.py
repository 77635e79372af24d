"""Public keys by key id, loaded from elsewhere and kept for a while."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextvars import Context

import structlog
from joserfc.jwk import Key

_FIRST_PAUSE_S = 1
_log = structlog.get_logger(__name__)


class KeysUnavailable(Exception):
    """The keys could not be loaded; whatever is kept still serves for a while."""


class KnownKeys:
    """The keys of one issuer, reloaded when they age or when a token names one that is not there.

    `load` is given the time. `fresh_s`: seconds before a reload. `pause_s`: seconds between two
    reloads, so that made-up key ids cannot cause a storm of them. `stale_s`: seconds the keys outlive
    the last good load while `load` raises KeysUnavailable; any other error of `load` goes to the caller.
    """

    def __init__(
        self,
        load: Callable[[int], Awaitable[Mapping[str, Key]]],
        *,
        fresh_s: int,
        pause_s: int,
        stale_s: int,
    ) -> None:
        self._load = load
        self._fresh_s, self._pause_s, self._stale_s = fresh_s, pause_s, stale_s
        self._keys: Mapping[str, Key] = {}
        self._loaded_at: int | None = None
        self._tried_at: int | None = None
        self._loading: asyncio.Task[None] | None = None

    async def find(self, key_id: str, now: int) -> Key | None:
        """Return the key of this id, or None when the issuer has no such key."""
        if self._is_due(key_id, now):
            await self._reload(now)
        elif key_id not in self._keys and self._loading is not None:
            await asyncio.shield(self._loading)
        return self._keys.get(key_id)

    def _is_due(self, key_id: str, now: int) -> bool:
        wanted = key_id not in self._keys or self._age(self._loaded_at, now) >= self._fresh_s
        pause = self._pause_s if self._keys else min(self._pause_s, _FIRST_PAUSE_S)
        return wanted and self._age(self._tried_at, now) >= pause

    @staticmethod
    def _age(since: int | None, now: int) -> float:
        # A clock set back counts as age: better one load too many than keys that never age.
        return float("inf") if since is None else abs(now - since)

    async def _reload(self, now: int) -> None:
        # One load for all who ask, in a task of its own: a caller who hangs up does not cancel it for
        # the others. The empty context keeps it out of a transaction the caller may have open.
        if self._loading is None or self._loading.done():
            self._loading = asyncio.create_task(self._replace(now), context=Context())
        await asyncio.shield(self._loading)

    async def _replace(self, now: int) -> None:
        self._tried_at = now
        try:
            self._keys = await self._load(now)
            self._loaded_at = now
        except KeysUnavailable as error:
            _log.warning("keys_unavailable", reason=str(error))
            if self._age(self._loaded_at, now) >= self._stale_s:
                self._keys = {}
        except BaseException:
            self._tried_at = None
            raise
