"""A restricted record is only kept: the person, or who answers for the record, says so (art. 18)."""

import asyncio

import pytest

from models.words import Category, Channel, FieldState, Function
from permissions.standing import Record
from resolvers.context import Context
from resolvers.privacy.restrict import Restriction, restrict_processing
from resolvers.privacy.restriction import RestrictionGround
from resolvers.writing.fault import ErrorCode
from resolvers.writing.once import Outcome
from tests.factories import (
    HOUR,
    NOW,
    World,
    appointment_row,
    contact,
    contact_row,
    relationship,
)
from tests.support.writes import codes, nothing_written, write, written


async def asked(request: Context, record_id: str, version: int = 1, key: str | None = None) -> Outcome:
    ground = RestrictionGround.ACCURACY_CONTESTED
    return await restrict_processing(request, write(key), Restriction(record_id, ground, version))


async def refused(
    request: Context, record_id: str, version: int = 1
) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        return codes(await asked(request, record_id, version))


async def states(request: Context, record: Record, *categories: Category) -> set[FieldState]:
    await request.lens.focus([record], categories)
    return {request.lens.decide(record, category).state for category in categories}


@pytest.mark.policy("S18", "S21e")
async def test_a_person_restricts_its_own_record_and_reads_it_alone(world: World) -> None:
    person = await contact(world.here)
    assert written(await asked(await world.asked_by(Function.CONTACT, person), person)) == person
    record = await contact_row(person)
    assert (record.restricted_at, record.version, record.updated_at) == (NOW, 2, NOW)
    everything = (Category.IDENTITY, Category.REACH, Category.BIRTH)
    own = await world.asked_by(Function.CONTACT, person)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await states(own, record, *everything) == {FieldState.CLEAR}
    assert await states(desk, record, *everything) == {FieldState.RESTRICTED}


async def test_a_person_restricts_one_appointment_and_the_others_go_on(world: World) -> None:
    person = await contact(world.here)
    first = await world.visit(person, channel=Channel.PHONE)
    second = await world.visit(person, channel=Channel.PHONE, starts_at=NOW + 3 * HOUR)
    written(await asked(await world.asked_by(Function.CONTACT, person), first))
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await states(desk, await appointment_row(first), Category.REASON) == {FieldState.RESTRICTED}
    assert await states(desk, await appointment_row(second), Category.REASON) == {FieldState.CLEAR}
    assert (await contact_row(person)).restricted_at is None


async def test_who_represents_a_person_restricts_in_its_name_and_a_mere_booker_does_not(world: World) -> None:
    person = await contact(world.here)
    child = await contact(world.here, source_contact_id=person)
    adult = await contact(world.here, source_contact_id=person)
    await relationship(person, child)
    request = await world.asked_by(Function.CONTACT, person)
    written(await asked(request, child))
    assert await refused(request, adult) == {(ErrorCode.NOT_ALLOWED, ("record",))}
    booked = await world.visit(adult, channel=Channel.ONLINE, booked_by_contact_id=person)
    assert await refused(request, booked) == {(ErrorCode.NOT_ALLOWED, ("record",))}


@pytest.mark.parametrize("function", [Function.PROFESSIONAL, Function.ASSISTANT, Function.PROTECTION_OFFICER])
async def test_the_controller_and_the_officer_restrict(world: World, function: Function) -> None:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    written(await asked(await world.asked_by(function), person))


async def test_a_processor_passes_the_request_on_and_restricts_nothing_itself(world: World) -> None:
    person = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    entry = await world.visit(person)
    desk = await world.asked_by(Function.DESK_AGENT)
    async with nothing_written():
        outcome = await asked(desk, person)
    assert codes(outcome) == {(ErrorCode.NOT_ALLOWED, ("record",))}
    assert outcome.faults[0].details == {"articles": ["28(3)(a)", "29", "25(2)"]}
    assert await refused(desk, entry) == {(ErrorCode.NOT_ALLOWED, ("record",))}


async def test_the_professional_visited_restricts_nothing_he_does_not_control(world: World) -> None:
    person = await contact(world.here)
    entry = await world.visit(person, channel=Channel.PHONE)
    doctor = await world.asked_by(Function.PROFESSIONAL)
    for record_id in (person, entry):
        assert await refused(doctor, record_id) == {(ErrorCode.NOT_ALLOWED, ("record",))}
    written(await asked(await world.asked_by(Function.DESK_AGENT), entry))


@pytest.mark.parametrize("function", [Function.PARTNER_SITE, Function.TECHNICAL_ADMIN, Function.ANONYMOUS])
async def test_nobody_else_restricts(world: World, function: Function) -> None:
    person = await contact(world.here, channel=Channel.ONLINE, partner_id=world.partner)
    assert await refused(await world.asked_by(function), person) == {(ErrorCode.NOT_ALLOWED, ())}


@pytest.mark.parametrize("record_id", ["con_aaaaaaaaaaaaaaaaaaaa", "apt_aaaaaaaaaaaaaaaaaaaa", "pro_a", ""])
async def test_what_is_unknown_or_no_record_is_not_found(world: World, record_id: str) -> None:
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, record_id) == {(ErrorCode.NOT_FOUND, ("record",))}


async def test_what_lies_outside_the_scope_is_not_found_either(world: World) -> None:
    person = await contact(world.here)
    entry = await world.visit(person, channel=Channel.PHONE)
    for request in (
        await world.asked_by(Function.CONTACT, await contact(world.here)),
        await world.asked_by(Function.PROFESSIONAL, world.lawyer),
    ):
        for record_id in (person, entry, world.doctor, world.agenda):
            assert await refused(request, record_id) == {(ErrorCode.NOT_FOUND, ("record",))}


async def test_a_record_that_is_restricted_or_erased_is_not_restricted(world: World) -> None:
    desk = await world.asked_by(Function.DESK_AGENT)
    for record_id in (
        await contact(world.here, restricted_at=NOW - HOUR),
        await contact(world.here, erased_at=NOW - HOUR),
    ):
        assert await refused(desk, record_id) == {(ErrorCode.WRONG_STATE, ("record",))}


async def test_an_appointment_of_a_restricted_person_may_be_restricted_on_its_own(world: World) -> None:
    person = await contact(world.here, restricted_at=NOW - HOUR)
    entry = await world.visit(person, channel=Channel.PHONE)
    written(await asked(await world.asked_by(Function.CONTACT, person), entry))


async def test_a_stale_version_is_refused_with_the_current_one(world: World) -> None:
    person = await contact(world.here, version=3)
    async with nothing_written():
        outcome = await asked(await world.asked_by(Function.CONTACT, person), person, version=2)
    assert codes(outcome) == {(ErrorCode.VERSION_CONFLICT, ("expectedVersion",))}
    assert outcome.faults[0].details == {"version": 3}


async def test_of_two_at_the_same_moment_one_restricts(world: World) -> None:
    person = await contact(world.here)
    requests = [await world.asked_by(Function.CONTACT, person) for _ in range(3)]
    outcomes = await asyncio.gather(*(asked(request, person) for request in requests))
    assert sorted(len(outcome.faults) for outcome in outcomes) == [0, 1, 1]
    assert (await contact_row(person)).version == 2


async def test_the_same_key_restricts_once_and_answers_the_same(world: World) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    first = await asked(request, person, key="k")
    assert await asked(request, person, key="k") == first
    assert (await contact_row(person)).version == 2
