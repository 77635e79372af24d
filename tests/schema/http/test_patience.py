"""How long work for a client goes on."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message

from schema.http.patience import within
from schema.http.problem import ClientGone, RequestRefused
from schema.http.settings import EndpointSettings
from tests.schema.http import toy
from tests.schema.http.asking import JSON, ask, codes
from tests.schema.http.toy import toy_app

SHORT = EndpointSettings(operation_seconds=0.05)


@pytest.mark.parametrize(("accept", "status"), [("*/*", 503), (JSON, 200)])
async def test_an_operation_that_takes_too_long_is_stopped(accept: str, status: int) -> None:
    headers = {"x-request-id": f"slow-{status}-xx", "accept": accept}
    response = await ask("{slow(seconds:5)}", settings=SHORT, headers=headers)
    assert (response.status_code, codes(response)) == (status, ["TIMEOUT"])
    assert "data" not in response.json()
    assert f"slow-{status}-xx" in toy.CANCELLED


async def test_a_mutation_that_takes_too_long_is_told_how_to_repeat_it() -> None:
    response = await ask(
        'mutation{write(text:"never",seconds:5)}', settings=SHORT, headers={"accept-language": "en"}
    )
    assert codes(response) == ["TIMEOUT"]
    assert "idempotency key" in response.json()["errors"][0]["message"]
    assert "never" not in toy.WRITTEN


async def never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaves() -> Message:
    return {"type": "http.disconnect"}


async def test_work_is_dropped_when_its_client_leaves() -> None:
    with pytest.raises(ClientGone):
        await within(5, asyncio.sleep(4), leaves)


async def test_short_work_does_not_look_for_its_client() -> None:
    assert await within(5, asyncio.sleep(0, "done"), leaves) == "done"


async def test_work_whose_client_stays_goes_on_to_its_end() -> None:
    assert await within(5, asyncio.sleep(0.1, "done"), never) == "done"


async def test_watching_a_client_leaves_no_task_behind() -> None:
    await within(5, asyncio.sleep(0.1), never)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_timeout_of_the_work_itself_is_not_taken_for_ours() -> None:
    async def work() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await within(5, work())


async def test_too_slow_is_said_as_such() -> None:
    with pytest.raises(RequestRefused) as refused:
        await within(0.01, asyncio.sleep(5))
    assert refused.value.status == 503


class Wire:
    """A client that sends its body and then leaves, or stays."""

    def __init__(self, body: bytes, *, leaves_after: float | None) -> None:
        self.body = body
        self.leaves_after = leaves_after
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        if self.body:
            body, self.body = self.body, b""
            return {"type": "http.request", "body": body, "more_body": False}
        if self.leaves_after is None:
            return await never()
        await asyncio.sleep(self.leaves_after)
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)


def scope(**headers: str) -> dict[str, Any]:
    given = {"content-type": JSON, "authorization": "Bearer desk", **headers}
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in given.items()]
    return {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "headers": raw,
        "client": ("192.0.2.1", 1),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("x", 80),
    }


async def test_a_query_whose_client_left_is_stopped_and_not_answered() -> None:
    wire = Wire(b'{"query":"{slow(seconds:4)}"}', leaves_after=0.01)
    async with asyncio.timeout(2):
        await toy_app()(scope(x_request_id="left-alone"), wire.receive, wire.send)
    assert wire.sent == []
    assert "left-alone" in toy.CANCELLED


async def test_a_mutation_goes_on_without_its_client() -> None:
    wire = Wire(b'{"query":"mutation{write(text:\\"alone\\",seconds:0.2)}"}', leaves_after=0.01)
    await toy_app()(scope(), wire.receive, wire.send)
    assert "alone" in toy.WRITTEN


async def test_a_client_that_leaves_in_its_body_is_not_answered() -> None:
    wire = Wire(b"", leaves_after=0)
    await toy_app()(scope(), wire.receive, wire.send)
    assert wire.sent == []


async def test_a_stopped_request_is_not_swallowed() -> None:
    wire = Wire(b'{"query":"{slow(seconds:4)}"}', leaves_after=None)
    task = asyncio.create_task(toy_app()(scope(), wire.receive, wire.send))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_hundred_requests_at_once_keep_their_own_context() -> None:
    app = toy_app()
    tokens = ["desk", "other"] * 50
    answers = await asyncio.gather(
        *(
            ask(
                "{slow(seconds:0.01) who}",
                app=app,
                headers={"authorization": f"Bearer {token}", "x-request-id": f"request-{n}"},
            )
            for n, token in enumerate(tokens)
        )
    )
    accounts = {"desk": "acc_1", "other": "acc_2"}
    assert [answer.json()["data"]["who"] for answer in answers] == [
        f"{accounts[token]} request-{n} fr" for n, token in enumerate(tokens)
    ]
