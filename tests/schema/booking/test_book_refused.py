"""What is not booked, why, and that nothing is left behind."""

import pytest

from models.words import Channel, Function
from tests.factories import DAY, NOW, change, contact, contact_row, relationship, small_world, visit_type
from tests.support.booking import BOOK, book, booking, nothing_was_written
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


REFUSED_TIMES = {
    "in the past": ("2026-11-20T09:00:00+01:00", "TOO_SOON"),
    "before opening": ("2026-11-24T07:00:00+01:00", "OUTSIDE_HOURS"),
    "beyond closing": ("2026-11-24T17:45:00+01:00", "OUTSIDE_HOURS"),
    "on a Sunday": ("2026-11-29T10:00:00+01:00", "OUTSIDE_HOURS"),
    "with the wrong offset": ("2026-11-24T09:00:00-10:00", "OUTSIDE_HOURS"),
    "off the grid": ("2026-11-24T09:07:00+01:00", "OFF_GRID"),
    "in another century": ("2300-01-01T09:00:00+01:00", "TOO_FAR"),
}


@pytest.mark.parametrize(("starts_at", "code"), REFUSED_TIMES.values(), ids=REFUSED_TIMES)
async def test_a_time_that_is_not_offered_is_refused(starts_at: str, code: str) -> None:
    client = Client(world := await small_world())
    asked = booking(world, await contact(world.here), startsAt=starts_at)

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [(code, ["startsAt"])]
    assert await nothing_was_written()


async def test_what_is_no_instant_is_refused_before_anything_else() -> None:
    client = Client(world := await small_world())
    for hostile in ("2026-11-24T09:00:00", "tomorrow", "", 5, "2026-02-30T09:00:00Z"):
        asked = booking(world, await contact(world.here), startsAt=hostile)
        answer = await client.ask(world.caller(Function.DESK_AGENT), BOOK, input=asked)
        assert client.last is not None
        assert client.last.status_code == 422
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await nothing_was_written()


async def test_a_booking_that_names_no_time_says_what_is_missing() -> None:
    client = Client(world := await small_world())
    asked = {"contactId": await contact(world.here), "agendaId": world.agenda}

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [
        ("MISSING_REQUIRED_DATA", ["slotId"])
    ]


async def test_a_slot_id_that_was_tampered_with_is_no_slot() -> None:
    client = Client(world := await small_world())
    asked = {"contactId": await contact(world.here), "slotId": "slo_AAAAAAAAAAAAAAAAAAAAAAAAAAAA"}

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("NOT_FOUND", ["slotId"])]


@pytest.mark.parametrize("function", [Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN])
async def test_who_has_no_business_booking_may_not(function: Function) -> None:
    client = Client(world := await small_world())

    payload = await book(client, world.caller(function), **booking(world, await contact(world.here)))

    assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]
    assert await nothing_was_written()


@pytest.mark.parametrize("function", [Function.PARTNER_SITE, Function.PROFESSIONAL, Function.CONTACT])
async def test_an_unknown_contact_and_one_out_of_scope_are_the_same_refusal(function: Function) -> None:
    client = Client(world := await small_world())
    caller = world.caller(function, await contact(world.here) if function is Function.CONTACT else None)
    foreign = await contact(world.here)
    unknown = "con_" + "a" * 20

    answers = [await book(client, caller, **booking(world, each)) for each in (foreign, unknown)]

    assert answers[0] == answers[1]
    assert [error["code"] for error in answers[0]["errors"]] == ["NOT_FOUND"]
    assert await nothing_was_written()


async def test_what_a_professional_controls_stays_behind_his_wall() -> None:
    client = Client(world := await small_world())
    his = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)
    asked = booking(world, his, agendaId=world.lawyer_agenda, visitTypeId=world.lawyer_visit_type)

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]
    assert await nothing_was_written()


async def test_a_processor_without_instruction_does_not_book_for_whom_it_does_not_control() -> None:
    client = Client(world := await small_world())
    his = await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor)

    payload = await book(client, world.caller(Function.DESK_AGENT), **booking(world, his))

    assert [error["code"] for error in payload["errors"]] == ["NOT_ALLOWED"]


async def test_a_contact_books_for_its_child_and_for_nobody_else() -> None:
    client = Client(world := await small_world())
    parent, child, stranger = [await contact(world.here) for _ in range(3)]
    await relationship(parent, child)
    caller = world.caller(Function.CONTACT, parent)

    for_child = await book(client, caller, **booking(world, child, reason="Otite"))
    for_stranger = await book(client, caller, **booking(world, stranger))

    assert for_child["errors"] == []
    assert for_child["appointment"]["visitReason"] == {"state": "CLEAR", "value": "Otite"}
    assert [error["code"] for error in for_stranger["errors"]] == ["NOT_FOUND"]


async def test_who_represents_keeps_no_secret_from_himself() -> None:
    client = Client(world := await small_world())
    parent, child = [await contact(world.here) for _ in range(2)]
    await relationship(parent, child)

    payload = await book(client, world.caller(Function.CONTACT, parent), **booking(world, child, secret=True))

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("NOT_ALLOWED", ["secret"])]
    assert await nothing_was_written()


@pytest.mark.parametrize("note", [None, ""])
async def test_whom_a_note_is_about_means_nothing_without_the_note(note: str | None) -> None:
    client = Client(world := await small_world())
    asked = booking(world, await contact(world.here), noteAboutThirdParty=True, note=note)

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    wrong = "MISSING_REQUIRED_DATA" if note is None else "INVALID_TEXT"
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [(wrong, ["note"])]
    assert await nothing_was_written()


async def test_a_restricted_contact_is_not_booked_for() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here, restricted_at=NOW - DAY)

    payload = await book(client, world.caller(Function.DESK_AGENT), **booking(world, person))

    assert [error["code"] for error in payload["errors"]] == ["PROCESSING_RESTRICTED"]
    assert await nothing_was_written()


async def test_every_fault_of_the_data_is_told_at_once_and_no_value_is_echoed() -> None:
    client = Client(world := await small_world())
    await change("professional", world.doctor, collects="BIRTH IDENTITY NOTE REACH")
    asked = booking(world, await contact(world.here), reason="Secret-Reason", note="Nasty\x07note")

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    found = [(error["code"], error["path"], error.get("category")) for error in payload["errors"]]
    assert found == [
        ("CATEGORY_NOT_COLLECTED", ["reason"], "REASON"),
        ("INVALID_TEXT", ["note"], None),
    ]
    assert client.last is not None
    assert "Secret-Reason" not in client.last.text
    assert "Nasty" not in client.last.text
    assert await nothing_was_written()


async def test_a_reason_that_the_visit_type_requires_must_be_there() -> None:
    client = Client(world := await small_world())
    strict = await visit_type(world.doctor, reason_required=True)
    asked = booking(world, await contact(world.here), visitTypeId=strict)

    payload = await book(client, world.caller(Function.DESK_AGENT), **asked)

    assert [(error["code"], error["path"]) for error in payload["errors"]] == [
        ("MISSING_REQUIRED_DATA", ["reason"])
    ]


async def test_a_booking_leaves_the_contact_as_it_was() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    before = await contact_row(person)

    await book(client, world.caller(Function.DESK_AGENT), **booking(world, person))

    assert await contact_row(person) == before
