"""The lens: it decides before it opens, and opens nothing that was not decided."""

from typing import Any

import pytest

from models.sealing.cipher import open_sealed
from models.sealing.values import Birth, Identity, PostalAddress, Reach
from models.words import Category, FieldState, Function
from permissions import fields
from permissions.policy import Standing
from tests.factories import (
    BIRTH,
    NOTE,
    NOW,
    REASON,
    World,
    appointment,
    appointment_row,
    contact,
    contact_row,
    instruction,
    small_world,
)

pytestmark = pytest.mark.usefixtures("databases")

EVERY = frozenset(Category)


async def patient(world: World, *values: Any) -> Any:
    owner = {"channel": "AGENDA", "professional_id": world.doctor}
    return await contact_row(await contact(world.here, *values, **owner))


async def visit(world: World, contact_id: str, *values: Any, **given: Any) -> Any:
    place = {"agenda_id": world.agenda, "visit_type_id": world.visit_type}
    made = await appointment(
        world.here,
        *values,
        contact_id=contact_id,
        professional_id=world.doctor,
        starts_at=NOW,
        **place,
        **given,
    )
    return await appointment_row(made)


async def test_a_lens_that_was_never_focused_decides_nothing() -> None:
    world = await small_world()
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    with pytest.raises(LookupError, match="focused"):
        lens.decide(await patient(world), Category.IDENTITY)


async def test_a_focus_on_nothing_fetches_nothing_and_a_second_one_fetches_what_is_new() -> None:
    world = await small_world()
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    await lens.focus([], EVERY)
    with pytest.raises(LookupError):
        lens.decide(await patient(world), Category.IDENTITY)
    one, other = await patient(world), await patient(world)
    await lens.focus([one], EVERY)
    with pytest.raises(KeyError):
        lens.show(other, fields.LAST_NAME)
    await lens.focus([one, other], EVERY)
    assert lens.show(other, fields.LAST_NAME).value == "Lefèvre"


async def test_a_withheld_value_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await small_world()
    entry = await visit(world, (await patient(world)).id, REASON, NOTE)
    opened: list[Any] = []
    monkeypatch.setattr("permissions.lens.open_sealed", lambda *given: opened.append(given))
    for function in (Function.DESK_AGENT, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN):
        lens = (await world.asked_by(function)).lens
        await lens.focus([entry], EVERY)
        assert lens.show(entry, fields.VISIT_REASON).state is FieldState.WITHHELD
        assert lens.show(entry, fields.NOTE).state is FieldState.WITHHELD
    assert opened == []


async def test_a_category_is_opened_once_for_all_its_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await small_world()
    person = await patient(world)
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    await lens.focus([person], EVERY)
    opened: list[Any] = []

    def open_and_count(*given: Any) -> bytes:
        opened.append(given)
        return open_sealed(*given)

    monkeypatch.setattr("permissions.lens.open_sealed", open_and_count)
    for field in (fields.LAST_NAME, fields.FIRST_NAME, fields.BIRTH_NAME, fields.LAST_NAME):
        lens.show(person, field)
    assert len(opened) == 1


async def test_an_address_without_a_town_has_no_part_to_show() -> None:
    world = await small_world()
    home = PostalAddress(("3 rue Basse",), "21000", None, "FR")
    person = await patient(world, Identity("Roy"), Reach(None, None, home))
    lens = (await world.asked_by(Function.DESK_AGENT)).lens
    await lens.focus([person], EVERY)

    shown = lens.show(person, fields.ADDRESS)

    assert (shown.state, shown.value, shown.display, shown.partial) == (
        FieldState.WITHHELD,
        None,
        "Withheld",
        None,
    )
    assert lens.show(person, fields.PHONE).state is FieldState.EMPTY


async def test_what_is_shown_prints_nothing_of_its_value() -> None:
    world = await small_world()
    person = await patient(world)
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    await lens.focus([person], EVERY)
    shown = lens.show(person, fields.LAST_NAME)
    assert shown.value == "Lefèvre"
    assert "Lef" not in repr(shown) + repr(lens) + repr(person)


async def test_values_are_handed_to_a_writer_only_where_they_are_read_whole() -> None:
    world = await small_world()
    person = await patient(world, Identity("Roy"), BIRTH)
    own = (await world.asked_by(Function.PROFESSIONAL)).lens
    await own.focus([person], EVERY)
    assert own.values_of(person, Category.IDENTITY) == Identity("Roy")
    assert own.values_of(person, Category.BIRTH) == Birth(BIRTH.birth_date)
    assert own.values_of(person, Category.REACH) is None
    for function in (Function.DESK_AGENT, Function.PROTECTION_OFFICER):
        lens = (await world.asked_by(function)).lens
        await lens.focus([person], EVERY)
        with pytest.raises(LookupError, match="reads a category whole"):
            lens.values_of(person, Category.IDENTITY)


async def test_values_whose_key_is_gone_are_handed_to_nobody() -> None:
    world = await small_world()
    person = await patient(world)
    await world.here.keyring.destroy_data_key(person.id)
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    await lens.focus([person], EVERY)
    with pytest.raises(LookupError, match="key is gone"):
        lens.values_of(person, Category.IDENTITY)
    assert lens.show(person, fields.LAST_NAME).state is FieldState.ERASED


@pytest.mark.parametrize("silent", [False, True])
async def test_of_what_a_gone_key_sealed_not_even_that_it_was_there_is_told(silent: bool) -> None:
    world = await small_world()
    person = await contact_row(
        await contact(world.here, channel="PHONE", states=f"HIDDEN:{world.doctor}" if silent else None)
    )
    full = await visit(world, person.id, REASON, NOTE, channel="PHONE")
    bare = full._replace(id=full.id[:-1] + "_", reason=None, note=None)
    await world.here.keyring.destroy_data_key(person.id)
    lens = (await world.asked_by(Function.PROFESSIONAL)).lens
    await lens.focus([full, bare], EVERY)

    for field in (fields.VISIT_REASON, fields.NOTE):
        seen, unseen = lens.show(full, field), lens.show(bare, field)
        assert (seen.state, seen.display, seen.decision) == (unseen.state, unseen.display, unseen.decision)
        assert seen.state is FieldState.ERASED
    decisions = [decision for _, decision in lens.looked]
    assert {each.told for each in decisions} == {FieldState.ERASED}


@pytest.mark.policy("S27")
async def test_the_latest_instruction_in_force_is_the_one_that_is_named() -> None:
    world = await small_world()
    entry = await visit(world, (await patient(world)).id)
    processor = world.here.operator_id
    await instruction(world.doctor, processor, given_at=NOW - 20)
    latest = await instruction(world.doctor, processor, given_at=NOW - 10)
    await instruction(world.doctor, processor, given_at=NOW - 5, withdrawn_at=NOW - 1)
    desk, doctor = [
        (await world.asked_by(each)).lens for each in (Function.DESK_AGENT, Function.PROFESSIONAL)
    ]
    await desk.focus([entry], EVERY)
    await doctor.focus([entry], EVERY)

    found = desk.instruction(entry)

    assert found is not None
    assert found.id == latest
    assert doctor.instruction(entry) is None
    assert desk.standing(entry) is Standing.PROCESSOR
    assert desk.decide(entry, Category.REASON).rule == "processor-instructed/reason"


async def test_what_a_request_wrote_is_seen_as_just_written_even_if_it_was_seen_before() -> None:
    world = await small_world()
    person = await contact(world.here, channel="ONLINE", partner_id=world.partner)
    entry = await visit(world, person, REASON, channel="ONLINE", partner_id=world.partner)
    lens = (await world.asked_by(Function.PARTNER_SITE)).lens
    await lens.focus([entry], EVERY)
    assert lens.show(entry, fields.VISIT_REASON).state is FieldState.WITHHELD

    lens.wrote(entry.id)
    await lens.focus([entry], EVERY)

    assert lens.show(entry, fields.VISIT_REASON).value == "Vaccin"
