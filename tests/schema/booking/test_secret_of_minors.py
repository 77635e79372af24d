"""A minor's secret is for minors (CSP L1111-5), and its refusal tells nobody an age that he may not read."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from models.sealing.values import Birth
from models.storage.reading import fetch
from models.words import Category, Channel, Function
from permissions.caller import Caller
from tests.factories import IDENTITY, NOW, World, change, contact, instruction, rows_of, small_world
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.slots import at, traces
from tests.support.waiting import join, series

pytestmark = pytest.mark.usefixtures("databases")

ADULT = date(1980, 2, 29)
OF_AGE_TODAY = date(2008, 11, 23)
OF_AGE_TOMORROW = date(2008, 11, 24)
OF_AGE_THIS_YEAR = date(2008, 1, 1)
MINOR = date(2012, 5, 4)

Road = Callable[[Client, Caller, str], Awaitable[dict[str, Any]]]
ROADS: dict[str, Road] = {
    "book": lambda client, caller, who: book(client, caller, **booking(client.world, who, secret=True)),
    "series": lambda client, caller, who: series(client, caller, who, startsAt=[at("09:00")], secret=True),
    "waitlist": lambda client, caller, who: join(client, caller, who, secret=True),
}
each_road = pytest.mark.parametrize("road", ROADS)
REFUSED = [("NOT_ALLOWED", ["secret"])]


def told(payload: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(each["code"], each["path"]) for each in payload["errors"]]


async def born(world: World, day: date | None, **given: Any) -> str:
    values = (IDENTITY,) if day is None else (IDENTITY, Birth(day))
    return await contact(world.here, *values, **given)


async def reader(world: World, function: Function, day: date | None) -> tuple[Caller, str]:
    """Return a caller who reads when a contact is born, and the contact."""
    if function is Function.CONTACT:
        person = await born(world, day, channel=Channel.ONLINE)
        return world.caller(function, person), person
    if function is Function.PARTNER_SITE:
        return world.caller(function), await born(
            world, day, channel=Channel.ONLINE, partner_id=world.partner
        )
    if function is Function.PROFESSIONAL:
        here = {"channel": Channel.AGENDA, "professional_id": world.doctor, "entered_by": world.doctor}
        return world.caller(function), await born(world, day, **here)
    return world.caller(function), await born(world, day)


READERS = (Function.DESK_AGENT, Function.PROFESSIONAL, Function.PARTNER_SITE, Function.CONTACT)


@pytest.mark.policy("S6h")
@pytest.mark.parametrize("day", [ADULT, OF_AGE_TODAY], ids=["adult", "of age today"])
@pytest.mark.parametrize("function", READERS)
@each_road
async def test_an_adult_keeps_no_minors_secret(road: str, function: Function, day: date) -> None:
    client = Client(world := await small_world())
    caller, person = await reader(world, function, day)
    before = await traces()

    assert told(await ROADS[road](client, caller, person)) == REFUSED
    assert (await traces(), await rows_of("waitlist")) == (before, [])


@pytest.mark.policy("S6h")
@pytest.mark.parametrize("day", [MINOR, OF_AGE_TOMORROW, None], ids=["minor", "of age tomorrow", "unknown"])
@pytest.mark.parametrize("function", READERS)
@each_road
async def test_a_minor_or_who_may_be_one_keeps_a_secret(
    road: str, function: Function, day: date | None
) -> None:
    client = Client(world := await small_world())
    caller, person = await reader(world, function, day)

    assert told(await ROADS[road](client, caller, person)) == []


@each_road
async def test_who_reads_the_year_alone_is_told_by_the_year_alone(road: str) -> None:
    """Staff sees 2008 of either birthday, and so hears one answer for both."""
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, capacity=2)
    staff = world.caller(Function.ASSISTANT)
    here = {"channel": Channel.AGENDA, "professional_id": world.doctor, "entered_by": world.doctor}
    days = (date(2007, 12, 31), OF_AGE_THIS_YEAR, OF_AGE_TOMORROW)

    answers = [told(await ROADS[road](client, staff, await born(world, day, **here))) for day in days]

    assert answers == [REFUSED, [], []]


@each_road
async def test_who_reads_no_birth_date_is_answered_alike_for_an_adult_and_a_minor(road: str) -> None:
    """The desk may book by an instruction that opens the name alone: the refusal would tell it the age."""
    client = Client(world := await small_world())
    await change("visit_type", world.visit_type, capacity=2)
    await instruction(world.doctor, world.here.operator_id, categories=Category.IDENTITY)
    here = {"channel": Channel.AGENDA, "professional_id": world.doctor, "entered_by": world.doctor}
    desk = world.caller(Function.DESK_AGENT)

    answers = [
        told(await ROADS[road](client, desk, await born(world, day, **here))) for day in (ADULT, MINOR)
    ]

    assert answers == [[], []]


@each_road
async def test_weighing_the_age_leaves_no_reading_in_the_journal(road: str) -> None:
    """Nothing of the birth date is shown; and an entry would tell who represents the child of its secret."""
    client = Client(world := await small_world())
    for day in (ADULT, MINOR):
        person = await born(world, day, channel=Channel.ONLINE)
        await ROADS[road](client, world.caller(Function.CONTACT, person), person)

    shown = await fetch("SELECT shown FROM journal WHERE verb = 'READ'")
    assert [row for row in shown if "BIRTH" in row["shown"]] == []


async def test_who_is_erased_or_whose_key_is_gone_is_unknown_as_ever() -> None:
    client = Client(world := await small_world())
    person = await born(world, ADULT)
    erased = await born(world, ADULT, erased_at=NOW)
    await world.here.keyring.destroy_data_key(person)
    desk = world.caller(Function.DESK_AGENT)

    for who in (person, erased):
        assert told(await ROADS["book"](client, desk, who)) == [("NOT_FOUND", ["contactId"])]
        assert REFUSED[0] not in told(await ROADS["waitlist"](client, desk, who))
