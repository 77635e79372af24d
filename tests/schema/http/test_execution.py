"""How subscriptions are run."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from graphql import build_schema, parse
from graphql.execution import Executor

from schema.http.execution import answers_of
from schema.http.problem import RequestRefused

SCHEMA = build_schema("type Query{a:Int} type Subscription{x:Int}")


async def numbers() -> AsyncGenerator[dict[str, Any]]:
    yield {"x": 1}
    yield {"x": slow}


async def slow(_info: object) -> int:
    await asyncio.sleep(5)
    return 2


def executor(subscribe: Any) -> Executor[Any]:
    built = Executor.build(SCHEMA, parse("subscription{x}"), {"x": subscribe})
    assert isinstance(built, Executor)
    return built


async def collected(subscribe: Any, seconds: float = 1) -> list[Any]:
    return [
        (answer.data, len(answer.errors or ())) async for answer in answers_of(executor(subscribe), seconds)
    ]


async def later(_info: object) -> AsyncGenerator[dict[str, Any]]:
    async def one() -> AsyncGenerator[dict[str, Any]]:
        yield {"x": 7}

    return one()


async def fails(_info: object) -> AsyncGenerator[dict[str, Any]]:
    raise RuntimeError


async def hangs(_info: object) -> AsyncGenerator[dict[str, Any]]:
    await asyncio.sleep(5)
    return numbers()


async def test_a_subscription_may_be_opened_asynchronously() -> None:
    assert await collected(later) == [({"x": 7}, 0)]


async def test_a_subscription_that_cannot_be_opened_answers_once() -> None:
    assert await collected(fails) == [(None, 1)]


@pytest.mark.parametrize("subscribe", [hangs, lambda _info: numbers()])
async def test_opening_and_each_event_have_their_time(subscribe: Any) -> None:
    with pytest.raises(RequestRefused) as refused:
        await collected(subscribe, 0.05)
    assert refused.value.problems[0].code == "TIMEOUT"
