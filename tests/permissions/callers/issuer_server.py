"""A small OpenID issuer on this machine: it publishes keys over HTTP and signs tokens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from joserfc.jwk import Key, RSAKey
from joserfc.jwt import encode
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

NAME = "https://sso.example/realms/health"


class Issuer:
    """What the issuer publishes, how often it was asked, and its tokens."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048)
        self.published: list[dict[str, Any]] = [
            {**self.key.as_dict(private=False), "kid": "k1", "use": "sig"}
        ]
        self.asked = 0
        self.address = ""

    @property
    def keys_url(self) -> str:
        """Where the keys are."""
        return f"{self.address}/keys"

    def token(
        self, now: int, *, kid: str = "k1", kind: str = "JWT", key: Key | None = None, **claims: Any
    ) -> str:
        """Sign a token of ten minutes, with other claims as given."""
        all_claims = {"iss": NAME, "aud": "paravent", "iat": now, "exp": now + 600, **claims}
        header = {"alg": "RS256", "kid": kid, "typ": kind}
        return encode(header, all_claims, key or self.key, algorithms=["RS256"])

    async def answer(self, request: Request) -> Response:
        """Serve the keys, or misbehave as the path asks."""
        self.asked += 1
        match request.path_params["what"]:
            case "keys":
                return JSONResponse({"keys": self.published})
            case "redirect":
                return RedirectResponse("/keys")
            case "huge":
                return Response(b" " * (256 * 1024 + 1))
            case "text":
                return Response("not json")
        return Response(status_code=503)


@asynccontextmanager
async def serving() -> AsyncIterator[Issuer]:
    """Run an issuer on a free port of the loopback address."""
    issuer = Issuer()
    app = Starlette(routes=[Route("/{what}", issuer.answer)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - the server has a flag and no event
        await asyncio.sleep(0.01)
    issuer.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield issuer
    finally:
        server.should_exit = True
        await running
