"""The audit finds each breach that is planted, so that its silence means something."""

import pytest

from models.storage.transaction import Transaction, in_transaction
from models.words import Function
from tests.factories import NOW, contact, small_world
from tests.proof.audit import BREACHES, audit
from tests.proof.crowd import PATIENT
from tests.proof.guard import drop_guard
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.slots import at

PLANTED = {
    "two claims on one lane": ["UPDATE claim SET starts_at = (SELECT MIN(starts_at) FROM claim)"],
    "more seats than a claim has": [
        "UPDATE seat SET number = number + 7 WHERE claim_id = (SELECT MAX(id) FROM claim)",
        "UPDATE seat SET claim_id = (SELECT MIN(id) FROM claim)",
    ],
    "a seat in a freed claim": ["UPDATE claim SET state = 'FREED'"],
    "a claim that nobody sits in": ["DELETE FROM seat"],
    "two seats of one holder": ["UPDATE seat SET holder_id = (SELECT MIN(holder_id) FROM seat)"],
    "a seat of what is over": ["UPDATE appointment SET status = 'CANCELLED'"],
    "an appointment without its time": ["UPDATE claim SET ends_at = ends_at - 1"],
    "two appointments at one time": [
        "UPDATE appointment SET starts_at = (SELECT MIN(starts_at) FROM appointment)"
    ],
    "as many acts as versions": ["UPDATE appointment SET version = version + 1"],
    "a write of which the agenda was not told": ["DELETE FROM agenda_event"],
}


def test_every_breach_is_planted_once() -> None:
    assert PLANTED.keys() == BREACHES.keys()


@pytest.mark.usefixtures("databases")
@pytest.mark.parametrize("breach", PLANTED)
async def test_a_planted_breach_is_found(breach: str) -> None:
    client = Client(world := await small_world(), settings=PATIENT)
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    for clock in ("09:00", "10:00"):
        await book(client, desk, **booking(world, person, startsAt=at(clock)))
    assert await audit(NOW) == {}

    async def plant(transaction: Transaction) -> None:
        await drop_guard(transaction)
        for statement in PLANTED[breach]:
            await transaction.execute(statement)

    await in_transaction(plant)
    assert breach in await audit(NOW)
