"""A contact is created with the channel of its caller's party, sealed, findable, or not at all."""

from datetime import date
from typing import Any

import pytest

from models.sealing.search_tokens import SearchKind
from models.sealing.values import Physician, PostalAddress
from models.words import Category, Channel, Function, Preset
from permissions import fields
from resolvers.contacts.create import create_contact
from resolvers.contacts.given import Given
from resolvers.contacts.search import Search, contacts_page
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    NOW,
    World,
    change,
    contact,
    contact_row,
    partner,
    professional,
    rows_of,
    small_world,
)
from tests.resolvers.contacts.creating import ZOE, created, refused
from tests.support.writes import codes, nothing_written, write


async def shown(request: Context, contact_id: str) -> dict[str, Any]:
    record = await contact_row(contact_id)
    await request.lens.focus([record], list(Category))
    asked = (fields.LAST_NAME, fields.FIRST_NAME, fields.PHONE, fields.BIRTH_DATE, fields.ADDRESS)
    return {field.name: request.lens.show(record, field).value for field in asked}


@pytest.mark.policy("S26")
async def test_the_professional_writes_in_his_agenda_and_controls_what_he_writes(world: World) -> None:
    request = await world.asked_by(Function.PROFESSIONAL)
    record = await contact_row(await created(request))
    assert (record.channel, record.professional_id) == (Channel.AGENDA, world.doctor)
    assert (record.partner_id, record.source_contact_id) == (None, None)
    assert (record.entered_by, record.collected_at, record.version) == (world.doctor, NOW, 1)
    assert request.lens.view.caller.party_id == world.doctor
    await request.lens.focus([record], ())
    assert request.lens.controller(record).party_id == world.doctor


async def test_staff_write_for_one_of_their_professionals(world: World) -> None:
    request = await world.asked_by(Function.ASSISTANT)
    record = await contact_row(await created(request, world.colleague))
    assert (record.channel, record.professional_id) == (Channel.AGENDA, world.colleague)
    assert record.entered_by == world.practice


async def test_staff_of_one_professional_need_not_name_him(world: World) -> None:
    caller = world.caller(Function.ASSISTANT, professional_ids=frozenset({world.doctor}))
    record = await contact_row(await created(await world.request(caller)))
    assert record.professional_id == world.doctor


@pytest.mark.policy("S4", "S25")
async def test_the_desk_writes_what_it_hears_on_the_phone(world: World) -> None:
    request = await world.asked_by(Function.DESK_AGENT)
    record = await contact_row(await created(request, world.doctor))
    assert (record.channel, record.professional_id) == (Channel.PHONE, world.doctor)
    assert (await contact_row(await created(request))).professional_id is None


@pytest.mark.policy("S16", "S25")
async def test_a_partner_registers_online_and_only_as_itself(world: World) -> None:
    record = await contact_row(await created(await world.asked_by(Function.PARTNER_SITE), world.doctor))
    assert (record.channel, record.partner_id) == (Channel.ONLINE, world.partner)
    assert record.professional_id == world.doctor


async def test_a_contact_creates_a_relative_that_needs_no_reach(world: World) -> None:
    parent = await contact(world.here)
    record = await contact_row(await created(await world.asked_by(Function.CONTACT, parent), phone=None))
    assert (record.channel, record.source_contact_id) == (Channel.ONLINE, parent)
    assert record.professional_id is None
    assert record.reach is None


@pytest.mark.parametrize(
    "function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS]
)
async def test_nobody_else_writes_a_contact_and_not_even_the_key_is_kept(
    world: World, function: Function
) -> None:
    request = await world.asked_by(function)
    async with nothing_written():
        outcome = await create_contact(request, write(key="mine"), Given(ZOE), None)
    assert codes(outcome) == {(ErrorCode.NOT_ALLOWED, ())}
    assert outcome.faults[0].details["articles"]


async def test_the_wall_between_professionals_holds_for_writing(world: World) -> None:
    denied = {(ErrorCode.NOT_ALLOWED, ("professionalId",))}
    assert await refused(await world.asked_by(Function.PROFESSIONAL), world.colleague) == denied
    assert await refused(await world.asked_by(Function.ASSISTANT), world.lawyer) == denied


async def test_a_contact_writes_into_nobodys_files(world: World) -> None:
    request = await world.asked_by(Function.CONTACT, await contact(world.here))
    assert await refused(request, world.doctor) == {(ErrorCode.NOT_ALLOWED, ("professionalId",))}


async def test_staff_of_several_professionals_must_say_for_whom(world: World) -> None:
    missing = {(ErrorCode.MISSING_REQUIRED_DATA, ("professionalId",))}
    assert await refused(await world.asked_by(Function.ASSISTANT)) == missing


async def test_a_professional_who_is_unknown_or_gone_is_not_found(world: World) -> None:
    request, gone = await world.asked_by(Function.DESK_AGENT), await professional(active=False)
    absent = {(ErrorCode.NOT_FOUND, ("professionalId",))}
    assert await refused(request, "pro_aaaaaaaaaaaaaaaaaaaa") == absent
    assert await refused(request, gone) == absent


@pytest.mark.policy("S15")
async def test_a_partner_whose_guarantee_expired_writes_nothing(world: World) -> None:
    expired = await partner(guarantee_until=NOW - 1)
    assert await refused(await world.asked_by(Function.PARTNER_SITE, expired)) == {
        (ErrorCode.NOT_ALLOWED, ())
    }
    await change("partner", expired, guarantee_until=NOW)
    await created(await world.asked_by(Function.PARTNER_SITE, expired))


@pytest.mark.parametrize("function", [Function.DESK_AGENT, Function.PARTNER_SITE, Function.PROFESSIONAL])
@pytest.mark.policy("S8")
async def test_names_and_a_way_to_reach_the_person_are_mandatory(world: World, function: Function) -> None:
    request = await world.asked_by(function)
    async with nothing_written():
        outcome = await create_contact(request, write(), Given({"lastName": None}), None)
    assert codes(outcome) == {
        (ErrorCode.MISSING_REQUIRED_DATA, ("lastName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("firstName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("phone",)),
    }
    await created(request, phone=None, email="zoe@example.org")


async def test_a_relative_needs_names_all_the_same(world: World) -> None:
    request = await world.asked_by(Function.CONTACT, await contact(world.here))
    async with nothing_written():
        outcome = await create_contact(request, write(), Given({}), None)
    assert codes(outcome) == {
        (ErrorCode.MISSING_REQUIRED_DATA, ("lastName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("firstName",)),
    }


async def test_every_fault_is_told_at_once_and_no_value_with_it(world: World) -> None:
    request = await world.asked_by(Function.DESK_AGENT)
    given: dict[str, Any] = {
        "lastName": "R2D2",
        "firstName": "•••",
        "birthDate": date(1850, 1, 1),
        "phone": "0612",
        "email": "nobody",
        "address": PostalAddress((), None, "", "XX"),
        "treatingPhysician": Physician("Dr Roux"),
    }
    async with nothing_written():
        outcome = await create_contact(request, write(), Given(given), "pro_aaaaaaaaaaaaaaaaaaaa")
    assert codes(outcome) == {
        (ErrorCode.NOT_FOUND, ("professionalId",)),
        (ErrorCode.INVALID_NAME, ("lastName",)),
        (ErrorCode.MASK_WRITTEN_BACK, ("firstName",)),
        (ErrorCode.INVALID_BIRTH_DATE, ("birthDate",)),
        (ErrorCode.INVALID_PHONE, ("phone",)),
        (ErrorCode.INVALID_EMAIL, ("email",)),
        (ErrorCode.INVALID_ADDRESS, ("address", "city")),
        (ErrorCode.INVALID_ADDRESS, ("address", "country")),
    }
    assert not any(str(value) in repr(outcome) for value in ("R2D2", "0612", "nobody", "1850"))


@pytest.mark.policy("S6")
async def test_what_the_professional_does_not_collect_is_refused(world: World) -> None:
    shy = await professional(collects="IDENTITY REACH")
    request = await world.asked_by(Function.PROFESSIONAL, shy)
    outcome = await create_contact(
        request, write(), Given(ZOE | {"treatingPhysician": Physician("Dr Roux")}), None
    )
    assert codes(outcome) == {
        (ErrorCode.CATEGORY_NOT_COLLECTED, ("birthDate",)),
        (ErrorCode.CATEGORY_NOT_COLLECTED, ("treatingPhysician",)),
    }
    assert {fault.details["category"] for fault in outcome.faults} == {"BIRTH", "PHYSICIAN"}
    await created(request, birthDate=None)


@pytest.mark.policy("S6f")
async def test_a_treating_physician_exists_in_the_health_sector_only(world: World) -> None:
    wrong = {(ErrorCode.CATEGORY_NOT_COLLECTED, ("treatingPhysician",))}
    physician = Physician("Dr Roux", "Dijon", "10001234565")
    await change("professional", world.lawyer, collects="BIRTH IDENTITY PHYSICIAN REACH")
    lawyer = await world.asked_by(Function.PROFESSIONAL, world.lawyer)
    assert await refused(lawyer, treatingPhysician=physician) == wrong
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, treatingPhysician=physician) == wrong
    record = await contact_row(await created(desk, world.doctor, treatingPhysician=physician))
    await desk.lens.focus([record], list(Category))
    assert desk.lens.show(record, fields.TREATING_PHYSICIAN).value == "Dr Roux"


@pytest.mark.parametrize("mask", ["•• •• •• •• 78", "Masqué", " withheld ", "Erased", "Traitement limité"])
async def test_a_mask_is_nobodys_name(world: World, mask: str) -> None:
    request = await world.asked_by(Function.DESK_AGENT)
    assert await refused(request, lastName=mask) == {(ErrorCode.MASK_WRITTEN_BACK, ("lastName",))}


@pytest.mark.policy("S13")
async def test_what_is_stored_is_sealed_and_opens_to_its_controller(world: World) -> None:
    request = await world.asked_by(Function.DESK_AGENT)
    address = PostalAddress(("5 rue du golf",), "21800", "Quétigny")
    contact_id = await created(request, address=address)
    assert await shown(request, contact_id) == {
        "lastName": "Lefèvre",
        "firstName": "Zoé",
        "phone": "+33612345678",
        "birthDate": date(1980, 2, 29),
        "address": PostalAddress(("5 rue du golf",), "21800", "Quétigny", "FR"),
    }
    stored = repr([dict(row) for row in await rows_of("contact")])
    assert not any(word in stored for word in ("Lef", "Zo", "612345678", "1980", "golf"))


async def test_a_contact_is_found_behind_its_controllers_wall_and_no_other(world: World) -> None:
    request = await world.asked_by(Function.PROFESSIONAL)
    mine = await created(request)
    for search in (
        Search(SearchKind.NAME, "lefevre zoe", date(1980, 2, 29)),
        Search(SearchKind.PHONE, "0612345678"),
    ):
        assert [each.id for each in (await contacts_page(request, search, None, None)).items] == [mine]
        desk = await world.asked_by(Function.DESK_AGENT)
        assert (await contacts_page(desk, search, None, None)).items == []


@pytest.mark.parametrize("preset", list(Preset))
async def test_the_preset_in_force_decides_behind_which_wall(databases: object, preset: Preset) -> None:
    assert databases
    world = await small_world(preset)
    mine = await created(await world.asked_by(Function.DESK_AGENT), world.doctor)
    desk = await world.asked_by(Function.DESK_AGENT)
    found = await contacts_page(desk, Search(SearchKind.PHONE, "0612345678"), None, None)
    assert [each.id for each in found.items] == ([mine] if preset is Preset.POLICY else [])
