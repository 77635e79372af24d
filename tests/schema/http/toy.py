"""A small schema and application that show every way of the endpoint."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any, NewType

import strawberry
from starlette.applications import Starlette
from strawberry.schema.config import StrawberryConfig

from models.words import Function
from permissions.callers.refusal import CredentialRefused
from permissions.refusal import Refusal
from schema.http.face import HttpFace, http_face
from schema.http.facts import RequestFacts
from schema.http.message import Message
from schema.http.settings import EndpointSettings
from schema.privacy.purpose import purpose

SECRET = "Dupont-0612345678"


@dataclass(frozen=True)
class ToyCaller:
    function: str = Function.DESK_AGENT
    account_id: str = "acc_1"
    credential_id: str = "cred_1"


@dataclass
class ToyContext:
    caller: Any
    facts: RequestFacts
    seen: list[str] = field(default_factory=list)


class Taken(Refusal):
    code = "CONFLICT"


Phone = NewType("Phone", str)


def read_phone(value: object) -> Phone:
    if not isinstance(value, str) or not value.startswith("+"):
        raise Refusal("phone_form", code="BAD_USER_INPUT")
    return Phone(value)


@strawberry.type
class Word:
    text: str

    @strawberry.field
    def again(self) -> "Word":
        return self


@strawberry.type
class Edge:
    node: Word


@strawberry.type
class Words:
    edges: list[Edge]
    total: int


@strawberry.input
class Inner:
    phone: Phone | None = None
    count: int


@strawberry.input
class Outer:
    inner: Inner
    many: list[Inner] | None = None


def words(first: int = 20) -> Words:
    return Words(edges=[Edge(node=Word(text=str(n))) for n in range(first)], total=first)


@strawberry.type
class Broken:
    @strawberry.field
    def word(self) -> str | None:
        raise RuntimeError(SECRET)


def week() -> list[Word]:
    return [Word(text="d")] * 7


def short(first: int) -> list[Word]:
    return [Word(text="s")] * first


def searched(places: list[str] | None = None, first: int = 3) -> list[Word]:
    return [Word(text=each) for each in (places or [])[:first]]


def dear() -> str:
    return "d"


@strawberry.type
class Query:
    words: Words = strawberry.field(resolver=words)

    @strawberry.field
    def hello(self) -> str:
        return "bonjour"

    @strawberry.field
    async def hello_async(self) -> str:
        await asyncio.sleep(0)
        return "bonjour"

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def call(self, phone: Phone) -> str:
        return "ok" if phone else "no"

    @strawberry.field
    def nested(self, input: Outer) -> int:  # noqa: A002 - the schema's word
        return input.inner.count

    @strawberry.field
    def word(self) -> Word:
        return Word(text="mot")

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Word | None]:
        return [Word(text=str(i)) for i in ids]

    @strawberry.field
    def page(self, first: int | None = None, last: int | None = None) -> list[Word]:
        return [Word(text="p")] * ((first or 0) + (last or 0))

    @strawberry.field
    def plain_list(self) -> list[Word]:
        return [Word(text="p")]

    short: list[Word] = strawberry.field(resolver=short, metadata={"most": 30})
    week: list[Word] = strawberry.field(resolver=week, metadata={"size": 7})

    searched: list[Word] = strawberry.field(resolver=searched, metadata={"work": 50, "each": "places"})
    dear: str = strawberry.field(resolver=dear, metadata={"cost": 300})

    @strawberry.field
    async def slow(self, info: strawberry.Info[Any], seconds: float) -> str:
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            CANCELLED.append(info.context.facts.request_id)
            raise
        return "done"

    @strawberry.field
    def boom(self) -> str | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    def boom_hard(self) -> str:
        raise RuntimeError(SECRET)

    @strawberry.field
    def all_boom(self) -> list[Broken]:
        return [Broken()] * 200

    @strawberry.field
    def taken(self) -> str | None:
        raise Taken("slot_taken", id="slt_abc")

    @strawberry.field
    def who(self, info: strawberry.Info[Any]) -> str:
        context = info.context
        return f"{context.caller.account_id} {context.facts.request_id} {context.facts.language}"

    @strawberry.field
    def facts(self, info: strawberry.Info[Any]) -> list[str | None]:
        facts = info.context.facts
        return [facts.idempotency_key, facts.purpose, str(facts.now)]


CANCELLED: list[str] = []
WRITTEN: list[str] = []


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def write(self, text: str, seconds: float = 0) -> str:
        await asyncio.sleep(seconds)
        WRITTEN.append(text)
        return text


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self, count: int, pause: float = 0) -> AsyncGenerator[int]:
        for number in range(count):
            await asyncio.sleep(pause)
            yield number

    @strawberry.subscription
    async def refused(self, early: bool) -> AsyncGenerator[int]:
        if early:
            raise Taken("slot_taken", id="slt_abc")
        yield 1

    @strawberry.subscription
    async def breaks(self) -> AsyncGenerator[int]:
        yield 1
        raise RuntimeError(SECRET)


SCHEMA = strawberry.Schema(
    Query,
    Mutation,
    Subscription,
    directives=[purpose],
    config=StrawberryConfig(
        scalar_map={Phone: strawberry.scalar(name="Phone", parse_value=read_phone, serialize=str)}
    ),
)

MESSAGES = {
    "slot_taken": Message("Le créneau {id} est pris.", "The slot {id} is taken."),
    "phone_form": Message("Écrivez le numéro avec +33.", "Write the number with +33."),
}

CALLERS = {
    "Bearer desk": ToyCaller(),
    "Bearer other": ToyCaller(account_id="acc_2", credential_id="cred_2"),
    "Bearer partner": ToyCaller(Function.PARTNER_SITE, "", "cred_3"),
}
NOBODY = ToyCaller(Function.ANONYMOUS, "", "")


async def authenticate(authorization: str | None, _now: int) -> ToyCaller:
    if authorization is None:
        return NOBODY
    if authorization == "Bearer broken":
        raise RuntimeError(SECRET)
    if authorization not in CALLERS:
        raise CredentialRefused("unknown")
    return CALLERS[authorization]


async def new_context(caller: Any, facts: RequestFacts) -> ToyContext:
    if facts.purpose == "REMINDER":
        raise Refusal("no_such_message")
    return ToyContext(caller, facts)


async def ready() -> bool:
    return True


def toy_face(settings: EndpointSettings | None = None, **more: Any) -> HttpFace:
    given = {"authenticate": authenticate, "new_context": new_context, "ready": ready, "messages": MESSAGES}
    return http_face(SCHEMA, settings or EndpointSettings(), **{**given, **more})


def toy_app(settings: EndpointSettings | None = None, **more: Any) -> Starlette:
    face = toy_face(settings, **more)
    app = Starlette(
        routes=face.routes, middleware=face.middleware, exception_handlers=dict(face.exception_handlers)
    )
    app.router.redirect_slashes = False
    return app
