"""A relationship ends when either side says so, but no minor ends its parents' authority."""

import asyncio
from typing import Any

import pytest

from models.words import Category, Channel, Function, PartyRole
from resolvers.contacts.unlink import unlink_relative
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from tests.factories import DAY, NOW, World, contact, contact_row, relationship, rows_of
from tests.support.writes import codes, nothing_written, write, written

PARENTAL: dict[str, Any] = {"kind": "PARENT", "power": "PARENTAL_AUTHORITY"}
MANDATE: dict[str, Any] = {"kind": "CHILD", "power": "MANDATE", "proof": b"sealed"}


async def refused(request: Context, link: str) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await unlink_relative(request, write(), link))


async def ended(link: str, until: int = NOW) -> bool:
    ends = {str(row["id"]): int(row["valid_until"]) for row in await rows_of("relationship")}
    return ends[link] == until


async def test_who_acts_stops_acting_at_once(world: World) -> None:
    person, child = await contact(world.here), await contact(world.here)
    link = await relationship(person, child, **PARENTAL, valid_until=NOW + DAY)
    request = await world.asked_by(Function.CONTACT, person)
    assert written(await unlink_relative(request, write(), link)) == link
    assert await ended(link)
    after, record = await world.asked_by(Function.CONTACT, person), await contact_row(child)
    await after.lens.focus([record], ())
    assert after.lens.decide(record, Category.IDENTITY).role is PartyRole.NONE


@pytest.mark.parametrize("power", [MANDATE, {"kind": "SPOUSE", "power": "NONE"}])
async def test_an_adult_ends_what_is_done_in_its_name(world: World, power: dict[str, Any]) -> None:
    person, adult = await contact(world.here), await contact(world.here)
    link = await relationship(person, adult, **power)
    written(await unlink_relative(await world.asked_by(Function.CONTACT, adult), write(), link))
    assert await ended(link)


async def test_a_minor_does_not_end_parental_authority(world: World) -> None:
    person, child = await contact(world.here), await contact(world.here)
    link = await relationship(person, child, **PARENTAL)
    minor = await world.asked_by(Function.CONTACT, child)
    assert await refused(minor, link) == {(ErrorCode.NOT_ALLOWED, ("id",))}


async def test_staff_end_what_joins_two_records_they_control(world: World) -> None:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person, child = await contact(world.here, **mine), await contact(world.here, **mine)
    link = await relationship(person, child)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, link) == {(ErrorCode.NOT_ALLOWED, ("id",))}
    written(await unlink_relative(await world.asked_by(Function.ASSISTANT), write(), link))
    assert await ended(link)


async def test_a_relationship_of_others_does_not_exist(world: World) -> None:
    person, child = await contact(world.here), await contact(world.here)
    link = await relationship(person, child)
    absent = {(ErrorCode.NOT_FOUND, ("id",))}
    for request in (
        await world.asked_by(Function.CONTACT, await contact(world.here)),
        await world.asked_by(Function.PROFESSIONAL),
        await world.asked_by(Function.PROFESSIONAL, world.lawyer),
    ):
        assert await refused(request, link) == absent
        assert await refused(request, "rel_aaaaaaaaaaaaaaaaaaaa") == absent


async def test_half_a_relationship_in_scope_is_none(world: World) -> None:
    person = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    link = await relationship(person, await contact(world.here))
    assert await refused(await world.asked_by(Function.PROFESSIONAL), link) == {
        (ErrorCode.NOT_FOUND, ("id",))
    }


@pytest.mark.parametrize(
    "function",
    [Function.PARTNER_SITE, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS],
)
async def test_nobody_else_ends_a_relationship(world: World, function: Function) -> None:
    link = await relationship(await contact(world.here), await contact(world.here))
    assert await refused(await world.asked_by(function), link) == {(ErrorCode.NOT_ALLOWED, ())}


async def test_what_has_ended_stays_ended_as_it_was(world: World) -> None:
    person, child = await contact(world.here), await contact(world.here)
    link = await relationship(person, child, valid_until=NOW - DAY)
    request = await world.asked_by(Function.CONTACT, person)
    assert await refused(request, link) == {(ErrorCode.WRONG_STATE, ("id",))}


async def test_of_two_who_end_it_at_the_same_moment_one_does(world: World) -> None:
    person, adult = await contact(world.here), await contact(world.here)
    link = await relationship(person, adult, **MANDATE)
    requests = [await world.asked_by(Function.CONTACT, each) for each in (person, adult, person)]
    outcomes = await asyncio.gather(*(unlink_relative(each, write(), link) for each in requests))
    assert sorted(len(outcome.faults) for outcome in outcomes) == [0, 1, 1]


async def test_the_same_key_ends_once_and_answers_the_same(world: World) -> None:
    person, child = await contact(world.here), await contact(world.here)
    link = await relationship(person, child)
    request = await world.asked_by(Function.CONTACT, person)
    first = await unlink_relative(request, write("k"), link)
    later = await world.asked_by(Function.CONTACT, person, NOW + DAY // 2)
    assert await unlink_relative(later, write("k"), link) == first
    assert await ended(link)
