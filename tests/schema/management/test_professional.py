"""Places, agendas, and what a professional says of itself."""

from typing import Any

import pytest

from models.words import Channel, Function
from tests.factories import HOUR, NOW, World, change, contact, instruction, rows_of, small_world
from tests.schema.management.managing import codes, doctor, everything, kept, manage
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

PLACE = {
    "name": "Cabinet",
    "street": "1 place Kléber",
    "postcode": "67000",
    "city": "Strasbourg",
    "country": "fr",
    "timeZone": "Europe/Paris",
}

BAD_PLACES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no zone": ({"timeZone": "Europe/Strasbourg"}, "INVALID_ZONE", "timeZone"),
    "a path": ({"timeZone": "../../etc/passwd"}, "INVALID_ZONE", "timeZone"),
    "an offset": ({"timeZone": "+01:00"}, "INVALID_ZONE", "timeZone"),
    "the server's zone": ({"timeZone": "localtime"}, "INVALID_ZONE", "timeZone"),
    "no country": ({"country": "XX"}, "INVALID_REGION", "country"),
    "another country's region": ({"holidayRegion": "BY"}, "INVALID_REGION", "holidayRegion"),
    "north of the pole": ({"latitude": 91, "longitude": 0}, "INVALID_NUMBER", "latitude"),
    "half a point": ({"latitude": 48.5}, "MISSING_REQUIRED_DATA", "longitude"),
    "no name": ({"name": " "}, "INVALID_TEXT", "name"),
    "two lines": ({"street": "1\n2"}, "INVALID_TEXT", "street"),
}


@pytest.mark.parametrize(("given", "code", "path"), BAD_PLACES.values(), ids=BAD_PLACES)
async def test_a_place_that_is_nowhere_is_not_founded(given: dict[str, Any], code: str, path: str) -> None:
    client = Client(world := await small_world())
    before = await everything()

    payload = await manage(
        client, doctor(world), "createPlace", professionalId=world.doctor, **{**PLACE, **given}
    )

    assert codes(payload) == [(code, path)]
    assert await everything() == before


async def test_a_professional_founds_a_place_and_opens_an_agenda_there() -> None:
    client = Client(world := await small_world())

    founded = await kept(
        client, doctor(world), "createPlace", professionalId=world.doctor, **PLACE, holidayRegion="57"
    )
    where = {"placeId": founded["recordId"], "lanes": 2}
    opened = await kept(client, doctor(world), "createAgenda", professionalId=world.doctor, **where)
    lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)
    foreign = await manage(client, lawyer, "createAgenda", professionalId=world.lawyer, **where)

    assert (opened["agenda"]["lanes"], opened["agenda"]["holidayRegion"]) == (2, "57")
    assert opened["agenda"]["weeklyHours"] == []
    assert codes(foreign) == [("NOT_FOUND", "placeId")]


async def test_an_agenda_that_closes_on_holidays_tells_who_comes_on_one() -> None:
    client = Client(world := await small_world())
    await change("agenda", world.agenda, closes_on_holidays=False)
    christmas = await world.visit(await contact(world.here), starts_at=NOW + 32 * 24 * HOUR)

    payload = await kept(
        client, doctor(world), "updateAgenda", id=world.agenda, expectedVersion=1, closesOnHolidays=True
    )

    assert [each["id"] for each in payload["conflicts"]] == [christmas]


async def test_another_zone_tells_whom_it_hits() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    [place] = [row["place_id"] for row in await rows_of("agenda") if row["id"] == world.agenda]
    morning = await world.visit(person, starts_at=NOW + 24 * HOUR)

    moved = await kept(
        client, doctor(world), "updatePlace", id=place, expectedVersion=1, timeZone="America/Martinique"
    )
    refused = await manage(
        client, doctor(world), "updatePlace", id=place, expectedVersion=2, country="DE", holidayRegion="57"
    )

    assert [each["id"] for each in moved["conflicts"]] == [morning]
    assert codes(refused) == [("INVALID_REGION", "holidayRegion")]


BAD_WORDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no language": ({"languages": []}, "INVALID_LANGUAGE", "languages"),
    "an unknown language": ({"languages": ["fr", "xx"]}, "INVALID_LANGUAGE", "languages"),
    "no name": ({"collects": ["REACH"]}, "MISSING_REQUIRED_DATA", "collects"),
    "a lawyer's physician": (
        {"collects": ["IDENTITY", "REACH", "PHYSICIAN"]},
        "CATEGORY_NOT_COLLECTED",
        "collects",
    ),
    "nothing": ({}, "NOTHING_TO_CHANGE", ""),
    "neither yes nor no": ({"acceptsNewContacts": None}, "MISSING_REQUIRED_DATA", "acceptsNewContacts"),
}


@pytest.mark.parametrize(("given", "code", "path"), BAD_WORDS.values(), ids=BAD_WORDS)
async def test_what_a_sector_may_not_collect_is_refused(given: dict[str, Any], code: str, path: str) -> None:
    client = Client(world := await small_world())
    lawyer = world.caller(Function.PROFESSIONAL, world.lawyer)
    before = await everything()

    payload = await manage(client, lawyer, "updateProfessional", id=world.lawyer, expectedVersion=1, **given)

    assert codes(payload) == [(code, path)]
    assert await everything() == before


async def test_a_physician_says_what_it_collects_once_for_each_version() -> None:
    client = Client(world := await small_world())
    asked = {
        "id": world.doctor,
        "expectedVersion": 1,
        "collects": ["REACH", "PHYSICIAN", "IDENTITY"],
        "languages": ["FR", "ar"],
        "acceptsNewContacts": False,
    }

    payload = await kept(client, doctor(world), "updateProfessional", **asked)
    stale = await manage(client, doctor(world), "updateProfessional", **asked)

    shown = payload["professional"]
    assert (shown["collects"], shown["languages"], shown["acceptsNewContacts"], shown["version"]) == (
        ["IDENTITY", "PHYSICIAN", "REACH"],
        ["ar", "fr"],
        False,
        2,
    )
    assert codes(stale) == [("VERSION_CONFLICT", "expectedVersion")]


async def blocked(client: Client, world: World, contact_id: str) -> list[tuple[str, str]]:
    desk = world.caller(Function.DESK_AGENT)
    asked = {"professionalId": world.doctor, "contactId": contact_id}
    return codes(await manage(client, desk, "blockContact", **asked))


async def test_the_desk_blocks_only_whom_it_may_book_for() -> None:
    client = Client(world := await small_world())
    await instruction(world.doctor, world.here.operator_id)
    behind_a_wall = await contact(world.here, channel=Channel.AGENDA, professional_id=world.lawyer)
    his = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)

    assert await blocked(client, world, behind_a_wall) == [("NOT_ALLOWED", "contactId")]
    assert await blocked(client, world, his) == [("NOT_ALLOWED", "contactId")]
    assert await blocked(client, world, "con_" + "a" * 20) == [("NOT_FOUND", "contactId")]
    assert await rows_of("contact_block") == []


async def test_a_contact_out_of_scope_is_unknown_and_one_in_it_is_blocked_once() -> None:
    client = Client(world := await small_world())
    foreign = await contact(world.here)
    his = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    asked = {"professionalId": world.doctor, "contactId": his}

    unknown = await manage(
        client, doctor(world), "blockContact", professionalId=world.doctor, contactId=foreign
    )
    first = await kept(client, doctor(world), "blockContact", **asked)
    twice = await manage(client, doctor(world), "blockContact", **asked)
    freed = await kept(client, doctor(world), "unblockContact", **asked)
    never = await manage(client, doctor(world), "unblockContact", **asked)

    assert codes(unknown) == [("NOT_FOUND", "contactId")]
    assert first["professional"]["blockedContactIds"] == [his]
    assert freed["professional"]["blockedContactIds"] == []
    assert (codes(twice), codes(never)) == ([("WRONG_STATE", "contactId")], [("WRONG_STATE", "contactId")])
