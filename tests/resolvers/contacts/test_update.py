"""A contact is changed in the version it was read in: what is not named stays, and nothing is lost."""

import asyncio
from datetime import date
from typing import Any

from models.sealing.search_tokens import SearchKind
from models.sealing.values import Identity, Physician, PostalAddress, Reach
from models.storage.reading import fetch
from models.words import Function
from resolvers.contacts.search import Search, contacts_page
from resolvers.writing.fault import ErrorCode
from tests.factories import (
    BIRTH,
    DAY,
    HOUR,
    IDENTITY,
    NOW,
    PHYSICIAN,
    REACH,
    World,
    change,
    contact,
    contact_row,
)
from tests.resolvers.contacts.updating import NEW_NAME, asked, in_agenda, refused, seen
from tests.support.writes import codes, nothing_written, written


async def test_what_is_left_out_stays_and_what_is_null_goes(world: World) -> None:
    known = await contact(world.here, Identity("Lefèvre", "Roy", "Zoé"), REACH, BIRTH)
    request = await world.asked_by(Function.DESK_AGENT)
    assert written(await asked(request, known, lastName="Martin", birthName=None, email=None)) == known
    assert await seen(world, known) == {
        "lastName": "Martin",
        "birthName": None,
        "firstName": "Zoé",
        "phone": "+33612345678",
        "email": None,
        "address": None,
        "birthDate": date(1980, 2, 29),
        "treatingPhysician": None,
    }
    record = await contact_row(known)
    assert (record.version, record.updated_at, record.collected_at) == (2, NOW, NOW - DAY)


async def test_a_category_that_is_emptied_keeps_no_ciphertext(world: World) -> None:
    known = await contact(world.here, IDENTITY, REACH, BIRTH, PHYSICIAN, professional_id=world.doctor)
    request = await world.asked_by(Function.DESK_AGENT)
    written(await asked(request, known, birthDate=None, treatingPhysician=None))
    record = await contact_row(known)
    assert (record.birth, record.physician) == (None, None)
    assert record.identity is not None


async def test_new_values_are_kept_in_their_one_form(world: World) -> None:
    known = await contact(world.here, professional_id=world.doctor)
    request = await world.asked_by(Function.DESK_AGENT)
    address = PostalAddress((), "21000", "Dijon")
    changes: dict[str, Any] = {"phone": "06 98 76 54 32", "address": address, "birthDate": date(1990, 1, 1)}
    written(await asked(request, known, **changes, treatingPhysician=Physician("Dr Roux")))
    now = await seen(world, known)
    assert (now["phone"], now["email"]) == ("+33698765432", "zoe@example.org")
    assert now["address"] == PostalAddress((), "21000", "Dijon", "FR")
    assert (now["birthDate"], now["treatingPhysician"]) == (date(1990, 1, 1), "Dr Roux")


async def test_a_contact_is_found_by_what_it_is_now_and_not_by_what_it_was(world: World) -> None:
    known = await contact(world.here)
    request = await world.asked_by(Function.DESK_AGENT)
    written(await asked(request, known, lastName="Martin", phone="0698765432", birthDate=date(1990, 1, 1)))

    async def found(kind: SearchKind, text: str, born: date | None = None) -> list[str]:
        desk = await world.asked_by(Function.DESK_AGENT)
        return [each.id for each in (await contacts_page(desk, Search(kind, text, born), None, None)).items]

    assert await found(SearchKind.NAME, "lefevre") == []
    assert await found(SearchKind.PHONE, "0612345678") == []
    assert await found(SearchKind.NAME, "martin", date(1980, 2, 29)) == []
    assert await found(SearchKind.NAME, "martin zoe", date(1990, 1, 1)) == [known]
    assert await found(SearchKind.PHONE, "0698765432") == [known]
    assert await found(SearchKind.EMAIL, "zoe@example.org") == [known]


async def test_what_was_not_changed_is_sealed_as_before(world: World) -> None:
    known = await contact(world.here)
    before = await contact_row(known)
    written(await asked(await world.asked_by(Function.DESK_AGENT), known, **NEW_NAME))
    after = await contact_row(known)
    assert (after.reach, after.birth) == (before.reach, before.birth)
    assert after.identity != before.identity


async def test_two_changes_in_one_request_both_stay(world: World) -> None:
    known = await contact(world.here)
    request = await world.asked_by(Function.DESK_AGENT)
    written(await asked(request, known, lastName="Martin"))
    written(await asked(request, known, version=2, firstName="Léa"))
    now = await seen(world, known)
    assert (now["lastName"], now["firstName"]) == ("Martin", "Léa")


async def test_a_restricted_record_is_changed_by_nobody_not_even_the_person(world: World) -> None:
    known = await contact(world.here, restricted_at=NOW - HOUR)
    for request in (
        await world.asked_by(Function.CONTACT, known),
        await world.asked_by(Function.DESK_AGENT),
    ):
        assert await refused(request, known, **NEW_NAME) == {(ErrorCode.PROCESSING_RESTRICTED, ("id",))}


async def test_an_erased_record_stays_erased(world: World) -> None:
    marked = await contact(world.here, erased_at=NOW - HOUR)
    keyless = await contact(world.here)
    await world.here.keyring.destroy_data_key(keyless)
    desk = await world.asked_by(Function.DESK_AGENT)
    assert await refused(desk, marked, **NEW_NAME) == {(ErrorCode.WRONG_STATE, ("id",))}
    assert await refused(desk, keyless, **NEW_NAME) == {(ErrorCode.WRONG_STATE, ("id",))}


async def test_a_version_that_is_past_or_to_come_is_refused_with_the_current_one(world: World) -> None:
    known = await contact(world.here, version=3)
    desk = await world.asked_by(Function.DESK_AGENT)
    for version in (2, 4, 0, -1):
        async with nothing_written():
            outcome = await asked(desk, known, version=version, **NEW_NAME)
        assert codes(outcome) == {(ErrorCode.VERSION_CONFLICT, ("expectedVersion",))}
        assert outcome.faults[0].details == {"version": 3}


async def test_of_changes_at_the_same_moment_one_is_kept_and_the_others_are_told(world: World) -> None:
    known = await contact(world.here)
    requests = [await world.asked_by(Function.DESK_AGENT) for _ in range(5)]
    outcomes = await asyncio.gather(
        *(asked(request, known, phone=f"061234567{number}") for number, request in enumerate(requests))
    )
    [kept] = [number for number, outcome in enumerate(outcomes) if outcome.record_id]
    for outcome in outcomes[:kept] + outcomes[kept + 1 :]:
        assert codes(outcome) == {(ErrorCode.VERSION_CONFLICT, ("expectedVersion",))}
        assert outcome.faults[0].details == {"version": 2}
    assert (await seen(world, known))["phone"] == f"+3361234567{kept}"
    tokens = await fetch("SELECT token FROM search_token WHERE contact_id = ? AND kind = 'PHONE'", known)
    assert len(tokens) == 1


async def test_the_same_key_changes_once_and_answers_the_same_after_the_version_moved(world: World) -> None:
    known = await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    first = await asked(desk, known, key="k", **NEW_NAME)
    assert await asked(desk, known, key="k", **NEW_NAME) == first
    assert (await contact_row(known)).version == 2
    await change("contact", known, restricted_at=NOW)
    assert await asked(desk, known, key="k", **NEW_NAME) == first


async def test_mandatory_values_are_not_removed(world: World) -> None:
    known = await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    gone: dict[str, Any] = {"lastName": None, "firstName": None, "phone": None, "email": None}
    assert await refused(desk, known, **gone) == {
        (ErrorCode.MISSING_REQUIRED_DATA, ("lastName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("firstName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("phone",)),
    }
    relative = await contact(world.here, IDENTITY, Reach("+33612345678"), source_contact_id=known)
    written(await asked(desk, relative, phone=None))
    assert (await contact_row(relative)).reach is None


async def test_every_fault_is_told_at_once(world: World) -> None:
    known = await contact(world.here)
    desk = await world.asked_by(Function.DESK_AGENT)
    changes: dict[str, Any] = {
        "lastName": "R2D2",
        "firstName": None,
        "phone": "0612",
        "treatingPhysician": Physician("Dr X"),
    }
    assert await refused(desk, known, **changes, email="•") == {
        (ErrorCode.INVALID_NAME, ("lastName",)),
        (ErrorCode.MISSING_REQUIRED_DATA, ("firstName",)),
        (ErrorCode.INVALID_PHONE, ("phone",)),
        (ErrorCode.CATEGORY_NOT_COLLECTED, ("treatingPhysician",)),
        (ErrorCode.MASK_WRITTEN_BACK, ("email",)),
    }


async def test_a_category_no_longer_collected_can_still_be_removed(world: World) -> None:
    known = await in_agenda(world)
    await change("professional", world.doctor, collects="IDENTITY REACH")
    request = await world.asked_by(Function.PROFESSIONAL)
    assert await refused(request, known, birthDate=date(1990, 1, 1)) == {
        (ErrorCode.CATEGORY_NOT_COLLECTED, ("birthDate",))
    }
    written(await asked(request, known, birthDate=None))


async def test_a_change_of_nothing_is_refused(world: World) -> None:
    known = await contact(world.here)
    assert await refused(await world.asked_by(Function.DESK_AGENT), known) == {
        (ErrorCode.NOTHING_TO_CHANGE, ())
    }
