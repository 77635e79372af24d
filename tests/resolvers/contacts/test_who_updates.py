"""A contact is changed by who may, and only where it reads what it overwrites."""

from datetime import date
from typing import Any

import pytest

from models.sealing.values import Birth
from models.words import Channel, Function, Preset
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    BIRTH,
    IDENTITY,
    PHYSICIAN,
    REACH,
    World,
    contact,
    instruction,
    relationship,
    small_world,
)
from tests.resolvers.contacts.updating import NEW_NAME, asked, in_agenda, refused
from tests.support.writes import codes, nothing_written, written


async def test_an_unknown_contact_and_one_outside_the_scope_are_the_same(world: World) -> None:
    theirs = await in_agenda(world, professional_id=world.colleague)
    lawyer = await world.asked_by(Function.PROFESSIONAL, world.lawyer)
    absent = {(ErrorCode.NOT_FOUND, ("id",))}
    assert await refused(lawyer, theirs, **NEW_NAME) == absent
    assert await refused(lawyer, "con_aaaaaaaaaaaaaaaaaaaa", **NEW_NAME) == absent
    assert await refused(lawyer, "no id at all", **NEW_NAME) == absent
    partner = await world.asked_by(Function.PARTNER_SITE)
    assert await refused(partner, theirs, **NEW_NAME) == absent


@pytest.mark.parametrize(
    "function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS]
)
async def test_who_only_watches_changes_nothing(world: World, function: Function) -> None:
    known = await contact(world.here)
    assert await refused(await world.asked_by(function), known, **NEW_NAME) == {(ErrorCode.NOT_ALLOWED, ())}


async def test_the_controllers_side_changes_what_it_controls(world: World) -> None:
    known = await in_agenda(world)
    written(await asked(await world.asked_by(Function.PROFESSIONAL), known, **NEW_NAME))
    written(await asked(await world.asked_by(Function.ASSISTANT), known, version=2, phone="0698765432"))


async def test_the_professional_visited_changes_no_record_he_does_not_control(world: World) -> None:
    known = await contact(world.here, channel=Channel.ONLINE)
    await world.visit(known, channel=Channel.ONLINE)
    for function in (Function.PROFESSIONAL, Function.ASSISTANT):
        request = await world.asked_by(function)
        async with nothing_written():
            outcome = await asked(request, known, **NEW_NAME)
        assert codes(outcome) == {(ErrorCode.NOT_ALLOWED, ("id",))}
        assert "CSP L1110-4" in outcome.faults[0].details["articles"]


async def test_staff_change_only_the_categories_they_read_whole(world: World) -> None:
    known = await in_agenda(world, IDENTITY, REACH, BIRTH, PHYSICIAN)
    request = await world.asked_by(Function.ASSISTANT)
    changes: dict[str, Any] = {
        "birthDate": date(1990, 1, 1),
        "treatingPhysician": None,
        "phone": "0698765432",
    }
    assert await refused(request, known, **changes) == {
        (ErrorCode.NOT_ALLOWED, ("birthDate",)),
        (ErrorCode.NOT_ALLOWED, ("treatingPhysician",)),
    }


@pytest.mark.policy("S27")
async def test_a_processor_changes_what_an_instruction_opens_and_nothing_else(world: World) -> None:
    known = await in_agenda(world)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, known, phone="0698765432") == {(ErrorCode.NOT_ALLOWED, ("phone",))}
    await instruction(world.doctor, world.here.operator_id, categories="REACH")
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, known, phone="0698765432", **NEW_NAME) == {
        (ErrorCode.NOT_ALLOWED, ("lastName",))
    }
    written(await asked(desk, known, phone="0698765432"))


async def test_an_instruction_for_another_purpose_opens_no_change(world: World) -> None:
    known = await in_agenda(world)
    await instruction(world.doctor, world.here.operator_id, categories="REACH", purposes="CARE")
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, known, phone="0698765432") == {(ErrorCode.NOT_ALLOWED, ("phone",))}


async def test_the_cnil_preset_makes_the_desk_a_processor_of_what_it_hears(databases: object) -> None:
    assert databases
    world = await small_world(Preset.CNIL_GUIDE)
    known = await contact(world.here, professional_id=world.doctor)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, known, **NEW_NAME) == {(ErrorCode.NOT_ALLOWED, ("lastName",))}
    written(await asked(await world.asked_by(Function.PROFESSIONAL), known, **NEW_NAME))


async def test_a_partner_changes_what_it_registered(world: World) -> None:
    known = await contact(world.here, channel=Channel.ONLINE, partner_id=world.partner)
    written(await asked(await world.asked_by(Function.PARTNER_SITE), known, **NEW_NAME))


@pytest.mark.policy("S21b")
async def test_a_person_changes_its_own_data_and_its_childs_but_nobody_elses(world: World) -> None:
    person = await contact(world.here)
    child = await contact(world.here, IDENTITY, Birth(date(2020, 1, 1)), source_contact_id=person)
    adult = await contact(world.here, IDENTITY, source_contact_id=person)
    await relationship(person, child)
    await relationship(person, adult, kind="SPOUSE", power="NONE")
    request = await world.asked_by(Function.CONTACT, person)
    written(await asked(request, person, **NEW_NAME))
    written(await asked(request, child, **NEW_NAME))
    assert await refused(request, adult, **NEW_NAME) == {(ErrorCode.NOT_ALLOWED, ("id",))}
    stranger = await world.asked_by(Function.CONTACT, await contact(world.here))
    assert await refused(stranger, person, **NEW_NAME) == {(ErrorCode.NOT_FOUND, ("id",))}
