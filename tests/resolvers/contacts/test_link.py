"""Acting for another takes a power the law knows: nobody gets one by saying so."""

import asyncio
from datetime import date
from typing import Any

import pytest

from models.sealing.values import Birth, Identity
from models.storage.reading import fetch_keys
from models.words import Channel, Function, LegalPower, PartyRole, RelationshipKind
from resolvers.contacts import link
from resolvers.contacts.given import Given
from resolvers.contacts.majority import majority_of
from resolvers.contacts.update import ContactUpdate, update_contact
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    BIRTH,
    DAY,
    HOUR,
    IDENTITY,
    NOW,
    World,
    change,
    contact,
    contact_row,
    relationship,
    rows_of,
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
    child_of,
    refused,
    role_on,
    row_of,
)
from tests.support.writes import codes, write, written


@pytest.mark.policy("S6h")
async def test_a_parent_acts_for_a_minor_child_until_it_is_eighteen(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person)
    assert await role_on(world, person, child) is PartyRole.NONE
    row = await row_of(
        written(await asked(await world.asked_by(Function.CONTACT, person), child, **PARENTAL))
    )
    assert (row["contact_id"], row["relative_id"], row["proof"]) == (person, child, None)
    assert (row["valid_from"], row["valid_until"]) == (NOW, majority_of(BORN))
    assert await role_on(world, person, child) is PartyRole.REPRESENTATIVE


async def test_a_child_is_created_and_linked_in_one_go_or_not_at_all(world: World) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    row = await row_of(written(await asked(request, NEW, **PARENTAL)))
    child = await contact_row(row["relative_id"])
    assert (child.source_contact_id, child.channel) == (person, Channel.ONLINE)
    assert row["valid_until"] == majority_of(BORN)
    assert await refused(request, NEW, **MANDATE) == NO_SUCH_POWER
    assert len(await rows_of("contact")) == 2


async def test_every_fault_of_a_new_relative_is_told_at_once_and_where_it_stands(world: World) -> None:
    request = await world.asked_by(Function.CONTACT, await contact(world.here))
    new = Given({"lastName": "•", "birthDate": date(1850, 1, 1)})
    asked_power = PARENTAL | {"valid_until": NOW, "proof": "Livret de famille"}
    assert await refused(request, new, **asked_power) == {
        (ErrorCode.MASK_WRITTEN_BACK, ("relative", "newRelative", "lastName")),
        (ErrorCode.MISSING_REQUIRED_DATA, ("relative", "newRelative", "firstName")),
        (ErrorCode.INVALID_BIRTH_DATE, ("relative", "newRelative", "birthDate")),
        (ErrorCode.RELATIVE_NOT_ALLOWED, ("power",)),
        (ErrorCode.INVALID_PERIOD, ("validUntil",)),
        (ErrorCode.NOT_ALLOWED, ("proof",)),
    }
    assert len(await fetch_keys("SELECT contact_id FROM data_key")) == 1


@pytest.mark.parametrize("born", [date(1980, 2, 29), date(2008, 11, 23)])
async def test_nobody_has_parental_authority_over_an_adult(world: World, born: date) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    adult = await child_of(world, person, born)
    assert await refused(request, adult, **PARENTAL) == NO_SUCH_POWER
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, adult, person, **PARENTAL) == NO_SUCH_POWER


async def test_on_the_day_before_the_birthday_a_parent_still_acts(world: World) -> None:
    person = await contact(world.here)
    almost = await child_of(world, person, date(2008, 11, 24))
    row = await row_of(
        written(await asked(await world.asked_by(Function.CONTACT, person), almost, **PARENTAL))
    )
    assert row["valid_until"] == NOW + 15 * HOUR


async def test_without_a_birth_date_nobody_is_a_minor(world: World) -> None:
    person = await contact(world.here)
    ageless = await contact(world.here, IDENTITY, source_contact_id=person)
    request = await world.asked_by(Function.CONTACT, person)
    assert await refused(request, ageless, **PARENTAL) == NO_SUCH_POWER


async def test_parental_authority_is_a_parents(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person)
    request = await world.asked_by(Function.CONTACT, person)
    for kind in set(RelationshipKind) - {RelationshipKind.PARENT}:
        assert await refused(request, child, kind=kind, power=LegalPower.PARENTAL_AUTHORITY) == NO_SUCH_POWER


async def test_an_earlier_end_is_kept_and_a_later_one_is_cut_at_eighteen(world: World) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    sooner = written(await asked(request, await child_of(world, person), **PARENTAL, valid_until=NOW + DAY))
    assert (await row_of(sooner))["valid_until"] == NOW + DAY
    later = majority_of(BORN) + DAY
    cut = written(await asked(request, await child_of(world, person), **PARENTAL, valid_until=later))
    assert (await row_of(cut))["valid_until"] == majority_of(BORN)


async def test_a_period_that_is_over_gives_nothing(world: World) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    child = await child_of(world, person)
    assert await refused(request, child, **NO_POWER, valid_until=NOW) == {
        (ErrorCode.INVALID_PERIOD, ("validUntil",))
    }


async def test_a_contact_links_an_adult_without_any_power(world: World) -> None:
    person = await contact(world.here)
    adult = await contact(world.here, IDENTITY, BIRTH, source_contact_id=person)
    row = await row_of(
        written(await asked(await world.asked_by(Function.CONTACT, person), adult, **NO_POWER))
    )
    assert (row["power"], row["valid_until"]) == ("NONE", None)
    assert await role_on(world, person, adult) is PartyRole.NONE


@pytest.mark.parametrize("power", [MANDATE, GUARDIANSHIP])
async def test_a_contact_gives_itself_neither_guardianship_nor_mandate(
    world: World, power: dict[str, Any]
) -> None:
    person = await contact(world.here)
    adult = await contact(world.here, IDENTITY, BIRTH, source_contact_id=person)
    request = await world.asked_by(Function.CONTACT, person)
    assert await refused(request, adult, **power) == NO_SUCH_POWER
    assert await refused(request, adult, **power, **SEEN) == NO_SUCH_POWER


async def test_a_contact_links_only_whom_it_created_and_never_itself(world: World) -> None:
    person, stranger = await contact(world.here), await contact(world.here)
    known = await contact(world.here, IDENTITY, Birth(BORN))
    await relationship(person, known, power="NONE", kind="OTHER")
    request = await world.asked_by(Function.CONTACT, person)
    path = ("relative", "relativeId")
    assert await refused(request, stranger, **PARENTAL) == {(ErrorCode.NOT_FOUND, path)}
    assert await refused(request, "con_aaaaaaaaaaaaaaaaaaaa", **PARENTAL) == {(ErrorCode.NOT_FOUND, path)}
    assert await refused(request, known, **PARENTAL) == {(ErrorCode.RELATIVE_NOT_ALLOWED, path)}
    assert await refused(request, person, **NO_POWER) == {(ErrorCode.RELATIVE_NOT_ALLOWED, path)}


async def test_a_contact_acts_for_itself_only(world: World) -> None:
    person, stranger = await contact(world.here), await contact(world.here)
    child = await child_of(world, person)
    request = await world.asked_by(Function.CONTACT, person)
    assert await refused(request, child, stranger, **PARENTAL) == {(ErrorCode.NOT_FOUND, ("contactId",))}
    assert await refused(request, NEW, child, **PARENTAL) == {(ErrorCode.NOT_ALLOWED, ("contactId",))}
    written(await asked(request, child, person, **PARENTAL))


async def test_a_birth_date_somebody_else_has_set_is_not_read_by_who_typed_the_first(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person, version=2)
    request = await world.asked_by(Function.CONTACT, person)
    assert await refused(request, child, **PARENTAL) == NO_SUCH_POWER


async def test_a_corrected_birth_date_ends_a_power_that_rested_on_a_false_one(world: World) -> None:
    person = await contact(world.here)
    claimed = await child_of(world, person)
    written(await asked(await world.asked_by(Function.CONTACT, person), claimed, **PARENTAL))
    desk = await world.asked_by(Function.DESK_AGENT)
    corrected = ContactUpdate(claimed, 1, Given({"birthDate": date(1980, 2, 29)}))
    written(await update_contact(desk, write(), corrected))
    [row] = await rows_of("relationship")
    assert row["valid_until"] == NOW
    assert await role_on(world, person, claimed) is PartyRole.NONE


async def test_a_parent_does_not_keep_its_power_by_writing_a_later_birth_date(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person, date(2009, 1, 1))
    request = await world.asked_by(Function.CONTACT, person)
    written(await asked(request, child, **PARENTAL))
    later = ContactUpdate(child, 1, Given({"birthDate": date(2020, 1, 1)}))
    written(await update_contact(request, write(), later))
    [row] = await rows_of("relationship")
    assert row["valid_until"] == majority_of(date(2009, 1, 1))
    again = await world.asked_by(Function.CONTACT, person)
    assert await refused(again, child, **PARENTAL) == {(ErrorCode.WRONG_STATE, ("relative",))}


async def test_a_link_in_force_is_not_made_twice_even_at_the_same_moment(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person)
    requests = [await world.asked_by(Function.CONTACT, person) for _ in range(4)]
    outcomes = await asyncio.gather(*(asked(request, child, **PARENTAL) for request in requests))
    assert len([outcome for outcome in outcomes if outcome.record_id]) == 1
    for outcome in outcomes:
        assert outcome.record_id or codes(outcome) == {(ErrorCode.WRONG_STATE, ("relative",))}
    assert len(await rows_of("relationship")) == 1


async def test_a_link_that_has_ended_may_be_made_again(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person)
    await relationship(person, child, valid_until=NOW)
    written(await asked(await world.asked_by(Function.CONTACT, person), child, **PARENTAL))


async def test_the_same_key_links_once(world: World) -> None:
    person = await contact(world.here)
    request = await world.asked_by(Function.CONTACT, person)
    first = await asked(request, NEW, key="k", **PARENTAL)
    assert await asked(request, NEW, key="k", **PARENTAL) == first
    assert len(await rows_of("relationship")) == 1
    assert len(await rows_of("contact")) == 2


async def test_a_restricted_or_erased_contact_is_not_linked(world: World) -> None:
    person = await contact(world.here)
    child = await child_of(world, person, restricted_at=NOW)
    gone = await contact(world.here, Identity("X"), source_contact_id=person, erased_at=NOW)
    request = await world.asked_by(Function.CONTACT, person)
    path = ("relative", "relativeId")
    assert await refused(request, child, **NO_POWER) == {(ErrorCode.PROCESSING_RESTRICTED, path)}
    assert await refused(request, gone, **NO_POWER) == {(ErrorCode.WRONG_STATE, path)}
    await change("contact", child, restricted_at=None)
    await change("contact", person, restricted_at=NOW)
    assert await refused(request, child, **NO_POWER) == {(ErrorCode.PROCESSING_RESTRICTED, ("contactId",))}


async def test_what_changed_while_it_was_checked_is_not_linked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await contact(world.here)
    child = await child_of(world, person)
    check = link._with_known

    async def overtaken(*values: Any) -> Any:
        checked = await check(*values)
        await change("contact", child, version=2)
        return checked

    monkeypatch.setattr(link, "_with_known", overtaken)
    outcome = await asked(await world.asked_by(Function.CONTACT, person), child, key="k", **PARENTAL)
    assert codes(outcome) == {(ErrorCode.BUSY_TRY_AGAIN, ())}
    assert await rows_of("relationship") == await rows_of("idempotency") == []
