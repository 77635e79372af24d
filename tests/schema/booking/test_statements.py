"""How many statements a booking takes, and how few a refusal: each is a round trip to a server."""

import pytest

from models.storage.reading import StatementCount, counting_statements
from models.words import Function
from tests.factories import contact, small_world
from tests.support.booking import book, booking
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

_CLEARING = "DELETE FROM idempotency"


def lasting(count: StatementCount) -> list[str]:
    """The statements but for those that come now and then."""
    return [text for text in count.texts if not text.startswith(_CLEARING)]


async def test_a_booking_takes_so_many_statements_and_a_refusal_fewer_and_no_savepoint() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    other = booking(world, person, startsAt="2026-12-01T10:00:00Z")
    await book(client, desk, **other)  # reads what is kept from then on
    with counting_statements() as booked:
        payload = await book(client, desk, **booking(world, person, idempotencyKey="a"))
    assert payload["errors"] == []
    with counting_statements() as refused:
        payload = await book(client, desk, **booking(world, person, idempotencyKey="b"))
    assert [error["code"] for error in payload["errors"]] == ["SLOT_TAKEN"]
    writing = [text.split()[0] for text in lasting(refused) if not text.lstrip().startswith("SELECT")]
    journalled = 5  # what the answer shows is written down and linked in a transaction of its own
    assert (len(lasting(booked)), len(lasting(refused))) == (24 + journalled, 14)
    assert writing == ["INSERT", "UPDATE"]
