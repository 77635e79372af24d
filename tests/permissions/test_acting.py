"""Who may book and cancel: doing is refused where seeing is not enough."""

from typing import Any

import pytest

from models.words import Function, Purpose
from permissions.acting import CANCELLER_OF, CHANNEL_OF, may_book, may_cancel
from permissions.lens import Lens
from tests.factories import (
    NOW,
    World,
    appointment,
    appointment_row,
    contact,
    contact_row,
    instruction,
    small_world,
)

pytestmark = pytest.mark.usefixtures("databases")


async def lens_on(world: World, function: Function, *records: Any) -> Lens:
    lens = (await world.asked_by(function)).lens
    await lens.focus(records, frozenset())
    return lens


async def people(world: World) -> dict[str, Any]:
    return {
        "doctor's": await contact_row(
            await contact(world.here, channel="AGENDA", professional_id=world.doctor)
        ),
        "operator's": await contact_row(await contact(world.here, channel="PHONE")),
        "partner's": await contact_row(await contact(world.here, channel="ONLINE", partner_id=world.partner)),
    }


@pytest.mark.policy("S26", "S27")
async def test_who_may_book_with_the_doctor_and_with_another_for_whom() -> None:
    world = await small_world()
    known = await people(world)
    allowed = {
        (function, whose, with_whom)
        for function in (
            Function.PROFESSIONAL,
            Function.ASSISTANT,
            Function.DESK_AGENT,
            Function.PARTNER_SITE,
        )
        for whose, person in known.items()
        for with_whom, professional in (("doctor", world.doctor), ("lawyer", world.lawyer))
        if may_book(await lens_on(world, function, person), person, professional)
    }
    assert allowed == {
        (Function.PROFESSIONAL, "doctor's", "doctor"),
        (Function.PROFESSIONAL, "operator's", "doctor"),
        (Function.PROFESSIONAL, "partner's", "doctor"),
        (Function.ASSISTANT, "doctor's", "doctor"),
        (Function.ASSISTANT, "operator's", "doctor"),
        (Function.ASSISTANT, "partner's", "doctor"),
        (Function.DESK_AGENT, "operator's", "doctor"),
        (Function.DESK_AGENT, "operator's", "lawyer"),
        (Function.DESK_AGENT, "partner's", "doctor"),
        (Function.DESK_AGENT, "partner's", "lawyer"),
        (Function.PARTNER_SITE, "partner's", "doctor"),
        (Function.PARTNER_SITE, "partner's", "lawyer"),
    }


@pytest.mark.policy("S27")
async def test_an_instruction_that_opens_the_name_lets_the_desk_book_with_its_giver_only() -> None:
    world = await small_world()
    await instruction(world.doctor, world.here.operator_id, categories="IDENTITY")
    person = (await people(world))["doctor's"]
    lens = await lens_on(world, Function.DESK_AGENT, person)

    assert may_book(lens, person, world.doctor)
    assert not may_book(lens, person, world.lawyer)


@pytest.mark.parametrize(
    ("categories", "purposes", "allowed"),
    [
        ("REASON", str(Purpose.APPOINTMENT), True),
        ("REASON", str(Purpose.CARE), False),
        ("IDENTITY", str(Purpose.APPOINTMENT), False),
    ],
)
async def test_the_desk_cancels_a_doctors_entry_on_an_instruction_about_reasons(
    categories: str, purposes: str, *, allowed: bool
) -> None:
    world = await small_world()
    entry = await appointment_row(
        await appointment(
            world.here,
            contact_id=(await people(world))["doctor's"].id,
            professional_id=world.doctor,
            agenda_id=world.agenda,
            visit_type_id=world.visit_type,
            starts_at=NOW,
        )
    )
    assert not may_cancel(await lens_on(world, Function.DESK_AGENT, entry), entry)

    await instruction(world.doctor, world.here.operator_id, categories=categories, purposes=purposes)

    assert may_cancel(await lens_on(world, Function.DESK_AGENT, entry), entry) is allowed
    assert may_cancel(await lens_on(world, Function.PROFESSIONAL, entry), entry)
    assert not may_cancel(await lens_on(world, Function.PROTECTION_OFFICER, entry), entry)


def test_who_oversees_or_runs_the_service_writes_through_no_channel() -> None:
    acting = set(Function) - {Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS}
    assert set(CHANNEL_OF) == set(CANCELLER_OF) == acting
