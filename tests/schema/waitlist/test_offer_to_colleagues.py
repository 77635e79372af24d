"""An offer is that of the party who joined, in its function: any colleague may take it, and nobody else."""

import pytest

from models.ids import Kind, new_id
from models.words import Function
from permissions.caller import Caller
from tests.factories import World, contact, rows_of, small_world
from tests.support.booking import book, partners_contact
from tests.support.changing import codes, with_hold
from tests.support.client import Client
from tests.support.slots import held, taken_spans
from tests.support.waiting import entry, free_nine, joined

pytestmark = pytest.mark.usefixtures("databases")


async def _waits_for(world: World, function: Function) -> str:
    return await (partners_contact if function is Function.PARTNER_SITE else _of_the_house)(world)


async def _of_the_house(world: World) -> str:
    return await contact(world.here)


def _colleagues(world: World, function: Function) -> tuple[Caller, Caller]:
    one, other = [world.caller(function, account_id=new_id(Kind.ACCOUNT)) for _ in range(2)]
    return one, other


@pytest.mark.parametrize(
    "function", [Function.DESK_AGENT, Function.ASSISTANT, Function.PROFESSIONAL, Function.PARTNER_SITE]
)
async def test_a_colleague_sees_an_offer_and_books_it(function: Function) -> None:
    client = Client(world := await small_world())
    one, other = _colleagues(world, function)
    person = await _waits_for(world, function)
    if function in {Function.ASSISTANT, Function.PROFESSIONAL}:
        await world.visit(person)
    waiting = await joined(client, one, person)
    await free_nine(client)

    offered = (await entry(client, other, waiting))["hold"]
    made = await book(client, other, holdId=offered["id"], contactId=person)

    assert codes(made) == []
    assert {row["state"] for row in await rows_of("waitlist")} == {"BOOKED"}


async def test_a_colleague_gives_an_offer_back() -> None:
    client = Client(world := await small_world())
    one, other = _colleagues(world, Function.DESK_AGENT)
    waiting = await joined(client, one, await contact(world.here))
    await free_nine(client)
    offered = (await entry(client, other, waiting))["hold"]["id"]

    extended = await with_hold(client, other, "extendHold", offered)
    released = await with_hold(client, other, "releaseHold", offered)

    assert (codes(extended), codes(released)) == (["LIMIT_REACHED"], [])
    assert await taken_spans(world.doctor) == []


async def test_an_offer_to_the_desk_is_nobody_elses() -> None:
    client = Client(world := await small_world())
    one, _ = _colleagues(world, Function.DESK_AGENT)
    person = await contact(world.here)
    waiting = await joined(client, one, person)
    await free_nine(client)
    offered = (await entry(client, one, waiting))["hold"]["id"]

    strangers = [Function.PROFESSIONAL, Function.ASSISTANT, Function.PARTNER_SITE]
    answers = [await book(client, world.caller(each), holdId=offered, contactId=person) for each in strangers]
    answers.append(
        await book(client, world.caller(Function.CONTACT, person), holdId=offered, contactId=person)
    )

    assert [codes(each) for each in answers] == [["HOLD_NOT_YOURS"]] * 4


async def test_a_hold_of_ones_own_is_no_colleagues() -> None:
    client = Client(world := await small_world())
    one, other = _colleagues(world, Function.DESK_AGENT)
    kept = await held(client, one)

    assert codes(await with_hold(client, other, "releaseHold", kept)) == ["HOLD_NOT_YOURS"]


async def test_nobody_is_offered_a_time_again_through_a_colleague() -> None:
    client = Client(world := await small_world())
    one, other = _colleagues(world, Function.DESK_AGENT)
    waiting = await joined(client, one, await contact(world.here))
    await free_nine(client)
    offered = (await entry(client, other, waiting))["hold"]["id"]
    await with_hold(client, other, "releaseHold", offered)

    await free_nine(client)

    assert (await entry(client, one, waiting))["state"] == "WAITING"
