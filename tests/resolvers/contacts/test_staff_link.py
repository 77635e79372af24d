"""Staff link whom they control, and write down the proof they saw."""

from typing import Any

import pytest

from models.sealing.values import Birth
from models.words import Channel, Function, LegalPower, PartyRole, RelationshipKind
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    IDENTITY,
    World,
    contact,
    contact_row,
)
from tests.resolvers.contacts.linking import (
    BORN,
    GUARDIANSHIP,
    MANDATE,
    NEW,
    NO_POWER,
    NO_SUCH_POWER,
    PARENTAL,
    SEEN,
    asked,
    refused,
    role_on,
    row_of,
)
from tests.support.writes import written


async def test_staff_link_two_contacts_they_control_and_write_down_the_proof(world: World) -> None:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person, adult = await contact(world.here, **mine), await contact(world.here, **mine)
    request = await world.asked_by(Function.PROFESSIONAL)
    row = await row_of(written(await asked(request, adult, person, **MANDATE, **SEEN)))
    assert (row["power"], len(row["proof"])) == ("MANDATE", 93)
    assert SEEN["proof"].encode() not in row["proof"]
    assert await role_on(world, person, adult) is PartyRole.REPRESENTATIVE


@pytest.mark.parametrize(
    "proof", ["Jugement du 12/03/2024, RG 24/00123", "Acte notarié n° 2024-0153, étude de Dijon"]
)
async def test_a_judgment_and_a_deed_are_named_by_their_own_numbers(world: World, proof: str) -> None:
    person, adult = await contact(world.here), await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    written(await asked(desk, adult, person, **MANDATE, proof=proof))


async def test_the_desk_links_as_controller_and_creates_the_relative_on_the_way(world: World) -> None:
    person = await contact(world.here, professional_id=world.doctor)
    desk = await world.asked_by(Function.DESK_AGENT)
    row = await row_of(written(await asked(desk, NEW, person, **PARENTAL)))
    child = await contact_row(row["relative_id"])
    assert (child.channel, child.professional_id) == (Channel.PHONE, world.doctor)
    assert child.source_contact_id == person


@pytest.mark.parametrize("power", [MANDATE, GUARDIANSHIP])
async def test_a_power_that_needs_proof_is_not_given_without(world: World, power: dict[str, Any]) -> None:
    person, adult = await contact(world.here), await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, adult, person, **power) == {(ErrorCode.MISSING_REQUIRED_DATA, ("proof",))}
    telling = (
        "Voir sa fille au 06 12 34 56 78",
        "Copie à zoe@example.org",
        "NIR 1 80 02 21 054 001 23",
        "🚑 24",
    )
    for proof in ("", " ", "x" * 501, "a\x00b", "a\N{RIGHT-TO-LEFT OVERRIDE}b", *telling):
        assert await refused(desk, adult, person, **power, proof=proof) == {
            (ErrorCode.INVALID_TEXT, ("proof",))
        }


async def test_an_assistant_gives_no_power_that_needs_proof_or_a_birth_date_it_does_not_read(
    world: World,
) -> None:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    child = await contact(world.here, IDENTITY, Birth(BORN), **mine)
    request = await world.asked_by(Function.ASSISTANT)
    assert await refused(request, child, person, **MANDATE, **SEEN) == NO_SUCH_POWER
    assert await refused(request, child, person, **PARENTAL) == NO_SUCH_POWER
    written(await asked(request, child, person, kind=RelationshipKind.PARENT, power=LegalPower.NONE))


async def test_staff_link_nothing_they_do_not_control(world: World) -> None:
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    controlled, phoned = await contact(world.here, **mine), await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    path = ("relative", "relativeId")
    assert await refused(desk, controlled, phoned, **NO_POWER) == {(ErrorCode.NOT_ALLOWED, path)}
    assert await refused(desk, phoned, controlled, **NO_POWER) == {(ErrorCode.NOT_ALLOWED, ("contactId",))}
    doctor = await world.asked_by(Function.PROFESSIONAL)
    assert await refused(doctor, phoned, controlled, **NO_POWER) == {(ErrorCode.NOT_FOUND, path)}
    visited = await contact(world.here, professional_id=world.doctor)
    assert await refused(doctor, visited, controlled, **NO_POWER) == {(ErrorCode.NOT_ALLOWED, path)}


async def test_nobody_acts_for_itself_by_a_power(world: World) -> None:
    person = await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, person, person, **NO_POWER) == {
        (ErrorCode.RELATIVE_NOT_ALLOWED, ("relative", "relativeId"))
    }


async def test_staff_say_who_is_to_act(world: World) -> None:
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, await contact(world.here), **NO_POWER) == {
        (ErrorCode.MISSING_REQUIRED_DATA, ("contactId",))
    }


@pytest.mark.parametrize(
    "function",
    [Function.PARTNER_SITE, Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.ANONYMOUS],
)
async def test_nobody_else_links(world: World, function: Function) -> None:
    registered = {"partner_id": world.partner, "channel": Channel.ONLINE}
    person, child = await contact(world.here, **registered), await contact(world.here, **registered)
    request = await world.asked_by(function)
    assert await refused(request, child, person, **NO_POWER) == {(ErrorCode.NOT_ALLOWED, ())}
