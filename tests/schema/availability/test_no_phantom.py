"""On random agendas, through the API: what is listed is accepted, and what is refused is explained."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from models.storage.transaction import Transaction, in_transaction
from models.words import Function
from permissions.caller import Caller
from schema.http.settings import EndpointSettings
from tests.factories import HOUR, World, rows_of, small_world
from tests.schema.availability.asking import every_slot, explained
from tests.schema.availability.random_world import NOW, dice, randomise
from tests.support.booking import book
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

WINDOW = {"from": "2027-03-26T00:00:00Z", "to": "2027-04-01T00:00:00Z"}
SEEDS = range(7)
SAMPLE = 10
ROOMY = EndpointSettings(usual_rate=100_000)


async def forget_booking(appointment_id: str) -> None:
    """Put everything back as it was before a booking, so that the next one meets the same world."""

    async def work(transaction: Transaction) -> None:
        seats = await transaction.fetch(
            "SELECT claim_id, number FROM seat WHERE holder_id = ?", appointment_id
        )
        for seat in seats:
            await transaction.execute("DELETE FROM seat WHERE holder_id = ?", appointment_id)
            left = await transaction.fetch("SELECT 1 AS one FROM seat WHERE claim_id = ?", seat["claim_id"])
            if not left and seat["number"] == 0:
                await transaction.execute("DELETE FROM claim WHERE part_of = ?", seat["claim_id"])
                await transaction.execute("DELETE FROM claim WHERE id = ?", seat["claim_id"])
        await transaction.execute("DELETE FROM appointment WHERE id = ?", appointment_id)

    await in_transaction(work)


async def booked(client: Client, caller: Caller, **given: Any) -> list[str]:
    """Book, take it back, and return the codes it was refused with."""
    payload = await book(client, caller, **given)
    if payload["appointment"]:
        await forget_booking(payload["appointment"]["id"])
    return [error["code"] for error in payload["errors"]]


async def opened(seed: int) -> tuple[Random, Client, World, list[str], str]:
    random = dice(seed)
    world = await small_world()
    agendas, person = await randomise(random, world)
    return random, Client(world, now=NOW, settings=ROOMY), world, agendas, person


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_listed_time_is_accepted(seed: int) -> None:
    random, client, world, agendas, person = await opened(seed)
    desk, oneself = world.caller(Function.DESK_AGENT), world.caller(Function.CONTACT, person)
    caller = oneself if seed % 3 == 0 else desk
    before = await rows_of("claim")
    listed = await every_slot(client, caller, world, agendas=agendas, contact=person, **WINDOW)

    for slot in random.sample(listed, min(SAMPLE, len(listed))):
        assert await booked(client, caller, slotId=slot["slotId"], contactId=person) == []

    assert await rows_of("claim") == before


@pytest.mark.parametrize("seed", SEEDS)
async def test_what_is_booked_is_listed_and_what_is_refused_is_explained(seed: int) -> None:
    random, client, world, agendas, person = await opened(seed)
    desk = world.caller(Function.DESK_AGENT)
    listing = await every_slot(client, desk, world, agendas=agendas, contact=person, **WINDOW)
    listed = {(each["agenda"]["id"], each["startsAt"]): each["slotId"] for each in listing}
    for _ in range(SAMPLE):
        at = written(random_start(random, sorted(start for _, start in listed)))
        place = {"agenda": random.choice(agendas), "type": world.visit_type, "at": at, "contact": person}

        told = await explained(client, desk, world, **place)
        refused = await booked(
            client,
            desk,
            agendaId=place["agenda"],
            visitTypeId=world.visit_type,
            startsAt=at,
            contactId=person,
        )

        assert told["bookable"] is (refused == [])
        assert told["slotId"] == listed.get((place["agenda"], at))
        assert [each["code"] for each in told["refusals"]][:1] == refused
        check_nearest(told, {start for own, start in listed if own == place["agenda"]}, at)


def check_nearest(told: dict[str, Any], listed: set[str], at: str) -> None:
    """The nearest times told are listed ones, where the list has any on that side."""
    earlier, later = {each for each in listed if each < at}, {each for each in listed if each > at}
    if earlier:
        assert told["before"] == {"startsAt": max(earlier)}
    if later:
        assert told["after"] == {"startsAt": min(later)}


def random_start(random: Random, listed: list[str]) -> int:
    """Any time, or one not far from a time that is free."""
    if listed and random.random() < 0.7:
        near = int(datetime.fromisoformat(random.choice(listed)).timestamp())
        return near + random.choice((-90, -30, -10, 0, 0, 10, 20, 45)) * 60
    return NOW // HOUR * HOUR + random.randrange(-2 * 60, 110 * 60, 5) * 60


def written(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
