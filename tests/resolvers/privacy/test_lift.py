"""The person lifts its own restriction; whoever else lifts it has told the person first (art. 18(3))."""

from typing import Any

import pytest

from models.words import Channel, Function
from resolvers.context import Context
from resolvers.privacy.lift import Lifting, lift_restriction
from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import Outcome
from tests.factories import (
    DAY,
    HOUR,
    NOW,
    World,
    appointment_row,
    contact,
    contact_row,
    relationship,
)
from tests.support.writes import codes, nothing_written, write, written

SINCE = NOW - DAY


async def asked(
    request: Context, record_id: str, notice: int | None = None, version: int = 1, key: str | None = None
) -> Outcome:
    return await lift_restriction(request, write(key), Lifting(record_id, version, notice))


async def refused(
    request: Context, record_id: str, notice: int | None = None, version: int = 1
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await asked(request, record_id, notice, version))


async def restricted(world: World, **given: Any) -> str:
    return await contact(world.here, restricted_at=SINCE, **given)


async def test_the_person_lifts_its_own_restriction_without_telling_itself(world: World) -> None:
    person = await restricted(world)
    assert written(await asked(await world.asked_by(Function.CONTACT, person), person)) == person
    record = await contact_row(person)
    assert (record.restricted_at, record.version, record.updated_at) == (None, 2, NOW)


async def test_who_represents_the_person_lifts_it_too(world: World) -> None:
    person = await contact(world.here)
    child = await restricted(world, source_contact_id=person)
    await relationship(person, child)
    written(await asked(await world.asked_by(Function.CONTACT, person), child))


@pytest.mark.parametrize("function", [Function.PROFESSIONAL, Function.ASSISTANT, Function.PROTECTION_OFFICER])
async def test_who_answers_for_the_record_tells_the_person_first(world: World, function: Function) -> None:
    person = await restricted(world, channel=Channel.AGENDA, professional_id=world.doctor)
    request = await world.asked_by(function)
    assert await refused(request, person) == {(ErrorCode.MISSING_REQUIRED_DATA, ("noticeGivenAt",))}
    for notice in (SINCE - 1, NOW + 1, 0):
        assert await refused(request, person, notice) == {(ErrorCode.INVALID_PERIOD, ("noticeGivenAt",))}
    written(await asked(request, person, NOW - HOUR))
    assert (await contact_row(person)).restricted_at is None


async def test_a_processor_lifts_nothing(world: World) -> None:
    person = await restricted(world, channel=Channel.AGENDA, professional_id=world.doctor)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, person, NOW) == {(ErrorCode.NOT_ALLOWED, ("record",))}


@pytest.mark.parametrize("function", [Function.PARTNER_SITE, Function.TECHNICAL_ADMIN, Function.ANONYMOUS])
async def test_nobody_else_lifts(world: World, function: Function) -> None:
    person = await restricted(world)
    assert await refused(await world.asked_by(function), person, NOW) == {(ErrorCode.NOT_ALLOWED, ())}


async def test_an_unknown_record_and_one_outside_the_scope_are_the_same(world: World) -> None:
    person = await restricted(world)
    stranger = await world.asked_by(Function.CONTACT, await contact(world.here))
    absent = {(ErrorCode.NOT_FOUND, ("record",))}
    assert await refused(stranger, person) == absent
    assert await refused(stranger, "con_aaaaaaaaaaaaaaaaaaaa") == absent


async def test_what_is_not_restricted_or_erased_is_not_lifted(world: World) -> None:
    desk = await world.asked_by(Function.DESK_AGENT)
    wrong = {(ErrorCode.WRONG_STATE, ("record",))}
    assert await refused(desk, await contact(world.here), NOW) == wrong
    assert await refused(desk, await restricted(world, erased_at=NOW), NOW) == wrong


async def test_an_appointment_restricted_with_its_person_is_lifted_with_it_only(world: World) -> None:
    person = await restricted(world)
    entry = await world.visit(person)
    request = await world.asked_by(Function.CONTACT, person)
    assert (await appointment_row(entry)).restricted_at == SINCE
    assert await refused(request, entry) == {(ErrorCode.WRONG_STATE, ("record",))}
    written(await asked(request, person))
    assert (await appointment_row(entry)).restricted_at is None


async def test_a_stale_version_is_refused_with_the_current_one(world: World) -> None:
    person = await restricted(world, version=5)
    async with nothing_written():
        outcome = await asked(await world.asked_by(Function.CONTACT, person), person, version=4)
    assert codes(outcome) == {(ErrorCode.VERSION_CONFLICT, ("expectedVersion",))}
    assert outcome.faults[0].details == {"version": 5}


async def test_the_same_key_lifts_once_and_answers_the_same(world: World) -> None:
    person = await restricted(world)
    request = await world.asked_by(Function.CONTACT, person)
    first = await asked(request, person, key="k")
    assert await asked(request, person, key="k") == first
    assert (await contact_row(person)).version == 2
