"""A world on disk and real servers over it, which proofs kill, stop and start again."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import time
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from models.callers.new_account import NewAccount, open_account
from models.sealing.keys import open_keyring
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.database import DatabaseSettings
from models.words import Function, PartyKind
from permissions.callers.issuing import issue_token
from permissions.callers.tokens import TokenSettings
from resolvers.context import Installation
from tests.factories import agenda, contact, controllership, operator, professional, visit_type

HOUSE = Path(__file__).parents[2]
DAY_S = 24 * 3600


@dataclass(frozen=True)
class Shop:
    """What a desk needs to book over the network: whom, with whom, and a token; `env` starts a server."""

    env: dict[str, str]
    token: str
    person: str
    doctor: str
    agenda: str
    visit_type: str


async def open_shop(settings: DatabaseSettings, folder: Path, lanes: int = 1) -> Shop:
    """Write a small world into open databases, with a key-encryption key that a server can read."""
    now, key = int(time()), new_master_key()
    (folder / "master.key").write_text(key, encoding="ascii")
    keyring = await open_keyring(parse_master_keys(key), now)
    here = Installation("paravent", await operator(), "Optimum", keyring)
    await controllership()
    doctor = await professional()
    place = await agenda(doctor, lanes=lanes, closes_on_holidays=False)
    account = await open_account(
        NewAccount(Function.DESK_AGENT, PartyKind.OPERATOR, here.operator_id, "desk"), now
    )
    issued = await issue_token(
        keyring, TokenSettings("paravent", "paravent"), account, now=now, lifetime_s=DAY_S
    )
    env = {
        "PARAVENT_DATA_URL": settings.data_url,
        "PARAVENT_KEYS_URL": settings.keys_url,
        "PARAVENT_VAR": str(folder),
        "PARAVENT_MASTER_KEY_FILE": str(folder / "master.key"),
        "PARAVENT_ENV": "production",
    }
    return Shop(env, issued.text, await contact(here), doctor, place, await visit_type(doctor))


def times(count: int) -> list[str]:
    """Return so many working times, half an hour apart, from the next week on."""
    zone = ZoneInfo("Europe/Paris")
    today = datetime.fromtimestamp(time(), zone).replace(hour=9, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=14 - today.weekday())
    days = (monday + timedelta(days=7 * week + day) for week in range(100) for day in range(5))
    spread = (day.replace(hour=9 + half // 2, minute=30 * (half % 2)) for day in days for half in range(18))
    return [each.isoformat() for each, _ in zip(spread, range(count), strict=False)]


class Server:
    """One server process and a client of it."""

    def __init__(self, process: subprocess.Popen[bytes], client: httpx.AsyncClient) -> None:
        self.process = process
        self.client = client

    async def ask(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the payload of a mutation aliased `payload`; httpx.TransportError if the server dies."""
        response = await self.client.post(
            "/graphql", json={"query": operation, "variables": {"input": asked}}
        )
        answer = response.json()
        assert "errors" not in answer, answer
        payload: dict[str, Any] = answer["data"]["payload"]
        return payload

    def signal(self, number: int) -> None:
        """Send a signal to the server's process and to no other."""
        self.process.send_signal(number)

    async def kill(self) -> None:
        """End the server in the middle of whatever it does."""
        self.signal(signal.SIGKILL)
        await asyncio.to_thread(self.process.wait, 10)


@asynccontextmanager
async def serving(shop: Shop, log: Path, *arguments: str) -> AsyncIterator[Server]:
    """Start a server that is ready; it is killed at the end."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening, log.open("ab") as errors:
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own module, with our own arguments
            [sys.executable, "-m", "tests.proof.serving", str(listening.fileno()), *arguments],
            cwd=HOUSE,
            env={**os.environ, **shop.env},
            pass_fds=[listening.fileno()],
            stdout=errors,
            stderr=errors,
        )
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    headers = {"authorization": f"Bearer {shop.token}", "accept": "application/graphql-response+json"}
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60, limits=limits) as client:
        server = Server(process, client)
        try:
            await _ready(server)
            yield server
        finally:
            await server.kill()


async def _ready(server: Server) -> None:
    async with asyncio.timeout(60):
        while True:
            assert server.process.poll() is None, "the server did not start"
            try:
                if (await server.client.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
