"""How many requests a caller may make."""

import pytest

from models.words import Function
from schema.http.rate import Rates, address_key
from schema.http.settings import EndpointSettings
from tests.schema.http.asking import NOBODY, ask, codes
from tests.schema.http.toy import toy_app


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_caller_over_his_rate_waits_and_passes_again() -> None:
    clock = Clock()
    app = toy_app(EndpointSettings(usual_rate=3), clock=clock)
    answers = [await ask("{hello}", app=app) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit"] for answer in answers] == [
        '"caller";r=2;t=20',
        '"caller";r=1;t=40',
        '"caller";r=0;t=60',
        '"caller";r=0;t=20',
    ]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"caller";q=3;w=60'}
    assert codes(answers[3]) == ["RATE_LIMITED"]
    assert answers[3].headers["retry-after"] == "20"
    clock.now += 19
    assert (await ask("{hello}", app=app)).status_code == 429
    clock.now += 1
    assert (await ask("{hello}", app=app)).status_code == 200


async def test_callers_do_not_use_up_each_others_rate() -> None:
    app = toy_app(EndpointSettings(usual_rate=1), clock=Clock())
    for token, statuses in (("desk", [200, 429]), ("other", [200, 429]), ("partner", [200, 200])):
        headers = {"authorization": f"Bearer {token}"}
        assert [(await ask("{hello}", app=app, headers=headers)).status_code for _ in range(2)] == statuses


async def test_the_rate_is_that_of_the_callers_function() -> None:
    settings = EndpointSettings(rate_per_minute={Function.ANONYMOUS: 2})
    app = toy_app(settings, clock=Clock())
    statuses = [(await ask("{hello}", app=app, headers=NOBODY)).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_a_client_over_its_rate_is_refused_before_its_body_is_read() -> None:
    app = toy_app(EndpointSettings(usual_rate=1), clock=Clock())
    await ask("{hello}", app=app)
    assert codes(await ask("{nope", app=app)) == ["RATE_LIMITED"]


async def test_guessing_tokens_is_limited_by_address_and_shuts_no_good_token_out() -> None:
    app = toy_app(EndpointSettings(refused_credentials_per_minute=2), clock=Clock())
    guess = {"authorization": "Bearer guess"}
    statuses = [(await ask("{hello}", app=app, headers=guess)).status_code for _ in range(4)]
    assert statuses == [401, 401, 429, 429]
    assert (await ask("{hello}", app=app)).status_code == 200
    assert (await ask("{hello}", app=app, headers=guess)).status_code == 429
    assert (await ask("{hello}", app=app, headers=NOBODY)).status_code == 200


def test_a_bucket_fills_evenly_and_never_over_its_rate() -> None:
    rates = Rates(10)
    assert [rates.take("a", 60, 0.0).left for _ in range(3)] == [59, 58, 57]
    assert rates.take("a", 60, 1.5).left == 57
    assert rates.take("a", 60, 500.0).left == 59


def test_a_clock_set_back_takes_nothing_away() -> None:
    rates = Rates(10)
    assert rates.take("a", 60, 100.0).left == 59
    assert rates.take("a", 60, 50.0).left == 58


def test_looking_takes_nothing() -> None:
    rates = Rates(10)
    assert [rates.take("a", 5, 0.0, 0).left for _ in range(3)] == [5, 5, 5]


def test_the_memory_of_callers_is_bounded() -> None:
    rates = Rates(100)
    for number in range(10_000):
        rates.take(str(number), 5, float(number))
    assert len(rates.buckets) == 100


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "", True),
        ("x" * 1000, "x" * 1001, True),
    ],
)
def test_addresses_are_counted_by_customer(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same
